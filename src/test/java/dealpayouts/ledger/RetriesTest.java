package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits is made due by hand, and nothing else. */
@ParameterizedClass
@EnumSource(Store.class)
class RetriesTest {

    private static final long DEAL = 15500123;

    @Parameter
    Store store;

    private OpenLedger ledger;
    private Retries retries;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        retries = new Retries(
                ledger.database,
                ledger.table,
                ledger.recipients,
                ledger.feedback,
                ledger.hooks,
                ledger.journal,
                ledger.work);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aPayoutThatIsNotFinishedIsDue() {
        Payout payout = ledger.checked(DEAL);

        retries.retry(DEAL, "ann");

        assertThat(ledger.work.asked).containsExactly("payout " + payout.id());
        assertThat(ledger.journal.of(payout.id()))
                .last()
                .extracting(Journal.Line::actor)
                .isEqualTo("ann");
    }

    @Test
    void aTransferWhoseMoneyIsOutIsLookedAt() {
        Payout payout = ledger.in(PayoutState.SENT, ledger.withTransfer(DEAL));
        ledger.work.asked.clear();

        retries.retry(DEAL, "ann");

        assertThat(ledger.work.asked).containsExactly("transfer " + payout.id());
    }

    @Test
    void feedbackThatWasGivenUpIsTriedOnceMoreInItsOrder() {
        Payout payout = ledger.in(PayoutState.DROPPED, ledger.checked(DEAL));
        ledger.feedback.add(payout.id(), Feedback.Kind.NOTE, "first");
        ledger.feedback.add(payout.id(), Feedback.Kind.NOTE, "second");
        ledger.database.jdbc().sql("update feedback set state = 'FAILED'").update();
        ledger.work.asked.clear();

        retries.retry(DEAL, "ann");

        assertThat(ledger.work.asked).containsExactly("feedback 1");
        assertThat(ledger.feedback.failures()).isZero();
    }

    @Test
    void whereNothingWaitsItIsRefused() {
        ledger.in(PayoutState.DROPPED, ledger.checked(DEAL));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> retries.retry(DEAL, "ann"))
                .withMessageContaining("begins again when the deal is moved back");
    }

    @Test
    void aDealWithoutPayoutIsRefused() {
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> retries.retry(DEAL, "ann"));
    }
}
