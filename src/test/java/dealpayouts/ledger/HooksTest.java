package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dealpayouts.provider.FundingAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** After which facts routes of the integration engineer's own are called, and that fact and call are stored as one. */
@ParameterizedClass
@EnumSource(Store.class)
class HooksTest {

    private static final long DEAL = 15500123;

    @Parameter
    Store store;

    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        ledger.work.hasHooks = true;
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aPaidPayoutIsToldOnceWithTheFact() {
        Payout payout = funded();

        assertThat(calls(payout)).extracting(HookTable.Call::hook).containsExactly(Hook.PAID);
        assertThat(ledger.work.asked).contains("hook " + calls(payout).get(0).id());
    }

    @Test
    void withoutARouteNothingIsKept() {
        ledger.work.hasHooks = false;

        Payout payout = funded();

        assertThat(calls(payout)).isEmpty();
        assertThat(ledger.work.asked).noneMatch(what -> what.startsWith("hook"));
    }

    @Test
    void aFactAndItsCallAreOneTransaction() {
        Payout asked = ledger.payments.fundingRequested(ledger.withTransfer(DEAL));
        ledger.work.broken = true;

        assertThatThrownBy(() -> answered(asked)).isInstanceOf(IllegalStateException.class);

        assertThat(ledger.table.get(asked.id()).state()).isEqualTo(PayoutState.FUNDING_REQUESTED);
        assertThat(calls(asked)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FUNDED, processing, SENT, outgoing_payment_sent,",
        "SENT, outgoing_payment_sent, RETURNED, bounced_back, FAILED",
        "FUNDED, processing, RETURNED, cancelled, FAILED",
        "RETURNED, bounced_back, RETURNED, funds_refunded, REFUNDED",
        "FUNDED, processing, RETURNED, funds_refunded, REFUNDED",
        "SENT, outgoing_payment_sent, RETURNED, charged_back, FAILED",
        "RETURNED, funds_refunded, RETURNED, funds_refunded,",
        "FUNDING_REQUESTED, incoming_payment_waiting, FUNDED, processing, PAID",
        "TRANSFER_CREATED, incoming_payment_waiting, FUNDING_REQUESTED, incoming_payment_waiting,"
    })
    void whatHasHappenedFollowsFromTheTwoVersions(
            PayoutState before, String stateBefore, PayoutState after, String stateAfter, Hook hook) {
        assertThat(Hook.between(payout(before, stateBefore, null), payout(after, stateAfter, null)))
                .isEqualTo(Optional.ofNullable(hook));
    }

    @Test
    void aTransferThatIsCancelledBeforeItIsPaidHasFailedOnce() {
        Payout made = payout(PayoutState.TRANSFER_CREATED, "incoming_payment_waiting", null);
        Payout cancelled = payout(PayoutState.PARKED, "incoming_payment_waiting", "TRANSFER_CANCELLED");

        assertThat(Hook.between(made, cancelled)).contains(Hook.FAILED);
        assertThat(Hook.between(cancelled, cancelled)).isEmpty();
    }

    @Test
    void whatWasGivenUpIsTakenUpByHandOnce() {
        Payout payout = funded();
        HookTable.Call call = calls(payout).get(0);
        ledger.hooks.failed(call, "no answer in time");
        ledger.hooks.givenUp(call, "the chat answered 503");
        assertThat(ledger.hooks.failures()).isEqualTo(1);
        assertThat(calls(payout).get(0).summary())
                .isEqualTo("after-paid was given up after 2 attempts: the chat answered 503");

        assertThat(ledger.hooks.again(payout.id())).isEqualTo(1);

        assertThat(ledger.hooks.pending(call.id())).isNotNull();
        assertThat(ledger.hooks.failures()).isZero();
        assertThat(ledger.hooks.again(payout.id())).isZero();
    }

    @Test
    void aCallWithoutATaskIsTakenUpAgain() {
        Payout payout = funded();
        ledger.work.asked.clear();

        ledger.taskSweep.restore();

        assertThat(ledger.work.asked).contains("hook " + calls(payout).get(0).id());
    }

    @Test
    void aFactHoldsNeitherTheTransferRequestNorItsKey() {
        Payout payout = funded();

        PayoutFact fact = ledger.hooks.fact(calls(payout).get(0), payout);

        assertThat(List.of(PayoutFact.class.getRecordComponents()))
                .extracting(component -> component.getName())
                .doesNotContain("transferBody", "customerTransactionId", "profileId", "recipientId", "quoteId");
        assertThat(fact.amount()).isEqualTo(OpenLedger.AMOUNT);
        assertThat(fact.name()).isEqualTo("paid");
    }

    private Payout funded() {
        return answered(ledger.payments.fundingRequested(ledger.withTransfer(DEAL)));
    }

    private Payout answered(Payout asked) {
        return ledger.payments.fundingAnswered(
                asked, new FundingAnswer(FundingAnswer.Result.FUNDED, null, "Taken."), "paid", "funded");
    }

    private List<HookTable.Call> calls(Payout payout) {
        return ledger.hooks.of(payout.id());
    }

    private static Payout payout(PayoutState state, String transferState, String reason) {
        Map<String, Object> parts = new HashMap<>(Map.of("state", state, "transferState", transferState));
        parts.put("reason", reason);
        return APayout.with(parts);
    }
}
