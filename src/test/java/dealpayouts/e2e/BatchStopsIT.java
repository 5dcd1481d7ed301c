package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Funding;
import dealpayouts.standin.KommoStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stops a whole batch is said on each deal, nothing is paid half, and it goes on once the cause is gone. */
class BatchStopsIT extends WithBatches {

    private static final String TOP_UP = "Wise: top up balance: 796.90 USD missing for batch 1 of 3 payouts"
            + " (needed 2796.90 USD, available 2000.00 USD). None of them is paid before; it goes on by itself after the"
            + " top-up.";
    private static final String LEFT = "Wise: the deal left the Pay stage";

    @ParameterizedTest
    @EnumSource(names = {"GUIDE_ON_POSTGRESQL"})
    void aBalanceThatIsTooSmallForAllPaysNobody(World world) {
        startBatches(world, Map.of());
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);

        cutOff();

        deals.forEach(deal -> untilNote(deal, TOP_UP));
        assertThat(deals).allSatisfy(deal -> assertThat(notes(deal)).containsExactly(WAITS, TOP_UP));
        assertNothingPaid();
        assertThat(fundingCalls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aTopUpPaysTheWholeBatch(World world) {
        startBatches(world, Map.of("payout.parked-look-ms", "600000"));
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, TOP_UP));

        wise().topUp("USD", "796.90");

