package dealpayouts.cli;

import dealpayouts.ledger.FeedbackTable.GivenUp;
import dealpayouts.ledger.HookTable;
import dealpayouts.ledger.Journal;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.PayoutRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows everything that the ledger knows of a deal's payouts. */
@Command(name = "show", description = "Shows a deal's payouts and everything that happened to them")
final class ShowPayout implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DEAL", description = "id of the Kommo lead")
    private long dealId;

    @Override
    public Integer call() throws IOException {
        return LedgerSession.run(spec, (ledger, out) -> {
            List<PayoutRecord> payouts = ledger.records().ofDeal(dealId);
            PayoutTexts texts = PayoutTexts.of(ledger.contractors(), payouts);
            out.print(
                    () -> payouts.stream()
                            .map(payout -> all(ledger, payout, texts))
                            .toList(),
                    to -> payouts.forEach(payout -> print(ledger, payout, texts, to)));
        });
    }

    private static Map<String, Object> all(Ledger ledger, PayoutRecord payout, PayoutTexts texts) {
        Map<String, Object> all = new LinkedHashMap<>(texts.fields(payout));
        all.put("possible_duplicates", ledger.releases().toldDuplicates(payout.payout()));
        all.put(
                "hooks",
                ledger.hooks().of(payout.payout().id()).stream()
                        .map(HookTable.Call::summary)
                        .toList());
        all.put(
                "journal",
                ledger.journal().of(payout.payout().id()).stream()
                        .map(ShowPayout::fields)
                        .toList());
        all.put(
                "given_up",
                ledger.feedback().givenUp(payout.payout().id()).stream()
                        .map(ShowPayout::fields)
                        .toList());
        return all;
    }

    private static Map<String, Object> fields(Journal.Line line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", line.at().toString());
        fields.put("step", line.step());
        fields.put("outcome", line.outcome());
        fields.put("actor", line.actor());
        return fields;
    }

    private static Map<String, Object> fields(GivenUp feedback) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", feedback.createdAt().toString());
        fields.put("what", feedback.what());
        fields.put("problem", feedback.problem());
        return fields;
    }

    private static void print(Ledger ledger, PayoutRecord payout, PayoutTexts texts, PrintWriter out) {
        texts.fields(payout).forEach((name, value) -> {
            if (value != null) {
                out.printf(Locale.ROOT, "%-24s %s%n", name, value);
            }
        });
        String duplicates = ledger.releases().toldDuplicates(payout.payout()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        if (!duplicates.isEmpty()) {
            out.printf(Locale.ROOT, "%-24s %s%n", "possible duplicates", "deals " + duplicates);
        }
        for (GivenUp each : ledger.feedback().givenUp(payout.payout().id())) {
            out.printf(Locale.ROOT, "%-24s %s, because %s%n", "not told", each.what(), each.problem());
        }
        for (HookTable.Call call : ledger.hooks().of(payout.payout().id())) {
            out.printf(Locale.ROOT, "%-24s %s%n", "hook", call.summary());
        }
        out.println();
        for (Journal.Line line : ledger.journal().of(payout.payout().id())) {
            out.printf(Locale.ROOT, "%s  %-12s %s (%s)%n", line.at(), line.step(), line.outcome(), line.actor());
        }
        out.println();
        out.flush();
    }
}
