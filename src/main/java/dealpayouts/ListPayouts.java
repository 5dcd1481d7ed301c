package dealpayouts;

import dealpayouts.json.Json;
import dealpayouts.ledger.PayoutRecord;
import dealpayouts.ledger.PayoutState;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists payouts, the ones that changed last first. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists payouts, the ones that changed last first")
final class ListPayouts implements Callable<Integer> {

    private static final String ROW = "%-12s %5s %-18s %16s %-14s %-16s %s%n";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "only payouts in one of: ${COMPLETION-CANDIDATES}")
    private List<PayoutState> states = List.of();

    @Option(names = "--since", paramLabel = "TIME", description = "changed since then, such as 2026-09-01T00:00:00Z")
    private OffsetDateTime since;

    @Option(names = "--most", paramLabel = "N", defaultValue = "50", description = "at most so many (${DEFAULT-VALUE})")
    private int most;

    @Option(names = "--json", description = "prints JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Set<PayoutState> wanted = EnumSet.noneOf(PayoutState.class);
        wanted.addAll(states);
        return LedgerAct.run(spec, (ledger, out) -> {
            List<PayoutRecord> payouts = ledger.records().list(wanted, since == null ? null : since.toInstant(), most);
            if (json) {
                out.println(
                        Json.write(payouts.stream().map(PayoutRecord::fields).toList()));
            } else {
                print(payouts, out);
            }
        });
    }

    private static void print(List<PayoutRecord> payouts, PrintWriter out) {
        out.printf(Locale.ROOT, ROW, "deal", "cycle", "state", "amount", "transfer", "changed", "reason");
        for (PayoutRecord each : payouts) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    each.payout().dealId(),
                    each.payout().cycle(),
                    each.payout().state(),
                    orDash(each.payout().amount()),
                    orDash(each.payout().transferId()),
                    each.updatedAt().truncatedTo(ChronoUnit.MINUTES).toString().replaceFirst(":00Z$", "Z"),
                    each.payout().state() == PayoutState.PARKED ? each.payout().reason() : "");
        }
        out.flush();
    }

    private static Object orDash(Object value) {
        return value == null ? "-" : value;
    }
}
