package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dealpayouts.money.Money;
import dealpayouts.provider.FundingAnswer;
import dealpayouts.provider.FundingEvidence;
import dealpayouts.provider.Quote;
import dealpayouts.provider.TransferAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules that hold whatever a route does. */
@ParameterizedClass
@EnumSource(Store.class)
class PaymentsTest {

    private static final long DEAL = 15500123;
    private static final FundingAnswer COMPLETED = new FundingAnswer(FundingAnswer.Result.FUNDED, null, "Taken.");
    private static final FundingEvidence PROOF = new FundingEvidence(FundingEvidence.Kind.FUNDED, "processing");
    private static final TransferAnswer REFUSED = new TransferAnswer(null, null, null, "This quote has expired.");

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
    void noTransferIsAskedForWithoutALookAtTheDeal() {
        Payout payout = ledger.accepted(DEAL);

        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> askForTransfer(payout));
    }

    @Test
    void noTransferIsAskedForAfterAnOldLookAtTheDeal() {
        Payout payout = ledger.checked(DEAL);
        ledger.passTime(Duration.ofMinutes(11));

        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> askForTransfer(payout));
    }

    @Test
    void noTransferIsAskedForFromAQuoteForAnotherAmount() {
        Payout payout = ledger.checked(DEAL);
        Money another = Money.of(new BigDecimal("850.51"), "EUR");

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.payments.transferRequested(payout, ledger.quote(another), "{}"));
    }

    @Test
    void noTransferIsAskedForFromAQuoteInAnotherCurrency() {
        Payout payout = ledger.checked(DEAL);
        Money another = Money.of(new BigDecimal("850.50"), "GBP");

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.payments.transferRequested(payout, ledger.quote(another), "{}"));
    }

    @Test
    void noTransferIsAskedForFromAQuoteWhoseFeeIsInAnotherCurrencyThanItsDebit() {
        Payout payout = ledger.checked(DEAL);
        Quote mixed = inCurrency(ledger.quote(OpenLedger.AMOUNT), "EUR", "USD");

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.transferRequested(payout, mixed, "{}"))
                .withMessageContaining("not in the currency of its debit");
    }

    @Test
    void whatIsStoredOfAPriceIsInItsOwnCurrencies() {
        Quote euro = inCurrency(ledger.quote(OpenLedger.AMOUNT), "EUR", "EUR");

        Payout payout = ledger.payments.transferRequested(ledger.checked(DEAL), euro, "{}");

        assertThat(payout)
                .extracting(Payout::debit, Payout::fee)
                .containsExactly(Money.of(new BigDecimal("932.30"), "EUR"), Money.of(new BigDecimal("7.84"), "EUR"));
    }

    private static Quote inCurrency(Quote quote, String debit, String fee) {
        return new Quote(
                quote.id(),
                quote.profileId(),
                quote.recipientId(),
                quote.contractorId(),
                quote.expiresAt(),
                quote.target(),
                Money.of(quote.debit().amount(), debit),
                Money.of(quote.fee().amount(), fee),
                quote.rate(),
                quote.deliveryEstimate());
    }

    @Test
    void aSecondTransferIsNeverAskedFor() {
        Payout payout = ledger.withTransfer(DEAL);

        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> askForTransfer(payout));
    }

    @Test
    void whatATransferIsMadeFromIsStoredBeforeItIsAskedFor() {
        Payout payout = ledger.payments.transferRequested(ledger.checked(DEAL), ledger.quote(OpenLedger.AMOUNT), "{1}");

        assertThat(ledger.table.get(payout.id()))
                .extracting(Payout::transferBody, Payout::debit, Payout::transferAttempts)
                .containsExactly("{1}", Money.of(new BigDecimal("932.30"), "USD"), 1);
    }

    @Test
    void aPayoutWithATransferKeepsItsAmountWhateverTheDealSaysLater() {
        Payout payout = ledger.withTransfer(DEAL);

        Payout after = ledger.confirmed(
                payout, new PaymentOrder(OpenLedger.CONTRACTOR, Money.of(new BigDecimal("9.99"), "EUR")));

        assertThat(after.amount()).isEqualTo(OpenLedger.AMOUNT);
    }

    @Test
    void noFundingIsAskedForAfterAnOldLookAtTheDeal() {
        Payout payout = ledger.withTransfer(DEAL);
        ledger.passTime(Duration.ofMinutes(11));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(payout));
    }

    @Test
    void aFundingLeavesWhenItsTurnComesSoon() {
        Payout asked = fundingThatWaits();
        ledger.passTime(Duration.ofMinutes(1));

        assertThatNoException()
                .isThrownBy(() ->
                        ledger.attempts.useFunding(asked.profileId(), asked.transferId(), "{\"type\":\"BALANCE\"}"));
    }

    @Test
    void aFundingDoesNotLeaveWhenItsDealWasSpokenOfWhileItWaitedForItsTurn() {
        Payout asked = fundingThatWaits();
        ledger.passTime(Duration.ofSeconds(1));
        ledger.table.hintOfDeal(asked);

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() ->
                        ledger.attempts.useFunding(asked.profileId(), asked.transferId(), "{\"type\":\"BALANCE\"}"));
    }

    @Test
    void aFundingLeavesWhenItsPayoutWasOnlyMadeDueWhileItWaitedForItsTurn() {
        Payout asked = fundingThatWaits();
        ledger.passTime(Duration.ofSeconds(1));
        ledger.table.hint(asked);

        assertThatNoException()
                .isThrownBy(() ->
                        ledger.attempts.useFunding(asked.profileId(), asked.transferId(), "{\"type\":\"BALANCE\"}"));
    }

    @Test
    void aLookThatBeganBeforeADeliveryDoesNotKnowOfItWhateverTheClocksSay() {
        Payout before = ledger.checked(DEAL);
        ledger.table.hintOfDeal(before);
        DealCheck look = DealCheck.at(ledger.now().plusSeconds(5), before);

        Payout seen =
                ledger.payouts.confirmed(before, new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT), look);

        assertThat(ledger.payments.isDealToBeReadAgain(seen)).isTrue();
    }

    @Test
    void aFundingDoesNotLeaveAfterWaitingLongForItsTurn() {
        Payout asked = fundingThatWaits();
        ledger.passTime(Duration.ofSeconds(301));

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() ->
                        ledger.attempts.useFunding(asked.profileId(), asked.transferId(), "{\"type\":\"BALANCE\"}"));
    }

    private Payout fundingThatWaits() {
        ledger.attempts.begin(ledger.accepted(DEAL).id());
        return ledger.payments.fundingRequested(ledger.withTransfer(DEAL));
    }

    @Test
    void noFundingIsAskedForWithoutATransfer() {
        Payout payout = ledger.checked(DEAL);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(payout));
    }

    @Test
    void noFundingIsAskedForWhenOnlyDraftsAreWanted() {
        Payout payout = ledger.withTransfer(DEAL);

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.drafts.fundingRequested(payout));
    }

    @Test
    void noFundingIsAskedForAfterThePayoutIsFunded() {
        Payout funded = funded();

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(funded));
    }

    @Test
    void anAnswerToNoQuestionIsRefused() {
        Payout payout = ledger.withTransfer(DEAL);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundingAnswered(payout, COMPLETED, "paid", "funded"));
    }

    @Test
    void theSameFundingIsRecordedOnce() {
        Payout asked = ledger.payments.fundingRequested(ledger.withTransfer(DEAL));
        ledger.payments.fundingAnswered(asked, COMPLETED, "paid", "funded");

        assertThatExceptionOfType(StalePayoutException.class)
                .isThrownBy(() -> ledger.payments.fundingAnswered(asked, COMPLETED, "paid", "funded"));
    }

    @Test
    void fundingAndItsNewsAreOneTransaction() {
        Payout asked = ledger.payments.fundingRequested(ledger.withTransfer(DEAL));
        ledger.work.broken = true;

        assertThat(catchThrowable(() -> ledger.payments.fundingAnswered(asked, COMPLETED, "paid", "funded")))
                .isNotNull();

        assertThat(ledger.table.get(asked.id()).state()).isEqualTo(PayoutState.FUNDING_REQUESTED);
        assertThat(ledger.count("feedback")).isZero();
    }

    @Test
    void aProofForAFundedPayoutTellsTheDealNothingNew() {
        Payout funded = funded();
        long told = ledger.count("feedback");

        ledger.payments.fundingProven(funded, PROOF, "paid", "funded");

        assertThat(ledger.count("feedback")).isEqualTo(told);
    }

    @Test
    void aProofFundsAPayoutThatWaitsForAPerson() {
        Payout parked =
                ledger.payouts.stopped(ledger.withTransfer(DEAL).id(), new Stop(StopReason.FUND_IN_WISE), "note");

        assertThat(ledger.payments.fundingProven(parked, PROOF, "paid", "funded"))
                .extracting(Payout::state, Payout::parkedFor)
                .containsExactly(PayoutState.FUNDED, null);
    }

    @Test
    void anExpiredQuoteStartsAgainWithTheSameKey() {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        ledger.passTime(Duration.ofMinutes(31));

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.payments.transferAnswered(asked, REFUSED));

        assertThat(ledger.table.get(asked.id()))
                .extracting(Payout::state, Payout::customerTransactionId)
                .containsExactly(PayoutState.ACCEPTED, asked.customerTransactionId());
    }

    @Test
    void aRefusalOfTheFirstRequestStops() {
        Payout asked = askForTransfer(ledger.checked(DEAL));

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.payments.transferAnswered(asked, REFUSED));
    }

    @Test
    void aRefusalOfARepeatedRequestDecidesNothing() {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        ledger.passTime(OpenLedger.SETTLE);
        Payout repeated = ledger.payouts.open(asked.id());

        assertThat(ledger.payments.transferAnswered(repeated, REFUSED).state())
                .isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void aRequestThatMayStillTakeEffectIsNotRepeated() {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        ledger.passTime(OpenLedger.SETTLE.minusMillis(1));

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.payouts.open(asked.id()))
                .satisfies(again ->
                        assertThat(again.notBefore()).contains(ledger.now().plusMillis(1)));
    }

    @Test
    void aRepeatedRequestThatMayStillTakeEffectIsNotRepeatedEither() {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        ledger.passTime(OpenLedger.SETTLE);
        ledger.payouts.open(asked.id());

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> ledger.payouts.open(asked.id()));
    }

    @Test
    void aRefusalInALaterAttemptSaysNothingOfARequestThatMayStillTakeEffect() {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        ledger.passTime(Duration.ofSeconds(1));

        ledger.payouts.refused(asked.id(), ledger.now());

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> ledger.payouts.open(asked.id()));
    }

    @Test
    void aRequestThatWasNotLookedAtIsRepeatedAtOnce() {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        ledger.payouts.refused(asked.id(), ledger.now());

        assertThat(ledger.payouts.open(asked.id()).transferAttempts()).isEqualTo(2);
    }

    @Test
    void aRequestMayTakeEffectFromWhenItsAttemptHasEndedWithoutAnAnswer() {
        Instant began = ledger.now();
        Payout asked = askForTransfer(ledger.checked(DEAL));
        ledger.passTime(OpenLedger.SETTLE);

        ledger.payouts.unanswered(asked.id(), began);

        assertThatExceptionOfType(RetryLaterException.class).isThrownBy(() -> ledger.payouts.open(asked.id()));
    }

    @Test
    void aTransferThatDiffersIsNeverFunded() {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        TransferAnswer other =
                new TransferAnswer(1L, "incoming_payment_waiting", "targetValue 1 instead of 850.50", null);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.payments.transferAnswered(asked, other))
                .extracting(Stop::getReason)
                .isEqualTo(StopReason.TRANSFER_DIFFERS);
    }

    @ParameterizedTest
    @CsvSource({
        "true, cancelled, TRANSFER_CANCELLED",
        "false, cancelled, TRANSFER_DIFFERS",
        "true, processing, TRANSFER_DIFFERS"
    })
    void aTransferThatDiffersIsOverOnceItIsCancelledUnderThePayoutsOwnKey(
            boolean ownKey, String state, StopReason reason) {
        Payout asked = askForTransfer(ledger.checked(DEAL));
        TransferAnswer other = new TransferAnswer(1L, state, "targetValue 1 instead of 850.50", null, ownKey, null);

        Stop stop = catchThrowableOfType(Stop.class, () -> ledger.payments.transferAnswered(asked, other));
        Payout parked = ledger.payouts.stopped(asked.id(), stop, "note");

        assertThat(stop.getReason()).isEqualTo(reason);
        assertThat(parked.isOver()).isEqualTo(reason == StopReason.TRANSFER_CANCELLED);
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(
                        ledger.confirmed(parked, new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT))));
    }

    private Payout askForTransfer(Payout payout) {
        return ledger.payments.transferRequested(payout, ledger.quote(OpenLedger.AMOUNT), "{}");
    }

    private Payout funded() {
        Payout asked = ledger.payments.fundingRequested(ledger.withTransfer(DEAL));
        return ledger.payments.fundingAnswered(asked, COMPLETED, "paid", "funded");
    }
}
