package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dealpayouts.ledger.BatchStops;
import dealpayouts.ledger.Batches;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteUnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on a batch until it is paid or cancelled: when its members change, again after a failure, and from time to time. */
final class BatchTask {

    private static final Logger LOG = LoggerFactory.getLogger(BatchTask.class);

    private final Supplier<TaskContext> workplace;
    private final WorkSettings settings;
    private final Backoff backoff;
    private final LongConsumer due;

    /** @param due makes a batch due now */
    BatchTask(Supplier<TaskContext> workplace, WorkSettings settings, Backoff backoff, LongConsumer due) {
        this.workplace = workplace;
        this.settings = settings;
        this.backoff = backoff;
        this.due = due;
    }

    Task<Void> task() {
        return Tasks.custom("batch", Void.class)
                .defaultPriority(Priority.MEDIUM)
                .onFailure(this::failed)
                .execute((instance, context) -> {
                    return look(InstanceId.row(instance));
                });
    }

    private CompletionHandler<Void> look(long batchId) {
        TaskContext at = workplace.get();
        Batches batches = at.ledger().batches();
        Instant began = at.now();
        if (!batches.get(batchId).state().isFinal()) {
            at.gates().requireOpen(Remote.WISE);
            at.ledger().attempts().beginBatch(batchId);
            try {
                at.call("batch", Map.of("batchId", batchId));
            } finally {
                at.ledger().attempts().endBatch(batchId);
            }
        }
        return batches.get(batchId).state().isFinal() ? new OnCompleteRemove<>() : lookMuchLater(batchId, began);
    }

    /** A member that changed while the batch was worked on could not make it due. */
    private CompletionHandler<Void> lookMuchLater(long batchId, Instant began) {
        return (complete, operations) -> {
            TaskContext at = workplace.get();
            Batches batches = at.ledger().batches();
            operations.reschedule(complete, batches.nextLook(batchId, at.now().plusMillis(settings.parkedLookMs())));
            if (batches.isHintedSince(batchId, began)) {
                due.accept(batchId);
            }
        };
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        TaskContext at = workplace.get();
        long batchId = InstanceId.row(complete.getExecution().taskInstance);
        Throwable cause = complete.getCause().orElseThrow();
        Failures.Told problem = at.failures().tell(cause);
        Instant next = backoff.next(at.now(), complete.getExecution().consecutiveFailures, cause);
        try {
            Instant lastSuccess = complete.getExecution().lastSuccess;
            Instant since =
                    lastSuccess == null ? at.ledger().batches().get(batchId).createdAt() : lastSuccess;
            if (RemoteUnavailableException.behind(cause).isPresent()) {
                explain(batchId, since.plusMillis(settings.explainAfterMs()).isBefore(at.now()), since, problem);
            } else {
                next = failedAttempt(batchId, since, cause, problem);
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "Batch {}: its failure could not be recorded, the attempt is repeated anyway: {}",
                    batchId,
                    at.failures().sentence(e));
        }
        operations.reschedule(complete, next);
    }

    /** Counts attempts only: the times that a closed gate let none be made in between are not among them. */
    private Instant failedAttempt(long batchId, Instant since, Throwable cause, Failures.Told problem) {
        TaskContext at = workplace.get();
        BatchStops stops = at.ledger().batchStops();
        int failures = stops.failures(batchId, since);
        Instant next = backoff.next(at.now(), failures, cause);
        stops.attemptFailed(batchId, "next at " + next + ": " + problem.sentence() + Failure.trace(cause));
        explain(batchId, failures + 1 >= settings.explainAfterFailures(), since, problem);
        return next;
    }

    /** Says on every deal that the batch is late, once until it gets on. */
    private void explain(long batchId, boolean late, Instant since, Failures.Told problem) {
        TaskContext at = workplace.get();
        if (late && !at.ledger().batchStops().isDelayTold(batchId, since)) {
            at.call(
                    "batch-delayed",
                    Map.of("batchId", batchId, "problem", problem.sentence(), "passing", problem.passing()));
        }
    }
}