        untilAllPaid(deals);
        assertThat(deals).allSatisfy(deal -> assertThat(notes(deal)).containsExactly(WAITS, TOP_UP, paidNote(deal)));
        assertThat(wise().balance("USD")).isEqualByComparingTo("0.00");
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aBalanceThatWiseRefusesAfterTheCheckIsExplainedAndPaidAfterATopUp(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(3);
        wise().fault(
                        "GET",
                        "/v4/profiles/\\d+/balances",
                        Fault.status(
                                200, "application/json", "[{\"currency\":\"USD\",\"amount\":{\"value\":9999.00}}]"),
                        1);
        wise().setBalance("USD", "2000.00");

        cutOff();

        deals.forEach(deal -> untilNote(deal, TOP_UP));
        assertNothingPaid();
        wise().setBalance("USD", "2796.90");
        untilAllPaid(deals);
        assertThat(fundingCalls()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void theSummaryTellsTheMissingSumOnce(World world) {
        startBatches(world, Map.of());
        long summaries = kommo().addDeal("Batches", null, null);
        product.restartWith("batch.summary-deal-id", String.valueOf(summaries));
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        untilNote(summaries, TOP_UP);

        wise().topUp("USD", "796.90");

        untilAllPaid(deals);
        untilNote(summaries, "Wise: batch 1 is paid");
        assertThat(kommo().notes(summaries)).hasSize(2).first().isEqualTo(TOP_UP);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aBatchThatWiseWantsApprovedIsCompletedByWhoeverFundsIt(World world) {
        startBatches(world, Map.of());
        wise().funding(Funding.SCA_JSON);
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, ready()));

        wise().batches().fund(group().id());

        untilAllPaid(deals);
        assertThat(deals).allSatisfy(deal -> assertThat(notes(deal)).containsExactly(WAITS, ready(), paidNote(deal)));
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_POSTGRESQL"})
    void aDraftedBatchIsClosedAndNeverFundedByUs(World world) {
        startBatches(world, Map.of("payout.funding", "batch-draft"));
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, ready()));
        assertThat(group().status()).isEqualTo("COMPLETED");

        wise().batches().fund(group().id());

        untilAllPaid(deals);
        assertThat(fundingCalls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GUIDE_ON_SQLITE"})
    void aDraftedBatchWithoutAGroupIsDoneWhenAllItsTransfersAreFunded(World world) {
        startBatches(world, Map.of("payout.funding", "batch-draft"));
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, ready()));

        deals.forEach(deal -> wise().fundByHand(transferOf(deal).id()));

        untilAllPaid(deals);
        untilBatchIs("DONE");
        assertThat(fundingCalls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aDealThatLeavesThePayStageAfterItsTransferHoldsUpTheBatchUntilItIsBack(World world) {
        List<Long> deals = holdUpByALeavingDeal(world);
        assertNothingPaid();

        kommo().moveDeal(deals.get(1), KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

        untilAllPaid(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aTransferThatAPersonCancelsInWiseNoLongerHoldsUpTheOthers(World world) {
        List<Long> deals = holdUpByALeavingDeal(world);

        wise().advance(transferOf(deals.get(1)).id(), "cancelled");

        untilAllPaid(List.of(deals.get(0), deals.get(2)));
        assertThat(transferOf(deals.get(1)).funded()).isFalse();
        untilBatchIs("DONE");
    }

    /** Three deals whose batch waits for money so long that the deals are looked at again, and one has left then. */
    private List<Long> holdUpByALeavingDeal(World world) {
        MovableClock clock = new MovableClock();
        startBatches(world, Map.of(), clock);
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, TOP_UP));
        kommo().moveDeal(deals.get(1), KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        clock.forward(Duration.ofMinutes(20));

        wise().setBalance("USD", MUCH.toPlainString());

        String held = "Wise: batch 1 of 3 payouts waits for deal " + deals.get(1) + ", and this payment with it.";
        untilNote(deals.get(0), held);
        untilNote(deals.get(1), LEFT);
        untilNote(deals.get(2), held);
        return deals;
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aDealThatLeavesThePayStageWhileItsBatchWaitsForMoneyIsNoticedWhenKommoSaysSo(World world) {
        startBatches(world, Map.of("payout.parked-look-ms", "600000"));
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, TOP_UP));
        kommo().moveDeal(deals.get(1), KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        mention(deals.get(1));

        wise().topUp("USD", "796.90");

        untilNote(deals.get(1), LEFT);
        untilNote(deals.get(0), "Wise: batch 1 of 3 payouts waits for deal " + deals.get(1));
        assertNothingPaid();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aDealThatLeavesThePayStageBeforeItsTransferRequestArrivedHoldsUpNobody(World world) {
        startBatches(world, Map.of("payout.parked-look-ms", "600000"));
        List<Long> deals = collect(3);
        leavesWhileItsTransferIsAskedFor(deals.get(1), Fault::resetBefore);

        cutOff();

        untilAllPaid(List.of(deals.get(0), deals.get(2)));
        untilBatchIs("DONE");
        assertThat(transfersOf(deals.get(1))).isEmpty();
        assertThat(product.ledgerColumn("payout", "state")).containsExactly("FUNDED", "DROPPED", "FUNDED");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aDealThatLeavesThePayStageBeforeItsTransferWasAnsweredHoldsUpNobodyOnceItIsCancelled(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(3);
        leavesWhileItsTransferIsAskedFor(deals.get(1), Fault::cutAfter);
        cutOff();
        patiently().until(() -> product.ledgerColumn("payout", "transfer_id").stream()
                .noneMatch(Objects::isNull));
        assertNothingPaid();

        wise().cancelByHand(transferOf(deals.get(1)).id());

        untilAllPaid(List.of(deals.get(0), deals.get(2)));
        untilBatchIs("DONE");
        assertThat(transferOf(deals.get(1)).funded()).isFalse();
    }

    /** Its manager moves the deal away just when the answer to the first request is lost. */
    private void leavesWhileItsTransferIsAskedFor(long deal, Supplier<Fault> lost) {
        AtomicBoolean first = new AtomicBoolean(true);
        wise().disturb(call -> {
            boolean its = call.method().equals("POST")
                    && call.path().matches(makeTransfer())
                    && call.body().contains("DEAL-" + deal);
            if (!its || !first.compareAndSet(true, false)) {
                return Optional.empty();
            }
            kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
            return Optional.of(lost.get());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aDealThatNamesAnotherTransferHoldsUpItsBatchUntilAnOperatorReleasesIt(World world) {
        startBatches(world, Map.of("payout.parked-look-ms", "600000"));
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, TOP_UP));
        kommo().setDealField(deals.get(1), KommoStandIn.FIELD_TRANSFER, "4711");
        mention(deals.get(1));
        wise().topUp("USD", "796.90");
        untilNote(deals.get(1), "Wise: the field \"Wise transfer\" holds '4711'");
        assertNothingPaid();

        release(deals.get(1));

        untilAllPaid(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    private void release(long deal) {
        Map<String, String> settings =
                new HashMap<>(Product.settings(world.dialect(), kommo().url(), wise().url(), product.ledger()));
        try (JarProcess command = JarProcess.start(
                ProductFolder.copy().path(), settings, "payouts", "release", String.valueOf(deal), "--actor", "ann")) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aForeignTransferInTheGroupIsNeverPaid(World world) {
        startBatches(world, Map.of());
        long foreign = wise().makeByHand(wise().addRecipient("EUR", "Eve Holm", null), "5.00");
        List<Long> deals = collect(2);
        wise().onEvent(event -> {
            if (event.startsWith("batch group ") && event.contains(" created: ")) {
                wise().batches().add(event.split(" ")[2], foreign);
            }
        });

        cutOff();

        deals.forEach(deal -> untilNote(
                deal,
                "Wise: batch 1 of 2 payouts cannot go on, and this payment with it. The batch in Wise holds transfers"
                        + " that are not of this batch: [" + foreign + "]."));
        assertThat(group().status()).isEqualTo("NEW");
        assertNothingPaid();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aGroupThatAPersonCancelsInWiseIsNotPaidAgain(World world) {
        startBatches(world, Map.of());
        wise().setBalance("USD", "2000.00");
        List<Long> deals = collect(3);
        cutOff();
        deals.forEach(deal -> untilNote(deal, TOP_UP));

        wise().batches().cancel(group().id());

        deals.forEach(deal ->
                untilNote(deal, "Wise: transfer " + transferOf(deal).id() + " was cancelled before it was paid."));
        untilBatchIs("CANCELLED");
        wise().setBalance("USD", MUCH.toPlainString());
        assertPaidOnceByAnotherBatch();
        assertThat(wise().transfers()).filteredOn(t -> t.funded()).hasSize(1);
    }

    private void assertPaidOnceByAnotherBatch() {
        List<Long> later = collect(1);
        cutOff();
        untilAllPaid(later);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aChangedVersionOfTheGroupIsReadAgain(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(2);
        wise().batches().conflicts(3);

        cutOff();

        assertPaidOnce(deals);
        assertThat(matching(wise().calls(), "PATCH", GROUP)).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aBatchThatCannotBeFundedForAReasonOfWisesSaysSo(World world) {
        startBatches(world, Map.of());
        wise().funding(Funding.ACCOUNT_INACTIVE);
        List<Long> deals = collect(2);

        cutOff();

        deals.forEach(deal -> untilNote(deal, "Wise: batch 1 of 2 payouts cannot go on, and this payment with it."));
        wise().funding(Funding.COMPLETED);
        List<Long> paid = new ArrayList<>(deals);
        untilAllPaid(paid);
    }

    private String ready() {
        patiently().until(() -> !batchStates().isEmpty());
        return "Wise: batch \"" + product.ledgerColumn("batch", "name").get(0) + "\" of 3 payouts, debit 2796.90 USD in"
                + " all, is ready. Fund the batch in Wise, once for all its payouts; its deals are updated by themselves"
                + " afterwards.";
    }
}
