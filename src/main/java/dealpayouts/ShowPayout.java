package dealpayouts;

import dealpayouts.json.Json;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows everything that the ledger knows of a deal's payouts. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a deal's payouts and everything that happened to them")
final class ShowPayout implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DEAL", description = "id of the Kommo lead")
    private long dealId;

    @Option(names = "--json", description = "prints JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        return LedgerAct.run(spec, (ledger, out) -> {
            List<PayoutRecord> payouts = ledger.records().ofDeal(dealId);
            if (json) {
                out.println(Json.write(
                        payouts.stream().map(payout -> all(ledger, payout)).toList()));
            } else {
                payouts.forEach(payout -> print(ledger, payout, out));
            }
        });
    }

    private static Map<String, Object> all(Ledger ledger, PayoutRecord payout) {
        Map<String, Object> all = new LinkedHashMap<>(payout.fields());
        all.put("note", payout.payout().note());
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

    private static void print(Ledger ledger, PayoutRecord payout, PrintWriter out) {
        payout.fields().forEach((name, value) -> {
            if (value != null) {
                out.printf(Locale.ROOT, "%-24s %s%n", name, value);
            }
        });
        if (payout.payout().note() != null) {
            out.printf(Locale.ROOT, "%-24s %s%n", "note", payout.payout().note());
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
