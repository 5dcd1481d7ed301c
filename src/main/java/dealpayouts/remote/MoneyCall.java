package dealpayouts.remote;

import java.util.List;
import java.util.Set;

/**
 * What a call to Wise does to money, judged by its method and path alone, so that neither the name of a call nor the route
 * that makes it matters. The guide's paths end as Wise's own do (Wise reference §8 to 10).
 */
public enum MoneyCall {
    /** Reads, or prepares something that costs nothing. */
    HARMLESS,
    /** Makes a transfer. */
    TRANSFER,
    /** Pays one transfer from the balance. */
    FUNDING,
    /** Pays many transfers from the balance. */
    BATCH_FUNDING,
    /** Changes something of which nobody here knows what it costs. */
    UNKNOWN;

    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> PREPARATIONS = Set.of(
            "quotes",
            "accounts",
            "transfer-requirements",
            "account-requirements",
            "subscriptions",
            "batch-groups",
            "cancel");

    /**
     * Judges a call.
     *
     * @param path with or without a query; parts of it may still be expressions
     */
    public static MoneyCall of(String method, String path) {
        if (READS.contains(method)) {
            return HARMLESS;
        }
        List<String> parts = List.of(path.split("\\?", 2)[0].split("/"));
        String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
        if (last.equals("transfers")) {
            return TRANSFER;
        }
        if (parts.contains("batch-payments")) {
            return BATCH_FUNDING;
        }
        if (last.equals("payments")) {
            return FUNDING;
        }
        String before = parts.size() < 2 ? "" : parts.get(parts.size() - 2);
        return PREPARATIONS.contains(last) || before.equals("batch-groups") ? HARMLESS : UNKNOWN;
    }
}
