package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A payout is called off only while no money can have moved, and then the ledger pays it to nobody. */
@ParameterizedClass
@EnumSource(Store.class)
class CallOffsTest {

    private static final long DEAL = 15500123;
    private static final long OTHER_DEAL = 15500124;

    @Parameter
    Store store;

    private OpenLedger ledger;
    private CallOffs callOffs;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store, Duration.ofDays(3));
        callOffs = new CallOffs(ledger.database, ledger.table, ledger.journal, ledger.work);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void noTransferIsMade() {
        ledger.checked(DEAL);

        Payout payout = callOffs.callOff(DEAL, "ann");

        stops(StopReason.CALLED_OFF, p -> ledger.confirmed(p, facts()), payout);
        stops(
                StopReason.CALLED_OFF,
                p -> ledger.payments.transferRequested(p, ledger.quote(OpenLedger.AMOUNT), "{}"),
                payout);
    }

    @Test
    void aTransferThatExistsIsNotFunded() {
        ledger.withTransfer(DEAL);

        Payout payout = callOffs.callOff(DEAL, "ann");

        stops(StopReason.CALLED_OFF_TRANSFER, ledger.payments::fundingRequested, payout);
    }

    @Test
    void aStepThatBeganBeforeDoesNotSlipThrough() {
        Payout before = ledger.withTransfer(DEAL);

        callOffs.callOff(DEAL, "ann");

        assertThatExceptionOfType(StalePayoutException.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(before));
    }

    @Test
    void itIsDueSoThatItsDealSaysSo() {
        Payout payout = ledger.checked(DEAL);

        callOffs.callOff(DEAL, "ann");

        assertThat(ledger.work.asked).contains("payout " + payout.id());
        assertThat(ledger.journal.of(payout.id()))
                .last()
                .extracting(Journal.Line::actor, Journal.Line::outcome)
                .containsExactly("ann", "not to be paid");
    }

    @Test
    void aReleaseTakesItBack() {
        ledger.withTransfer(DEAL);
        callOffs.callOff(DEAL, "ann");

        Payout released = ledger.releases.release(DEAL, "ben");

        assertThatCode(() -> ledger.payments.fundingRequested(released)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            value = PayoutState.class,
            names = {"FUNDED", "SENT", "RETURNED", "DROPPED"})
    void whatIsFinalIsRefused(PayoutState state) {
        ledger.in(state, ledger.withTransfer(DEAL));

        refused();
    }

    @Test
    void whatMayBeFundedIsRefused() {
        ledger.payments.fundingRequested(ledger.withTransfer(DEAL));

        refused();
    }

    @Test
    void whatWasEverSentToFundingIsRefusedAlsoWhileItIsParked() {
        Payout asked = ledger.payments.fundingRequested(ledger.withTransfer(DEAL));
        ledger.payouts.stopped(asked.id(), new Stop(StopReason.FUND_IN_WISE), "Fund it in Wise.");

        refused();
    }

    @Test
    void aTransferOfWhichItIsNotKnownWhetherItExistsIsRefused() {
        ledger.payments.transferRequested(ledger.checked(DEAL), ledger.quote(OpenLedger.AMOUNT), "{}");

        refused();
    }

    @Test
    void twiceIsRefused() {
        ledger.checked(DEAL);
        callOffs.callOff(DEAL, "ann");

        refused();
    }

    @Test
    void aDealWithoutPayoutIsRefused() {
        refused();
    }

    @Test
    void whatIsCalledOffMakesNoOtherPayoutADuplicate() {
        ledger.checked(DEAL);
        callOffs.callOff(DEAL, "ann");

        assertThatCode(() -> ledger.checked(OTHER_DEAL)).doesNotThrowAnyException();
    }

    @Test
    void aTransferThatExistsStillMakesOneADuplicate() {
        ledger.withTransfer(DEAL);
        callOffs.callOff(DEAL, "ann");

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.checked(OTHER_DEAL));
    }

    @Test
    void oneThatAPersonIsToFundIsLookedAtSoThatItsDealHearsOfIt() {
        Payout drafted =
                ledger.payouts.stopped(ledger.withTransfer(DEAL).id(), new Stop(StopReason.DRAFT), "Fund it in Wise.");
        assertThat(ledger.payouts.isLeftToPerson(drafted)).isTrue();

        Payout payout = callOffs.callOff(DEAL, "ann");

        assertThat(ledger.payouts.isLeftToPerson(payout)).isFalse();
    }

    private void refused() {
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> callOffs.callOff(DEAL, "ben"));
    }

    private static void stops(StopReason reason, Consumer<Payout> step, Payout payout) {
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> step.accept(payout))
                .satisfies(stop -> {
                    assertThat(stop.getReason()).isEqualTo(reason);
                    assertThat(stop.getFacts()).isEqualTo(Map.of("actor", "ann"));
                });
    }

    private static PaymentOrder facts() {
        return new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT);
    }
}
