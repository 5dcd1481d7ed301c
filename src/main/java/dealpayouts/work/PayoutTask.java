package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Payouts;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteUnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on a payout until its money is out: again after a failure, and from time to time while it is parked. */
final class PayoutTask {

    private static final Logger LOG = LoggerFactory.getLogger(PayoutTask.class);

    private final Supplier<TaskContext> workplace;
    private final WorkSettings settings;
    private final Backoff backoff;
    private final LongConsumer due;

    /** @param due makes a payout due now */
    PayoutTask(Supplier<TaskContext> workplace, WorkSettings settings, Backoff backoff, LongConsumer due) {
        this.workplace = workplace;
        this.settings = settings;
        this.backoff = backoff;
        this.due = due;
    }

    Task<Void> task() {
        return Tasks.custom("payout", Void.class)
                .defaultPriority(Priority.MEDIUM)
                .onFailure(this::failed)
                .execute((instance, context) -> look(InstanceId.row(instance)));
    }

    private CompletionHandler<Void> look(long payoutId) {
        TaskContext at = workplace.get();
        Instant began = at.now();
        Payout before = at.ledger().payouts().get(payoutId);
        if (before.state().isFinal()) {
            return new OnCompleteRemove<>();
        }
        at.gates().requireOpen(Remote.WISE);
        if (before.transferId() == null) {
            // What became of a transfer is Wise's to say, even while Kommo is away.
            at.gates().requireOpen(Remote.KOMMO);
        }
        at.ledger().attempts().begin(payoutId);
        try {
            at.call("payout", before, Map.of());
        } catch (RuntimeException e) {
            if (RemoteUnavailableException.behind(e).isPresent()) {
                // The call was not let out, or its answer was one of those by which nothing is made, such as 401.
                at.ledger().payouts().refused(payoutId, began);
            }
            throw e;
        } finally {
            at.ledger().attempts().end(payoutId);
        }
        Payout payout = at.ledger().payouts().get(payoutId);
        if (payout.state().isFinal()) {
            return new OnCompleteRemove<>();
        }
        return payout.isWaiting()
                ? lookMuchLater(payoutId, began)
                : (complete, operations) -> operations.reschedule(complete, backoff.next(at.now(), 0, null));
    }

    /**
     * A delivery that came while the payout was worked on could not make it due. Those before the rescheduling are seen
     * after it, those after it make the payout due themselves.
     */
    private CompletionHandler<Void> lookMuchLater(long payoutId, Instant began) {
        return (complete, operations) -> {
            TaskContext at = workplace.get();
            operations.reschedule(complete, at.now().plusMillis(settings.parkedLookMs()));
            if (at.ledger().payouts().isHintedSince(payoutId, began)) {
                due.accept(payoutId);
            }
        };
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        TaskContext at = workplace.get();
        long payoutId = InstanceId.row(complete.getExecution().taskInstance);
        Throwable cause = complete.getCause().orElseThrow();
        Failures.Told problem = at.failures().tell(cause);
        Instant next = backoff.next(at.now(), complete.getExecution().consecutiveFailures, cause);
        try {
            Payout payout = at.ledger().payouts().get(payoutId);
            Instant lastSuccess = complete.getExecution().lastSuccess;
            Instant since = lastSuccess == null ? payout.createdAt() : lastSuccess;
            if (RemoteUnavailableException.behind(cause).isPresent()) {
                boolean waitsLong = since.plusMillis(settings.explainAfterMs()).isBefore(at.now());
                explain(payout, waitsLong, since, problem);
            } else {
                Instant began = complete.getTimeDone().minus(complete.getDuration());
                next = failedAttempt(payout, began, since, cause, problem);
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "Payout {}: its failure could not be recorded, the attempt is repeated anyway: {}",
                    payoutId,
                    at.failures().sentence(e));
        }
        operations.reschedule(complete, next);
    }

    /** Counts attempts only: the times that a closed gate let none be made in between are not among them. */
    private Instant failedAttempt(Payout payout, Instant began, Instant since, Throwable cause, Failures.Told problem) {
        TaskContext at = workplace.get();
        if (Failure.isRefusal(cause)) {
            at.ledger().payouts().refused(payout.id(), began);
        } else if (Failure.mayHaveTakenEffect(cause)) {
            at.ledger().payouts().unanswered(payout.id(), began);
        }
        int failures = at.ledger().journal().count(payout.id(), Payouts.RETRY, since);
        Instant next = backoff.next(at.now(), failures, cause);
        at.ledger()
                .payouts()
                .attemptFailed(
                        payout.id(),
                        "attempt failed, next at " + next + ": " + problem.sentence() + Failure.trace(cause));
        explain(payout, failures + 1 >= settings.explainAfterFailures(), since, problem);
        return next;
    }

    /** Says on the deal that the payout is late, once until it gets on. */
    private void explain(Payout payout, boolean late, Instant since, Failures.Told problem) {
        TaskContext at = workplace.get();
        if (late && !payout.isExplained() && at.ledger().journal().count(payout.id(), Payouts.DELAYED, since) == 0) {
            at.call("payout-delayed", payout, Map.of("problem", problem.sentence(), "passing", problem.passing()));
        }
    }
}
