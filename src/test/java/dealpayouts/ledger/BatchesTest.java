package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.money.Money;
import dealpayouts.provider.FundingAnswer;
import dealpayouts.provider.FundingEvidence;
import dealpayouts.provider.Quote;
import dealpayouts.provider.TransferAnswer;
import dealpayouts.wise.BatchGroup;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of batches that hold whatever a route does. A batch has room for three here. */
@ParameterizedClass
@EnumSource(Store.class)
class BatchesTest {

    private static final String GROUP = "b7d2e3f4-0000-4000-8000-000000000001";
    private static final FundingAnswer PAID = new FundingAnswer(FundingAnswer.Result.FUNDED, null, "Taken.");
    private static final FundingAnswer SHORT =
            new FundingAnswer(FundingAnswer.Result.SHORT_OF_BALANCE, null, "Top it up.");
    private static final FundingAnswer UNKNOWN = new FundingAnswer(FundingAnswer.Result.UNKNOWN, null, "Not known.");
    private static final FundingEvidence NO_PROOF =
            new FundingEvidence(FundingEvidence.Kind.NONE, "incoming_payment_waiting");
    private static final FundingEvidence PROOF = new FundingEvidence(FundingEvidence.Kind.FUNDED, "processing");

    @Parameter
    Store store;

    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aPayoutIsInOneBatchHoweverOftenItIsOffered() {
        List<Payout> waiting = collect(1, 2);

        form(waiting);
        form(waiting);

        assertThat(batches()).hasSize(1);
        assertThat(reread(waiting))
                .extracting(Payout::batchId)
                .containsOnly(batches().get(0).id());
    }

    @Test
    void payoutsThatAreOfferedByTwoNodesAtOnceAreInExactlyOneBatch() throws Exception {
        List<Payout> waiting = collect(LongStream.rangeClosed(1, 30).toArray());
        List<Long> backwards = new ArrayList<>(ids(waiting));
        Collections.reverse(backwards);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> offers = new ArrayList<>();
            for (int from = 0; from < 30; from += 5) {
                List<Long> some = ids(waiting).subList(from, Math.min(30, from + 10));
                List<Long> others = backwards.subList(from, Math.min(30, from + 10));
                offers.add(nodes.submit(() -> ledger.batches.form(some)));
                offers.add(nodes.submit(() -> ledger.batches.form(others)));
            }
            for (Future<?> offer : offers) {
                offer.get();
            }
        } finally {
            nodes.shutdown();
        }

