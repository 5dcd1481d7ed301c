package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CyclesTest {

    private static final long DEAL = 15500123;

    private final FreshLedger fresh = new FreshLedger(Clock.systemUTC());
    private final Cycles cycles = fresh.ledger.cycles();

    @AfterEach
    void close() {
        fresh.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"funds_refunded", "charged_back"})
    void moneyThatIsBackMayBePaidAgain(String transferState) {
        payout(PayoutState.RETURNED, transferState);

        Payout next = cycles.begin(DEAL, "ann");

        assertThat(next.cycle()).isEqualTo(2);
        assertThat(next.state()).isEqualTo(PayoutState.ACCEPTED);
        assertThat(next.customerTransactionId()).isEqualTo(IdempotencyKey.of(FreshLedger.ACCOUNT, DEAL, 2));
        assertThat(fresh.payoutsDue).containsExactly(next.id());
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, ",
        "TRANSFER_REQUESTED, ",
        "TRANSFER_CREATED, incoming_payment_waiting",
        "FUNDING_REQUESTED, incoming_payment_waiting",
        "FUNDED, processing",
        "SENT, outgoing_payment_sent",
        "RETURNED, bounced_back",
        "RETURNED, cancelled",
        "PARKED, incoming_payment_waiting",
        "DROPPED, ",
    })
    void moneyThatIsNotBackIsNotPaidAgain(PayoutState state, String transferState) {
        payout(state, transferState);

        assertThatThrownBy(() -> cycles.begin(DEAL, "ann"))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("is not to be paid again");
    }

    @Test
    void aDealThatWasNeverPaidHasNoFurtherCycle() {
        assertThatThrownBy(() -> cycles.begin(DEAL, "ann")).isInstanceOf(IllegalTransitionException.class);
    }

    @Test
    void theNewCycleIsNotOverBecauseTheOldOneIs() {
        payout(PayoutState.RETURNED, "funds_refunded");
        cycles.begin(DEAL, "ann");

        assertThatThrownBy(() -> cycles.begin(DEAL, "ann")).isInstanceOf(IllegalTransitionException.class);
    }

    @Test
    void bothPayoutsSayWhoDecidedIt() {
        long old = payout(PayoutState.RETURNED, "funds_refunded");

        Payout next = cycles.begin(DEAL, "ann");

        assertThat(fresh.ledger.journal().of(old))
                .last()
                .extracting(Journal.Line::actor)
                .isEqualTo("ann");
        assertThat(fresh.ledger.journal().of(next.id()))
                .singleElement()
                .extracting(Journal.Line::actor)
                .isEqualTo("ann");
    }

    private long payout(PayoutState state, String transferState) {
        return fresh.transfer(DEAL, state, transferState, Instant.now());
    }
}
