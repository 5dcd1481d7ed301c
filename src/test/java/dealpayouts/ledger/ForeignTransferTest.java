package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dealpayouts.provider.FundingAnswer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deal that names a transfer which was not made for it here is not paid, whatever a route does. */
@ParameterizedClass
@EnumSource(Store.class)
class ForeignTransferTest {

    private static final long DEAL = 15500123;
    private static final String STRANGER = "2150000999";

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

    @ParameterizedTest
    @ValueSource(strings = {STRANGER, "paid by hand on Monday", "999999999999999999999", "-1"})
    void itStopsBeforeAnythingIsWrittenAtWise(String field) {
        Payout payout = ledger.accepted(DEAL);

        Stop stop = catchThrowableOfType(Stop.class, () -> look(payout, field));

        assertThat(stop)
                .extracting(Stop::getReason, Stop::getFacts)
                .containsExactly(StopReason.FOREIGN_TRANSFER, Map.of("transfer", field));
    }

    @Test
    void aRouteThatGoesOnAllTheSameGetsNoTransfer() {
        Payout payout = seenNaming(STRANGER);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> askForTransfer(payout))
                .extracting(Stop::getReason)
                .isEqualTo(StopReason.FOREIGN_TRANSFER);
        assertThat(ledger.table.get(payout.id()).transferAttempts()).isZero();
    }

    @Test
    void anEmptiedFieldLetsItGoOn() {
        Payout payout = seenNaming(STRANGER);

        assertThat(askForTransfer(look(payout, null)).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void theTransferOfAnOlderCycleIsNoStranger() {
        Payout first = ledger.withTransfer(DEAL);
        ledger.table.insert(OpenLedger.ACCOUNT, DEAL, 2, IdempotencyKey.of(OpenLedger.ACCOUNT, DEAL, 2));
        Payout second = ledger.table.latestOf(DEAL).orElseThrow();

        Payout asked = askForTransfer(look(second, String.valueOf(first.transferId())));

        assertThat(asked.state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void theTransferOfAnotherDealIsAStranger() {
        Payout copied = ledger.withTransfer(DEAL + 1);
        Payout payout = ledger.accepted(DEAL);

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> look(payout, String.valueOf(copied.transferId())));
    }

    @Test
    void aTransferThatExistsIsNotFundedEither() {
        Payout payout = look(ledger.withTransfer(DEAL), STRANGER);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(payout))
                .extracting(Stop::getReason)
                .isEqualTo(StopReason.FOREIGN_TRANSFER);
    }

    @Test
    void nobodyIsAskedToFundThePreparedTransferEither() {
        Payout payout = look(ledger.withTransfer(DEAL), STRANGER);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.drafts.fundingRequested(payout))
                .extracting(Stop::getReason)
                .isEqualTo(StopReason.FOREIGN_TRANSFER);
    }

    @ParameterizedTest
    @EnumSource(
            value = StopReason.class,
            names = {"FOREIGN_TRANSFER", "LEFT_PAY_STAGE"})
    void theFieldIsNotOverwrittenWhileItNamesAStranger(StopReason reason) {
        Payout payout = look(ledger.withTransfer(DEAL), STRANGER);

        ledger.payouts.stopped(payout.id(), new Stop(reason), "note");

        assertThat(ledger.database
                        .jdbc()
                        .sql("select kind from feedback")
                        .query(String.class)
                        .list())
                .containsExactly("NOTE");
    }

    @Test
    void itsOwnTransferDoesNotKeepItFromBeingFunded() {
        Payout payout = ledger.withTransfer(DEAL);

        Payout asked = ledger.payments.fundingRequested(look(payout, String.valueOf(payout.transferId())));

        assertThat(ledger.payments.fundingAnswered(
                        asked, new FundingAnswer(FundingAnswer.Result.FUNDED, null, "Taken."), "paid", "funded"))
                .extracting(Payout::state)
                .isEqualTo(PayoutState.FUNDED);
    }

    @Test
    void aReleaseLetsItGoOn() {
        Payout payout = parkedNaming(STRANGER);

        Payout released = ledger.releases.release(DEAL, "ann");

        assertThat(askForTransfer(look(released, STRANGER)).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
        assertThat(ledger.work.asked).contains("payout " + payout.id());
        assertThat(ledger.journal.of(payout.id()))
                .filteredOn(line -> line.actor().equals("ann"))
                .singleElement()
                .extracting(Journal.Line::outcome)
                .asString()
                .contains(STRANGER);
    }

    @Test
    void aReleaseIsForThatTransferOnly() {
        parkedNaming(STRANGER);

        Payout released = ledger.releases.release(DEAL, "ann");

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> look(released, "2150000998"));
    }

    @Test
    void whatIsReleasedIsNotReleasedAgain() {
        parkedNaming(STRANGER);
        ledger.releases.release(DEAL, "ann");

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.releases.release(DEAL, "ann"))
                .withMessageContaining("nothing to release");
    }

    @Test
    void aPayoutThatIsNotParkedByAGuardIsNotReleased() {
        Payout payout = ledger.checked(DEAL);
        ledger.payouts.stopped(payout.id(), new Stop(StopReason.AMOUNT_NOT_SET), "note");

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.releases.release(DEAL, "ann"))
                .withMessageContaining("AMOUNT_NOT_SET");
    }

    @Test
    void aDealWithoutAPayoutIsNotReleased() {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.releases.release(DEAL, "ann"))
                .withMessageContaining("no payout");
    }

    private Payout look(Payout payout, String field) {
        return ledger.confirmed(payout, new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT, field));
    }

    private Payout seenNaming(String field) {
        Payout payout = ledger.accepted(DEAL);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> look(payout, field));
        return ledger.table.get(payout.id());
    }

    private Payout parkedNaming(String field) {
        return ledger.payouts.stopped(
                seenNaming(field).id(), new Stop(StopReason.FOREIGN_TRANSFER, Map.of("transfer", field)), "note");
    }

    private Payout askForTransfer(Payout payout) {
        return ledger.payments.transferRequested(payout, ledger.quote(OpenLedger.AMOUNT), "{}");
    }
}
