package dealpayouts.cli;

import dealpayouts.ledger.PayoutRecord;
import dealpayouts.ledger.PayoutState;
import dealpayouts.settings.Moments;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
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
@Command(name = "list", description = "Lists payouts, the ones that changed last first")
final class ListPayouts implements Callable<Integer> {

    private static final String ROW = "%-12s %5s %-18s %-28s %16s %-14s %-16s%n";
    private static final int LONGEST_NAME = 28;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "only payouts in one of: ${COMPLETION-CANDIDATES}")
    private List<PayoutState> states = List.of();

    @Option(names = "--since", paramLabel = "TIME", description = "changed since then, " + Moments.EXAMPLES)
    private Instant since;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "50",
            converter = Arguments.Most.class,
            description = "at most so many (${DEFAULT-VALUE})")
    private int most;

    @Override
    public Integer call() throws IOException {
        Set<PayoutState> wanted = EnumSet.noneOf(PayoutState.class);
        wanted.addAll(states);
        return LedgerSession.run(spec, (ledger, out) -> {
            List<PayoutRecord> payouts = ledger.records().list(wanted, since, most);
            PayoutTexts texts = PayoutTexts.of(ledger.contractors(), payouts);
            out.print(() -> payouts.stream().map(texts::fields).toList(), to -> print(payouts, texts, to));
        });
    }

    private static void print(List<PayoutRecord> payouts, PayoutTexts texts, PrintWriter out) {
        out.printf(Locale.ROOT, ROW, "deal", "cycle", "state", "contractor", "amount", "transfer", "changed");
        for (PayoutRecord each : payouts) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    each.payout().dealId(),
                    each.payout().cycle(),
                    each.payout().state(),
                    shortened(texts.contractor(each)),
                    orDash(each.payout().amount()),
                    orDash(each.payout().transferId()),
                    each.updatedAt().truncatedTo(ChronoUnit.MINUTES).toString().replaceFirst(":00Z$", "Z"));
            PayoutTexts.reason(each).ifPresent(reason -> out.printf(Locale.ROOT, "%-12s → %s%n", "", reason));
        }
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    private static Object orDash(Object value) {
        return value == null ? "-" : value;
    }
}
