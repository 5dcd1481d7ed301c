package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue of this ledger only remembers, so every row is without a task unless a test makes one. */
@ParameterizedClass
@EnumSource(Store.class)
class TaskSweepTest {

    private static final long DEAL = 15500123;

    @Parameter
    Store store;

    private OpenLedger ledger;
    private Payout payout;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        payout = ledger.accepted(DEAL);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aPayoutThatIsNotFinalIsMadeDueAndJournaled() {
        assertThat(ledger.taskSweep.restore()).isEqualTo(1);

        assertThat(ledger.work.asked).containsExactly("payout " + payout.id());
        assertThat(ledger.journalOf(payout))
                .containsExactly("payout " + payout.id() + " had no task and is taken up again");
    }

    @Test
    void aParkedPayoutIsMadeDue() {
        ledger.in(PayoutState.PARKED, payout);

        assertThat(ledger.taskSweep.restore()).isEqualTo(1);
    }

    @Test
    void whatHasItsTaskIsLeftAlone() {
        task("payout", String.valueOf(payout.id()));

        assertThat(ledger.taskSweep.restore()).isZero();
    }

    @Test
    void aTaskOfAnotherKindDoesNotCount() {
        task("feedback", String.valueOf(payout.id()));

        assertThat(ledger.taskSweep.restore()).isEqualTo(1);
    }

    @Test
    void whatIsFinalNeedsNoTask() {
        for (PayoutState state : PayoutState.values()) {
            if (state.isFinal()) {
                ledger.in(state, payout);
                watched(ledger.now());
                assertThat(ledger.taskSweep.restore()).as(state.name()).isZero();
            }
        }
    }

    @Test
    void feedbackThatIsPendingIsMadeDue() {
        done();
        ledger.feedback.add(payout.id(), Feedback.Kind.NOTE, "Wise: paid");
        ledger.work.asked.clear();

        assertThat(ledger.taskSweep.restore()).isEqualTo(1);
        assertThat(ledger.work.asked).containsExactly("feedback 1");
    }

    @Test
    void anEventThatNobodyHasLookedIntoIsMadeDue() {
        done();
        ledger.database
                .jdbc()
                .sql("insert into wise_event (delivery_key, event_key, event_type, payout_id, body, received_at)"
                        + " values ('d', 'e', 'transfers#refund', ?, ?, ?)")
                .params(payout.id(), new byte[0], Timestamp.from(ledger.now()))
                .update();

        assertThat(ledger.taskSweep.restore()).isEqualTo(1);
        assertThat(ledger.work.asked).containsExactly("transfer " + payout.id());
    }

    @Test
    void aTransferWhoseLookIsLongOverdueIsMadeDue() {
        done();
        watched(ledger.now().minus(Duration.ofMinutes(59)));
        assertThat(ledger.taskSweep.restore()).isZero();

        watched(ledger.now().minus(Duration.ofMinutes(61)));

        assertThat(ledger.taskSweep.restore()).isEqualTo(1);
        assertThat(ledger.work.asked).containsExactly("transfer " + payout.id());
    }

    @Test
    void aFundedTransferThatIsNotUnderWatchIsMadeDue() {
        ledger.in(PayoutState.FUNDED, payout);

        assertThat(ledger.taskSweep.restore()).isEqualTo(1);
        assertThat(ledger.work.asked).containsExactly("transfer " + payout.id());
    }

    private void done() {
        ledger.in(PayoutState.SENT, payout);
    }

    private void watched(Instant at) {
        ledger.database
                .jdbc()
                .sql("update payout set watch_at = ?")
                .param(Timestamp.from(at))
                .update();
    }

    private void task(String name, String id) {
        ledger.database
                .jdbc()
                .sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " values (?, ?, ?, ?, 1)")
                .params(name, id, Timestamp.from(ledger.now()), false)
                .update();
    }
}