        assertThat(reread(waiting)).extracting(Payout::batchId).doesNotContainNull();
        assertThat(reread(waiting)).allSatisfy(payout -> assertThat(ledger.journalOf(payout))
                .filteredOn(line -> line.startsWith("in batch "))
                .containsExactly("in batch " + payout.batchId()));
        assertThat(batches().stream().mapToInt(Batch::count)).allMatch(count -> count >= 1 && count <= 3);
    }

    @Test
    void moreThanABatchHoldsMakesSeveral() {
        form(collect(1, 2, 3, 4, 5, 6, 7));

        assertThat(batches()).extracting(Batch::count).containsExactly(3, 3, 1);
    }

    @Test
    void profilesAreNeverMixed() {
        List<Payout> waiting = new ArrayList<>(collect(1));
        Quote quote = ledger.quote(OpenLedger.AMOUNT);
        waiting.add(ledger.members.collected(
                ledger.checked(2),
                new Quote(
                        quote.id(),
                        quote.profileId() + 1,
                        quote.recipientId(),
                        quote.contractorId(),
                        quote.expiresAt(),
                        quote.target(),
                        quote.debit(),
                        quote.fee(),
                        quote.rate(),
                        null),
                "{}",
                ""));

        form(waiting);

        assertThat(batches()).extracting(Batch::count).containsExactly(1, 1);
    }

    @Test
    void aPriceForAnotherAmountIsNotCollected() {
        Payout payout = ledger.checked(1);
        Quote another = ledger.quote(Money.of(new BigDecimal("850.51"), "EUR"));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.members.collected(payout, another, "{}", ""));
    }

    @Test
    void aPriceIsNotUsedForFactsThatChangedAfterIt() {
        Payout member = reread(opened(1)).get(0);
        assertThat(ledger.members.isPrepared(member)).isTrue();

        Payout changed = ledger.confirmed(
                member, new PaymentOrder(OpenLedger.CONTRACTOR, Money.of(new BigDecimal("1.00"), "EUR")));

        assertThat(ledger.members.isPrepared(changed)).isFalse();
    }

    @Test
    void aPriceThatIsAboutToExpireIsNotUsed() {
        Payout member = reread(opened(1)).get(0);
        ledger.passTime(Duration.ofMinutes(29));

        assertThat(ledger.members.isPrepared(member)).isFalse();
    }

    @Test
    void noTransferIsAskedForBeforeTheBatchIsOpen() {
        Payout member = reread(formed(1)).get(0);

        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> askForTransfer(member));
    }

    @Test
    void noTransferIsAskedForOnceTheBatchIsCancelled() {
        Payout member = reread(opened(1)).get(0);
        ledger.cancellation.begin(batch().id(), "ann");

        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> askForTransfer(member));
    }

    @Test
    void aMemberIsNeverFundedAlone() {
        Payout member = ready(1).get(0);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(member));
    }

    @Test
    void aMemberThatStopsBeforeItsTransferLeavesTheBatch() {
        List<Payout> members = opened(1, 2);

        stop(members.get(0), StopReason.WISE_REFUSED);

        assertThat(reread(members)).extracting(Payout::batchId).containsExactly(null, batch().id());
    }

    @Test
    void aMemberThatStopsWhileItsTransferMayExistStays() {
        List<Payout> members = opened(1, 2);
        askForTransfer(reread(members).get(0));

        stop(members.get(0), StopReason.WISE_FORBIDDEN);

        assertThat(reread(members)).extracting(Payout::batchId).doesNotContainNull();
        assertThat(gathered()).isFalse();
    }

    @Test
    void aMemberThatIsParkedBeforeItsRequestWasAnsweredIsLookedForInWisesListInsteadOfAskedForAgain() {
        Payout member = parkedUnanswered();
        assertThat(member.isWaiting()).isFalse();
        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> ledger.payouts.open(member.id()));

        ledger.passTime(OpenLedger.SETTLE.plusSeconds(1));

        assertThat(ledger.payouts.open(member.id())).isEqualTo(member);
        assertThat(ledger.payments.isToBeSearched(member)).isTrue();
    }

    @Test
    void aMemberWithoutATransferInWisesListCanLeaveItsBatch() {
        Payout member = parkedUnanswered();

        Payout searched = ledger.payments.unansweredSearched(member, null);
        stop(searched, StopReason.LEFT_PAY_STAGE);

        assertThat(reread(member))
                .extracting(Payout::state, Payout::batchId)
                .containsExactly(PayoutState.DROPPED, null);
        assertThat(batch().count()).isEqualTo(1);
    }

    @Test
    void aMemberWithATransferInWisesListStaysAndHasIt() {
        Payout member = parkedUnanswered();

        Payout searched = ledger.payments.unansweredSearched(
                member, new TransferAnswer(transferId(1), "incoming_payment_waiting", null, null));
        stop(searched, StopReason.LEFT_PAY_STAGE);

        assertThat(reread(member))
                .extracting(Payout::state, Payout::batchId, Payout::transferId)
                .containsExactly(PayoutState.PARKED, batch().id(), transferId(1));
    }

    @Test
    void aBatchIsNotCompleteWhileAMemberHasNoTransfer() {
        List<Payout> members = opened(1, 2);
        makeTransfer(reread(members).get(0));

        assertThat(gathered()).isFalse();
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.batches.completed(batch(), group(1)));
    }

    @Test
    void theLastMemberWithATransferHasTheBatchLookedAt() {
        List<Payout> members = opened(1, 2);
        ledger.work.asked.clear();

        makeTransfer(reread(members).get(0));
        assertThat(ledger.work.asked).isEmpty();
        makeTransfer(reread(members).get(1));

        assertThat(ledger.work.asked).containsExactly("batch " + batch().id());
    }

    @Test
    void aMemberWithoutATransferForTooLongWaitsForTheNextBatch() {
        List<Payout> members = opened(1, 2);
        makeTransfer(reread(members).get(0));
        ledger.passTime(Duration.ofMinutes(11));

        assertThat(gathered()).isTrue();

        assertThat(ledger.batchTable.waiting())
                .extracting(Payout::id)
                .containsExactly(members.get(1).id());
    }

    @Test
    void anOpenBatchIsLookedAtWhenItHasWaitedLongEnough() {
        opened(1);
        Instant muchLater = ledger.now().plus(Duration.ofHours(1));

        assertThat(ledger.batches.nextLook(batch().id(), muchLater))
                .isBetween(
                        ledger.now().plus(Duration.ofMinutes(10)), ledger.now().plus(Duration.ofMinutes(11)));
    }

    @Test
    void aMemberWhoseTransferMayExistForTooLongHoldsUpTheOthersAndTheySaySo() {
        List<Payout> members = opened(1, 2);
        makeTransfer(reread(members).get(0));
        askForTransfer(reread(members).get(1));
        ledger.passTime(Duration.ofMinutes(11));

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(this::gathered)
                .matches(stop -> stop.getReason() == StopReason.BATCH_HELD)
                .matches(stop -> stop.getFacts().get("deals").equals("2"));
        assertThat(ledger.batchStops.members(batch()))
                .extracting(Payout::dealId)
                .containsExactly(1L);
    }

    @Test
    void aBatchThatNobodyIsLeftInIsOver() {
        List<Payout> members = opened(1);
        stop(members.get(0), StopReason.WISE_REFUSED);

        assertThat(gathered()).isFalse();
        assertThat(batch().state()).isEqualTo(BatchState.CANCELLED);
    }

    @Test
    void aTransferInTheGroupThatIsNotOursIsNotClosedIn() {
        ready(1, 2);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.batches.completed(batch(), group(1, 2, 3)))
                .matches(stop -> stop.getReason() == StopReason.BATCH_STOPPED);
        assertThat(batch().state()).isEqualTo(BatchState.OPEN);
    }

    @Test
    void aTransferOfOursThatTheGroupDoesNotShowIsWaitedFor() {
        ready(1, 2);

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.batches.completed(batch(), group(1)));
    }

    @Test
    void aGroupThatIsNotClosedIsNotTakenForClosed() {
        ready(1);

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.batches.completed(
                        batch(), new BatchGroup(GROUP, 7, "NEW", false, Set.of(transferId(1)))));
    }

    @Test
    void aTransferThatWiseCancelledIsNoLongerPartOfTheBatch() {
        List<Payout> members = ready(1, 2);
        stop(members.get(0), StopReason.TRANSFER_CANCELLED);

        Batch complete = ledger.batches.completed(batch(), group(1, 2));

        assertThat(complete.count()).isEqualTo(1);
        assertThat(ledger.batchFunding.unpaid(complete))
                .extracting(Payout::dealId)
                .containsExactly(2L);
    }

    @Test
    void noFundingIsAskedForWithoutAFreshLookAtEachDeal() {
        completed(1, 2);
        ledger.passTime(Duration.ofMinutes(11));

        assertThat(ledger.batchFunding.unchecked(batch())).hasSize(2);
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.batchFunding.requested(batch()));
    }

    @Test
    void noFundingIsAskedForWhileADealHasLeftThePayStage() {
        List<Payout> members = completed(1, 2);
        stop(members.get(0), StopReason.LEFT_PAY_STAGE);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.batchFunding.requested(batch()))
                .matches(stop -> stop.getReason() == StopReason.BATCH_HELD);
    }

    @ParameterizedTest
    @EnumSource(
            value = StopReason.class,
            names = {"LEFT_PAY_STAGE", "BATCH_HELD", "BATCH_TOP_UP", "BATCH_STOPPED", "BATCH_FUND_IN_WISE"})
    void whatABatchSaysDoesNotConcernAMemberWhoseTransferIsCancelled(StopReason reason) {
        Payout member = completed(1, 2).get(0);
        stop(member, StopReason.TRANSFER_CANCELLED);

        stop(member, reason);

        assertThat(ledger.payouts.get(member.id()).reason()).isEqualTo("TRANSFER_CANCELLED");
        assertThat(ledger.batchFunding.requested(batch()).state()).isEqualTo(BatchState.FUNDING_REQUESTED);
    }

    @Test
    void noFundingIsAskedForWhenADealNamesAnotherTransfer() {
        Payout member = completed(1, 2).get(0);

        Payout seen = ledger.confirmed(
                reread(member), new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT, "2150009999"));

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.members.ready(seen))
                .matches(stop -> stop.getReason() == StopReason.FOREIGN_TRANSFER);
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.batchFunding.requested(batch()));
    }

    @Test
    void aDealOfWhichADeliverySpokeMeanwhileIsLookedAtAgainBeforeTheFunding() {
        List<Payout> members = completed(1, 2);
        ledger.passTime(Duration.ofSeconds(1));
        assertThat(ledger.batchFunding.unchecked(batch())).isEmpty();

        ledger.table.hintOfDeal(members.get(1));

        assertThat(ledger.batchFunding.unchecked(batch()))
                .extracting(Payout::id)
                .containsExactly(members.get(1).id());
    }

    @Test
    void aDealThatNamesAnotherTransferIsLookedAtAgainSoThatItSaysSo() {
        List<Payout> members = completed(1, 2);

        namesAnotherTransfer(reread(members).get(0));

        assertThat(ledger.batchFunding.unchecked(batch()))
                .extracting(Payout::id)
                .containsExactly(members.get(0).id());
    }

    @Test
    void aMemberThatAnOperatorReleasesNoLongerHoldsUpItsBatch() {
        Payout member = completed(1, 2).get(0);
        Payout stopped = namesAnotherTransfer(reread(member));
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.members.ready(stopped))
                .satisfies(stop -> ledger.payouts.stopped(member.id(), stop, "which is it?"));
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.batchFunding.requested(batch()));

        ledger.releases.release(1, "ann");
        ledger.work.asked.clear();
        ledger.members.ready(reread(member));

        assertThat(ledger.work.asked).containsExactly("batch " + batch().id());
        assertThat(ledger.batchFunding.requested(batch()).state()).isEqualTo(BatchState.FUNDING_REQUESTED);
    }

    @Test
    void aMemberThatIsCalledOffIsNotFundedWithItsBatch() {
        Payout member = completed(1, 2).get(0);

        callOff(1);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.batchFunding.requested(batch()));
        assertThat(ledger.batchFunding.unchecked(batch()))
                .extracting(Payout::id)
                .containsExactly(member.id());
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.members.ready(reread(member)))
                .matches(stop -> stop.getReason() == StopReason.CALLED_OFF_TRANSFER);
    }

    @Test
    void aPayoutThatIsCalledOffWhileItWaitsIsInNoBatch() {
        List<Payout> waiting = collect(1, 2);

        callOff(1);
        form(waiting);

        assertThat(reread(waiting)).extracting(Payout::batchId).containsExactly(null, batch().id());
    }

    @Test
    void whatAPersonHasPaidByItselfIsNotNeededFromTheBalanceAgain() {
        List<Payout> members = completed(1, 2);

        ledger.payments.fundingProven(reread(members).get(0), PROOF, "paid", "funded");

        assertThat(batch().debit()).isEqualTo(Money.of(new BigDecimal("1864.60"), "USD"));
        assertThat(batch().unpaid()).isEqualTo(Money.of(new BigDecimal("932.30"), "USD"));
    }

    @Test
    void aBatchThatHasLostItsTaskGetsItBack() {
        formed(1);
        ledger.work.asked.clear();

        ledger.taskSweep.restore();

        assertThat(ledger.work.asked).contains("batch " + batch().id());
    }

    @Test
    void noFundingIsAskedForWhenOnlyDraftsAreWanted() {
        completed(1);
        BatchFunding drafts = new BatchFunding(
                ledger.moves,
                ledger.batchTable,
                ledger.batches,
                ledger.batchStops,
                ledger.guards,
                ledger.attempts,
                ledger.identity,
                true);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> drafts.requested(batch()))
                .matches(stop -> stop.getReason() == StopReason.BATCH_FUND_IN_WISE);
    }

    @Test
    void askingForFundingSaysOfEachMemberThatItsMoneyMayHaveLeft() {
        List<Payout> members = completed(1, 2);

        ledger.batchFunding.requested(batch());

        assertThat(reread(members)).extracting(Payout::state).containsOnly(PayoutState.FUNDING_REQUESTED);
    }

    @Test
    void anUnknownOutcomeLeavesEverythingAsItIs() {
        List<Payout> members = completed(1);
        Batch asked = ledger.batchFunding.requested(batch());

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.batchFunding.answered(asked, UNKNOWN));
        assertThat(batch().state()).isEqualTo(BatchState.FUNDING_REQUESTED);
        assertThat(reread(members)).extracting(Payout::state).containsOnly(PayoutState.FUNDING_REQUESTED);
    }

    @Test
    void aBatchThatMayBePaidCannotBeCancelled() {
        completed(1);
        ledger.batchFunding.requested(batch());

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.cancellation.begin(batch().id(), "ann"));
    }

    @Test
    void aRefusedBalanceAllowsFundingLaterAndCancelling() {
        completed(1);

        Batch refused = ledger.batchFunding.answered(ledger.batchFunding.requested(batch()), SHORT);

        assertThat(refused.state()).isEqualTo(BatchState.COMPLETED);
        assertThat(ledger.batchFunding.requested(refused).state()).isEqualTo(BatchState.FUNDING_REQUESTED);
    }

    @Test
    void noFundingIsAskedForWhenADealWasSpokenOfAfterTheLookAtIt() {
        List<Payout> members = completed(1, 2);
        ledger.passTime(Duration.ofSeconds(1));
        ledger.table.hintOfDeal(members.get(0));

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> ledger.batchFunding.requested(batch()));
    }

    @Test
    void aBatchWhoseLastMemberIsJustBeingCancelledIsOverAndNotPaid() throws Exception {
        Payout member = completed(1).get(0);
        ExecutorService thread = Executors.newSingleThreadExecutor();

        Future<Batch> opened = ledger.database.inTransaction(() -> {
            stop(member, StopReason.TRANSFER_CANCELLED);
            Future<Batch> look = thread.submit(() -> ledger.batches.open(batch().id()));
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> look.get(50, TimeUnit.MILLISECONDS));
            return look;
        });
        thread.shutdown();

        assertThat(opened.get().state()).isEqualTo(BatchState.CANCELLED);
    }

    @Test
    void aFundingDoesNotLeaveWhenADealWasSpokenOfWhileItWaitedForItsTurn() {
        List<Payout> members = completed(1, 2);
        ledger.attempts.beginBatch(batch().id());
        Batch asked = ledger.batchFunding.requested(batch());
        ledger.table.hintOfDeal(members.get(1));

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() ->
                        ledger.attempts.useBatchFunding(asked.profileId(), asked.groupId(), "{\"type\":\"BALANCE\"}"))
                .withMessageContaining("deal " + members.get(1).dealId());
    }

    @Test
    void fundingOfAnUnknownOutcomeIsNotAskedForAgainUnread() {
        completed(1, 2);
        ledger.batchFunding.requested(batch());
        ledger.attempts.beginBatch(batch().id());

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.batchFunding.requested(batch()))
                .withMessageContaining("records were not read since");
    }

    @Test
    void fundingOfAnUnknownOutcomeIsAskedForAgainWhenItsGroupIsNotPaid() {
        completed(1);
        ledger.batchFunding.requested(batch());
        ledger.attempts.beginBatch(batch().id());
        ledger.batchFunding.proven(batch(), new BatchGroup(GROUP, 7, "COMPLETED", false, Set.of(transferId(1))));

        assertThat(ledger.batchFunding.requested(batch()).fundingAttempts()).isEqualTo(2);
    }

    @Test
    void withoutAGroupTheRecordsOfAllMembersAreRead() {
        List<Payout> members = completedWithoutGroup(1, 2);
        ledger.batchFunding.requested(batch());
        ledger.attempts.beginBatch(batch().id());
        List<Payout> asked = reread(members);

        ledger.payments.fundingProven(asked.get(0), NO_PROOF, "paid", "funded");
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.batchFunding.requested(batch()));
        ledger.payments.fundingProven(asked.get(1), NO_PROOF, "paid", "funded");

        assertThat(ledger.batchFunding.requested(batch()).fundingAttempts()).isEqualTo(2);
    }

    @Test
    void whatThePayoutsOwnWorkHasReadSaysNothingToItsBatch() {
        List<Payout> members = completedWithoutGroup(1);
        ledger.batchFunding.requested(batch());
        ledger.attempts.beginBatch(batch().id());
        Payout asked = reread(members).get(0);
        ledger.attempts.begin(asked.id());

        ledger.payments.fundingProven(asked, NO_PROOF, "paid", "funded");

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.batchFunding.requested(batch()));
    }

    @Test
    void noMemberIsRecordedAsPaidBeforeTheBatchIs() {
        Payout member = completed(1).get(0);
        ledger.batchFunding.requested(batch());

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundedWithBatch(reread(member), "paid", "funded"));
    }

    @Test
    void aBatchIsNotDoneBeforeEachMemberIsRecorded() {
        List<Payout> members = completed(1, 2);
        Batch funded = ledger.batchFunding.answered(ledger.batchFunding.requested(batch()), PAID);
        ledger.payments.fundedWithBatch(reread(members.get(0)), "paid", "funded");

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.batchFunding.done(funded, "batch paid"));
        assertThat(ledger.batchFunding.unpaid(funded))
                .extracting(Payout::dealId)
                .containsExactly(2L);
    }

    @Test
    void recordingAMemberTwiceTellsItsDealOnce() {
        Payout member = completed(1).get(0);
        ledger.batchFunding.answered(ledger.batchFunding.requested(batch()), PAID);
        long before = ledger.count("feedback");

        ledger.payments.fundedWithBatch(reread(member), "paid", "funded");
        ledger.payments.fundedWithBatch(reread(member), "paid", "funded");

        assertThat(ledger.count("feedback")).isEqualTo(before + 2);
    }

    @Test
    void aBatchWhoseMembersAreAllPaidByThemselvesIsPaid() {
        List<Payout> members = completed(1, 2);
        reread(members).forEach(member -> ledger.payments.fundingProven(member, PROOF, "paid", "funded"));

        assertThat(ledger.batches.open(batch().id()).state()).isEqualTo(BatchState.FUNDED);
    }

    @Test
    void aGroupThatIsPaidEarlyPaysNobodyWhoHasNoTransferInIt() {
        List<Payout> members = opened(1, 2);
        makeTransfer(reread(members).get(0));

        Batch paid =
                ledger.batchFunding.proven(batch(), new BatchGroup(GROUP, 7, "COMPLETED", true, Set.of(transferId(1))));

        assertThat(ledger.batchFunding.unpaid(paid)).extracting(Payout::dealId).containsExactly(1L);
        assertThat(ledger.batchTable.waiting()).extracting(Payout::dealId).containsExactly(2L);
    }

    @Test
    void aGroupThatIsPaidWhileATransferOfOursMayBeInItIsWaitedFor() {
        List<Payout> members = opened(1, 2);
        makeTransfer(reread(members).get(0));
        askForTransfer(reread(members).get(1));

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.batchFunding.proven(
                        batch(), new BatchGroup(GROUP, 7, "COMPLETED", true, Set.of(transferId(1)))));
    }

    @Test
    void aGroupThatIsNotShownAsPaidProvesNothing() {
        completed(1);
        Batch asked = ledger.batchFunding.requested(batch());

        assertThat(ledger.batchFunding.proven(asked, group(1)).state()).isEqualTo(BatchState.FUNDING_REQUESTED);
    }

    @Test
    void nothingIsCancelledAtWiseWhileATransferMayExist() {
        List<Payout> members = opened(1);
        askForTransfer(reread(members).get(0));
        ledger.cancellation.begin(batch().id(), "ann");

        assertThat(ledger.cancellation.isClear(batch())).isFalse();
    }

    @Test
    void aDealOfACancelledBatchIsPaidOnlyByANewCycle() {
        Payout member = opened(1).get(0);
        ledger.cancellation.begin(batch().id(), "ann");
        ledger.payouts.stopped(member.id(), ledger.cancellation.stop(batch()), "cancelled");
        ledger.cancellation.done(batch(), "over");

        assertThat(ledger.members.isWaiting(reread(member))).isTrue();
        assertThat(ledger.batchTable.waiting()).isEmpty();
        Cycles cycles = new Cycles(ledger.database, ledger.table, ledger.journal, ledger.work);
        assertThat(cycles.begin(1, "ann").cycle()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchState.class,
            names = {"FUNDING_REQUESTED", "FUNDED", "DONE", "CANCELLING", "CANCELLED"})
    void whatIsOverOrMayBePaidCannotBeCancelled(BatchState state) {
        formed(1);
        ledger.database
                .jdbc()
                .sql("update batch set state = ?")
                .param(state.name())
                .update();

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.cancellation.begin(batch().id(), "ann"));
    }

    @Test
    void aCutOffIsMissedWhenItWasAfterThePayoutBeganToWait() {
        collect(1);

        assertThat(ledger.members.isCutOffMissed()).isFalse();
        ledger.passTime(Duration.ofHours(4));

        assertThat(ledger.members.isCutOffMissed()).isTrue();
    }

    private List<Payout> collect(long... deals) {
        return Arrays.stream(deals)
                .mapToObj(deal ->
                        ledger.members.collected(ledger.checked(deal), ledger.quote(OpenLedger.AMOUNT), "{}", "waits"))
                .toList();
    }

    private void form(List<Payout> payouts) {
        ledger.batches.form(ids(payouts));
    }

    private List<Payout> formed(long... deals) {
        List<Payout> payouts = collect(deals);
        form(payouts);
        return payouts;
    }

    private List<Payout> opened(long... deals) {
        List<Payout> payouts = formed(deals);
        ledger.batches.opened(ledger.batches.groupRequested(batch()), new BatchGroup(GROUP, 0, "NEW", false, Set.of()));
        return payouts;
    }

    private List<Payout> ready(long... deals) {
        List<Payout> payouts = opened(deals);
        reread(payouts).forEach(this::makeTransfer);
        return reread(payouts);
    }

    private List<Payout> completed(long... deals) {
        List<Payout> payouts = ready(deals);
        ledger.batches.completed(batch(), group(deals));
        return payouts;
    }

    /** As in the guide's dialect. */
    private List<Payout> completedWithoutGroup(long... deals) {
        List<Payout> payouts = formed(deals);
        ledger.batches.opened(batch(), null);
        reread(payouts).forEach(this::makeTransfer);
        ledger.batches.completed(batch(), null);
        return reread(payouts);
    }

    @Test
    void aMemberPricedFromAnotherBalanceMakesNoTransferInItsBatch() {
        Payout member = reread(opened(1, 2)).get(0);
        Quote dollars = ledger.members.preparedQuote(member);
        Quote pounds = new Quote(
                dollars.id(),
                dollars.profileId(),
                dollars.recipientId(),
                dollars.contractorId(),
                dollars.expiresAt(),
                dollars.target(),
                Money.of(dollars.debit().amount(), "GBP"),
                Money.of(dollars.fee().amount(), "GBP"),
                dollars.rate(),
                dollars.deliveryEstimate());

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.transferRequested(member, pounds, member.transferBody()))
                .withMessageContaining("is paid from the USD balance");
    }

    private Payout askForTransfer(Payout payout) {
        return ledger.payments.transferRequested(payout, ledger.members.preparedQuote(payout), payout.transferBody());
    }

    private void makeTransfer(Payout payout) {
        Payout made = ledger.payments.transferAnswered(
                askForTransfer(payout),
                new TransferAnswer(transferId(payout.dealId()), "incoming_payment_waiting", null, null));
        ledger.members.ready(made);
    }

    private void stop(Payout payout, StopReason reason) {
        Map<String, Object> facts = Map.of("where", "elsewhere", "state", "cancelled");
        ledger.payouts.stopped(payout.id(), new Stop(reason, facts), reason.key());
    }

    private void callOff(long deal) {
        new CallOffs(ledger.database, ledger.table, ledger.journal, ledger.work).callOff(deal, "ann");
    }

    /** The first of two members, whose deal left the Pay stage before its transfer request was answered. */
    private Payout parkedUnanswered() {
        Payout member = askForTransfer(reread(opened(1, 2)).get(0));
        stop(member, StopReason.LEFT_PAY_STAGE);
        return reread(member);
    }

    private Payout namesAnotherTransfer(Payout payout) {
        return ledger.confirmed(payout, new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT, "2150009999"));
    }

    private boolean gathered() {
        return ledger.batches.isGathered(batch());
    }

    private static long transferId(long deal) {
        return 2150000000L + deal;
    }

    /** Wise's group with the transfers of these deals, closed. */
    private static BatchGroup group(long... deals) {
        return new BatchGroup(
                GROUP,
                7,
                "COMPLETED",
                false,
                Arrays.stream(deals).map(BatchesTest::transferId).boxed().collect(Collectors.toSet()));
    }

    private Batch batch() {
        assertThat(batches()).hasSize(1);
        return batches().get(0);
    }

    private List<Batch> batches() {
        return ledger.database.jdbc().sql("select id from batch order by id").query(Long.class).list().stream()
                .map(ledger.batchTable::get)
                .toList();
    }

    private Payout reread(Payout payout) {
        return ledger.table.get(payout.id());
    }

    private List<Payout> reread(List<Payout> payouts) {
        return payouts.stream().map(this::reread).toList();
    }

    private static List<Long> ids(List<Payout> payouts) {
        return payouts.stream().map(Payout::id).toList();
    }
}
