package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Funding;
import dealpayouts.standin.Transfer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch is cancelled by an explicit act, before it is funded, and nothing of it is paid by itself afterwards. */
class BatchCancelIT extends WithBatches {

    private static final int REFUSED = 1;

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aCancelledBatchIsNotPaidEvenAfterATopUp(World world) {
        List<Long> deals = waitingForMoney(world);

        cancel(0, "is being cancelled");

        untilBatchIs("CANCELLED");
        deals.forEach(deal ->
                untilNote(deal, "Wise: transfer " + transferOf(deal).id() + " was cancelled before it was paid."));
        wise().setBalance("USD", MUCH.toPlainString());
        untilAllPaid(payAnotherBatch());
        assertThat(wise().transfers()).filteredOn(Transfer::funded).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void theActIsJournaledWithItsActorAndTold(World world) {
        startBatches(world, Map.of());
        long summaries = kommo().addDeal("Batches", null, null);
        product.restartWith("batch.summary-deal-id", String.valueOf(summaries));
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, "Wise: top up"));

        cancel(0, "is being cancelled");

        untilNote(summaries, "Wise: batch 1 was cancelled by ann before it was paid.");
        assertThat(product.ledgerColumn("batch_journal", "actor || ': ' || outcome"))
                .contains("ann: cancelled by an explicit act");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aPayoutThatHadNoTransferYetIsToldAndNotPaidEither(World world) {
        startBatches(world, Map.of("kommo.most-reads", "1"));
        List<Long> deals = collect(2);
        kommo().fault("GET", "/api/v4/leads/" + deals.get(1), Fault.errorAfter(500), 10_000);
        cutOff();
        patiently().until(() -> wise().transfers().size() == 1);

        cancel(0, "is being cancelled");

        untilBatchIs("CANCELLED");
        untilNote(
                deals.get(1),
                "Wise: batch 1 was cancelled by ann, so the payment of 850.50 EUR was not made. Tell the operator if it"
                        + " shall be.");
        untilAllPaid(payAnotherBatch());
        assertThat(transfersOf(deals.get(1))).isEmpty();
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aNewCyclePaysADealOfACancelledBatch(World world) {
        List<Long> deals = waitingForMoney(world);
        cancel(0, "is being cancelled");
        deals.forEach(deal ->
                untilNote(deal, "Wise: transfer " + transferOf(deal).id() + " was cancelled before it was paid."));
        wise().setBalance("USD", MUCH.toPlainString());

        command(0, "is accepted", "new-cycle", String.valueOf(deals.get(0)));
        patiently().until(() -> product.ledgerColumn("payout", "state || cycle").contains("PARKED2"));
        cutOff();

        untilNote(deals.get(0), "Wise: paid 850.50 EUR");
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aFundedBatchCannotBeCancelled(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(2);
        cutOff();
        assertPaidOnce(deals);
        untilBatchIs("DONE");

        cancel(REFUSED, "Batch 1 is DONE and cannot be cancelled any more.");
    }

    @ParameterizedTest
    @EnumSource(names = {"GUIDE_ON_POSTGRESQL"})
    void aBatchThatMayBePaidCannotBeCancelled(World world) {
        startBatches(world, Map.of());
        wise().funding(Funding.UNEXPECTED_ERROR);
        collect(2);
        cutOff();
        untilBatchIs("FUNDING_REQUESTED");

        cancel(REFUSED, "Batch 1 is FUNDING_REQUESTED and cannot be cancelled any more: it may be paid.");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aBatchThatAPersonHasPaidMeanwhileIsPaidAndNotCancelled(World world) {
        startBatches(world, Map.of("payout.funding", "batch-draft", "payout.parked-look-ms", "600000"));
        List<Long> deals = collect(2);
        cutOff();
        deals.forEach(deal -> untilNote(deal, "Wise: batch \""));
        wise().batches().fund(group().id());

        cancel(0, "is being cancelled");

        untilAllPaid(deals);
        untilBatchIs("DONE");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aBatchThatDoesNotExistCannotBeCancelled(World world) {
        startBatches(world, Map.of());

        cancel(REFUSED, "There is no batch 1 in this ledger.");
    }

    private List<Long> waitingForMoney(World world) {
        startBatches(world, Map.of());
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, "Wise: top up"));
        return deals;
    }

    private List<Long> payAnotherBatch() {
        List<Long> later = collect(1);
        cutOff();
        return later;
    }

    private void cancel(int code, String says) {
        command(code, says, "cancel-batch", "1");
    }

    private void command(int code, String says, String name, String subject) {
        Map<String, String> settings =
                new HashMap<>(Product.settings(world.dialect(), kommo().url(), wise().url(), product.ledger()));
        try (JarProcess command =
                JarProcess.start(ProductFolder.copy().path(), settings, "payouts", name, subject, "--actor", "ann")) {
            assertThat(command.awaitExit()).as(command.output()).isEqualTo(code);
            assertThat(command.output()).contains(says);
        }
    }
}
