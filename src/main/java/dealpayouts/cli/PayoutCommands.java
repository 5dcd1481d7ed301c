package dealpayouts.cli;

import dealpayouts.ledger.Batch;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.PayoutRecord;
import dealpayouts.ledger.Retries.Retry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Acts on payouts; each is journaled with its actor. */
@Command(
        name = "payouts",
        description = "Shows payouts, and acts on them, journaled with the actor",
        subcommands = {ListPayouts.class, ShowPayout.class, ExportPayouts.class})
final class PayoutCommands {

    private static final String DEAL = "id of the Kommo lead";

    @Spec
    private CommandSpec spec;

    /** What was done to the deal's payout, as a sentence. */
    private record Done(Payout payout, String sentence) {}

    @Command(
            name = "retry",
            description = "Does now what waits: the payout, a look at its transfer, notes that were given up")
    int retry(@Parameters(paramLabel = "DEAL", description = DEAL) long dealId, @Mixin ActorOption by)
            throws IOException {
        return act(ledger -> {
            Retry retry = ledger.retries().retry(dealId, by.actor());
            return new Done(
                    retry.payout(),
                    "Deal " + dealId + ": due now for payout " + retry.payout().id() + ": " + retry.what() + ".");
        });
    }

    @Command(
            name = "cancel",
            description = "Does not pay a payout whose money cannot have moved yet; release takes it back")
    int cancel(@Parameters(paramLabel = "DEAL", description = DEAL) long dealId, @Mixin ActorOption by)
            throws IOException {
        return act(ledger -> {
            Payout payout = ledger.callOffs().callOff(dealId, by.actor());
            String transfer = payout.transferId() == null
                    ? ""
                    : " Transfer " + payout.transferId()
                            + " waits for its money in Wise: cancel it there, and do not fund it.";
            return new Done(
                    payout, "Deal " + dealId + ": payout " + payout.id() + " is cancelled and is not paid." + transfer);
        });
    }

    @Command(
            name = "release",
            description = "Lets a payout go on that was cancelled, or is parked because it may be a second payment")
    int release(@Parameters(paramLabel = "DEAL", description = DEAL) long dealId, @Mixin ActorOption by)
            throws IOException {
        return act(ledger -> {
            Payout payout = ledger.releases().release(dealId, by.actor());
            return new Done(
                    payout,
                    "Deal " + dealId + ": payout " + payout.id()
                            + (payout.reason() == null ? "" : ", parked as " + payout.reason() + ",")
                            + " is released and goes on. The deal must stand in the Pay stage.");
        });
    }

    @Command(name = "new-cycle", description = "Pays a deal once more, after the money of its last payout came back")
    int newCycle(@Parameters(paramLabel = "DEAL", description = DEAL) long dealId, @Mixin ActorOption by)
            throws IOException {
        return act(ledger -> {
            Payout payout = ledger.cycles().begin(dealId, by.actor());
            return new Done(
                    payout,
                    "Deal " + dealId + ": payout " + payout.id() + ", cycle " + payout.cycle()
                            + ", is accepted. The deal must stand in the Pay stage.");
        });
    }

    @Command(name = "cancel-batch", description = "Cancels a batch that is not funded, and its transfers at Wise")
    int cancelBatch(
            @Parameters(paramLabel = "BATCH", description = "number of the batch") long batchId, @Mixin ActorOption by)
            throws IOException {
        return LedgerSession.run(spec, (ledger, out) -> {
            Batch batch = ledger.batchCancellation().begin(batchId, by.actor());
            String done =
                    "Batch " + batchId + " of " + batch.count() + " payouts is being cancelled; none of them is paid.";
            out.print(() -> Map.of("done", done, "batch", batchId), to -> to.println(done));
        });
    }

    private int act(Function<Ledger, Done> act) throws IOException {
        return LedgerSession.run(spec, (ledger, out) -> {
            Done done = act.apply(ledger);
            out.print(() -> fields(ledger, done), to -> to.println(done.sentence()));
        });
    }

    private static Map<String, Object> fields(Ledger ledger, Done done) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("done", done.sentence());
        ledger.records().ofDeal(done.payout().dealId()).stream()
                .filter(payout -> payout.payout().id() == done.payout().id())
                .map(PayoutRecord::fields)
                .forEach(fields::putAll);
        return fields;
    }
}
