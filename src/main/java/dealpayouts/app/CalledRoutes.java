package dealpayouts.app;

import dealpayouts.ledger.Feedback;
import dealpayouts.ledger.Payout;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Routes that Java calls by their {@code direct:} name, with the variables that it gives them. */
public final class CalledRoutes {

    public static final Map<String, Map<String, Type>> ALL = all();

    private CalledRoutes() {}

    private static Map<String, Map<String, Type>> all() {
        Map<String, Map<String, Type>> routes = new LinkedHashMap<>();
        Map<String, Type> payout = Map.of("payoutId", long.class, "payout", Payout.class);
        // Durable work
        routes.put("payout", payout);
        routes.put("payout-delayed", with(with(payout, "problem", String.class), "passing", boolean.class));
        routes.put("deal-feedback", with(payout, "feedback", Feedback.class));
        routes.put("transfer-news", payout);
        routes.put("deal-changes", payout);
        routes.put("batch", Map.of("batchId", long.class));
        routes.put("batch-delayed", Map.of("batchId", long.class, "problem", String.class, "passing", boolean.class));
        routes.put("watch", Map.of());
        routes.put("top-ups", Map.of());
        // Calls that several payouts share
        for (String read : List.of("deals-now", "contacts-now")) {
            routes.put(read, Map.of("id", long.class, "idFilter", String.class));
        }
        routes.put("account-now", Map.of());
        routes.put("profiles-now", Map.of());
        routes.put("balances-now", Map.of("id", long.class));
        for (String write : List.of("write-notes", "change-deals", "change-contacts")) {
            routes.put(write, Map.of("id", long.class, "request", String.class));
        }
        return Collections.unmodifiableMap(routes);
    }

    private static Map<String, Type> with(Map<String, Type> variables, String name, Type type) {
        Map<String, Type> more = new LinkedHashMap<>(variables);
        more.put(name, type);
        return Map.copyOf(more);
    }
}
