package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dealpayouts.ledger.Feedback;
import dealpayouts.ledger.FeedbackTable;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells Kommo one thing, in the order of events, however long Kommo is away. It gives up visibly when Kommo answers again
 * and again without taking it, or after days.
 */
final class FeedbackTask {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackTask.class);
    private static final Duration ORDER_WAIT = Duration.ofMillis(500);

    private final Supplier<TaskContext> workplace;
    private final WorkSettings settings;
    private final Backoff backoff;

    FeedbackTask(Supplier<TaskContext> workplace, WorkSettings settings, Backoff backoff) {
        this.workplace = workplace;
        this.settings = settings;
        this.backoff = backoff;
    }

    Task<Void> task() {
        return Tasks.custom("feedback", Void.class)
                .defaultPriority(Priority.HIGH)
                .onFailure(this::failed)
                .execute((instance, context) -> write(InstanceId.row(instance)));
    }

    private CompletionHandler<Void> write(long feedbackId) {
        TaskContext at = workplace.get();
        FeedbackTable table = at.ledger().feedback();
        Feedback feedback = table.pending(feedbackId);
        if (feedback == null) {
            return new OnCompleteRemove<>();
        }
        if (settledAt(feedback).isAfter(at.now())) {
            return (complete, operations) -> operations.reschedule(complete, settledAt(feedback));
        }
        at.gates().requireOpen(Remote.KOMMO);
        // Another node may have taken over while this one stood still, and have sent it.
        if (table.mustWait(feedback) || !table.attempted(feedback)) {
            return (complete, operations) ->
                    operations.reschedule(complete, at.now().plus(ORDER_WAIT));
        }
        at.call("deal-feedback", at.ledger().payouts().get(feedback.payoutId()), Map.of("feedback", feedback));
        return new OnCompleteRemove<>();
    }

    /** Before that, an attempt whose answer was lost, or that nobody lived to see the end of, may still take effect. */
    private Instant settledAt(Feedback feedback) {
        return feedback.sentAt() == null ? Instant.MIN : feedback.sentAt().plusMillis(settings.settleMs());
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        TaskContext at = workplace.get();
        long feedbackId = InstanceId.row(complete.getExecution().taskInstance);
        int failures = complete.getExecution().consecutiveFailures;
        Throwable cause = complete.getCause().orElseThrow();
        if (isOver(feedbackId, cause)) {
            operations.stop();
        } else {
            operations.reschedule(complete, backoff.next(at.now(), failures, cause));
        }
    }

    /** Whether nothing is left to be written; what cannot be found out or recorded now is tried again. */
    private boolean isOver(long feedbackId, Throwable cause) {
        FeedbackTable table = workplace.get().ledger().feedback();
        try {
            Feedback feedback = table.pending(feedbackId);
            if (feedback == null) {
                return true;
            }
            if (Failure.mayHaveTakenEffect(cause)) {
                table.unanswered(feedback);
            } else {
                table.settled(feedback);
            }
            boolean hopeless = isHopeless(feedback, cause);
            String problem = workplace.get().failures().sentence(cause);
            if (hopeless) {
                table.failed(feedback, problem);
            } else {
                LOG.atLevel(RemoteUnavailableException.behind(cause).isPresent() ? Level.DEBUG : Level.WARN)
                        .log(
                                "Deal {}: {} could not be written and is tried again: {}",
                                feedback.dealId(),
                                feedback.what(),
                                problem);
            }
            return hopeless;
        } catch (RuntimeException e) {
            LOG.error(
                    "Feedback {}: its failure could not be recorded, it is written again anyway: {}",
                    feedbackId,
                    workplace.get().failures().sentence(e));
            return false;
        }
    }

    private boolean isHopeless(Feedback feedback, Throwable cause) {
        TaskContext at = workplace.get();
        boolean answeredTooOften = !Failure.isUnreachable(cause)
                && at.ledger().feedback().notTaken(feedback) >= settings.feedbackAttempts();
        return answeredTooOften
                || feedback.createdAt().plusMillis(settings.feedbackGiveUpMs()).isBefore(at.now());
    }
}
