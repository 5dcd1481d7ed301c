package dealpayouts.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dealpayouts.ledger.Feedback;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.PayoutState;
import dealpayouts.ledger.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Durable work on db-scheduler: one task for each payout that is not final and for each unwritten feedback. A handler
 * only calls a route with an id; what comes next is read from the ledger, so it may be called any number of times.
 */
public final class Work implements WorkQueue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int MISSED_HEARTBEATS = 6;
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);
    private static final Duration ORDER_WAIT = Duration.ofMillis(500);

    private final WorkSettings settings;
    private final Clock clock;
    private final Backoff backoff;
    private final Task<Void> payoutTask;
    private final Task<Void> feedbackTask;
    private final Scheduler scheduler;
    private Ledger ledger;
    private Routes routes;

    public Work(LedgerDatabase database, WorkSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.backoff = new Backoff(settings.retryFirstMs(), settings.retryLongestMs(), ThreadLocalRandom.current());
        this.payoutTask = Tasks.custom("payout", Void.class)
                .onFailure(this::payoutFailed)
                .execute((instance, context) -> lookAtPayout(Long.parseLong(instance.getId())));
        this.feedbackTask = Tasks.custom("feedback", Void.class)
                .onFailure(this::feedbackFailed)
                .execute((instance, context) -> write(Long.parseLong(instance.getId())));
        SchedulerBuilder builder = Scheduler.create(database.dataSource(), List.of(payoutTask, feedbackTask))
                .jdbcCustomization(database.schedulerDialect())
                .threads(settings.threads())
                .pollingInterval(Duration.ofMillis(settings.pollMs()))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN)
                .failureLogging(LogLevel.OFF, false);
        if (database.supportsSeveralNodes()) {
            builder.pollUsingLockAndFetch(0.5, 1.0);
        }
        this.scheduler = builder.build();
    }

    /** Begins to work: everything that is due starts now. */
    public void start(Ledger ledger, CamelContext context) {
        this.ledger = ledger;
        this.routes = new Routes(context);
        scheduler.start();
    }

    /** Lets running work finish for up to 30 seconds; what is left is due again at the next start. */
    @Override
    public void close() {
        scheduler.stop();
    }

    @Override
    public void payoutDue(long payoutId) {
        schedule(payoutTask, payoutId);
    }

    @Override
    public void feedbackDue(long feedbackId) {
        schedule(feedbackTask, feedbackId);
    }

    private void schedule(Task<Void> task, long id) {
        makeDue(task, id);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }

    private void makeDue(Task<Void> task, long id) {
        try {
            scheduler.schedule(
                    task.instance(String.valueOf(id)), clock.instant(), ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException running) {
            LOG.debug("{} {} is being worked on; it will see the hint when it is done", task.getName(), id);
        }
    }

    private CompletionHandler<Void> lookAtPayout(long payoutId) {
        Instant began = clock.instant();
        Payout before = ledger.payouts().get(payoutId);
        if (before.state().isFinal()) {
            return new OnCompleteRemove<>();
        }
        call("payout", before, Map.of("payoutId", payoutId));
        Payout payout = ledger.payouts().get(payoutId);
        if (payout.state().isFinal()) {
            return new OnCompleteRemove<>();
        }
        return payout.state() == PayoutState.PARKED
                ? lookMuchLater(payoutId, began)
                : lookAgain(backoff.next(clock.instant(), 0, null));
    }

    /**
     * A delivery that came while the payout was worked on could not make it due. Those before the rescheduling are seen
     * after it, those after it make the payout due themselves.
     */
    private CompletionHandler<Void> lookMuchLater(long payoutId, Instant began) {
        return (complete, operations) -> {
            operations.reschedule(complete, clock.instant().plusMillis(settings.parkedLookMs()));
            if (ledger.payouts().isHintedSince(payoutId, began)) {
                makeDue(payoutTask, payoutId);
                scheduler.triggerCheckForDueExecutions();
            }
        };
    }

    private static CompletionHandler<Void> lookAgain(Instant when) {
        return (complete, operations) -> operations.reschedule(complete, when);
    }

    private void payoutFailed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        long payoutId = Long.parseLong(complete.getExecution().taskInstance.getId());
        int failures = complete.getExecution().consecutiveFailures;
        Throwable cause = rootOf(complete);
        Instant next = backoff.next(clock.instant(), failures, cause);
        try {
            Payout payout = ledger.payouts().get(payoutId);
            String problem = Failure.describe(cause);
            ledger.payouts().attemptFailed(payoutId, "attempt failed, next at " + next + ": " + problem);
            if (failures + 1 == settings.explainAfterFailures()) {
                call("payout-delayed", payout, Map.of("payoutId", payoutId, "problem", problem));
            }
        } catch (RuntimeException e) {
            LOG.error("Payout {}: its failure could not be recorded, the attempt is repeated anyway", payoutId, e);
        }
        operations.reschedule(complete, next);
    }

    private CompletionHandler<Void> write(long feedbackId) {
        Feedback feedback = ledger.feedback().pending(feedbackId);
        if (feedback == null) {
            return new OnCompleteRemove<>();
        }
        if (ledger.feedback().mustWait(feedback)) {
            return lookAgain(clock.instant().plus(ORDER_WAIT));
        }
        ledger.feedback().attempted(feedback);
        call("deal-feedback", ledger.payouts().get(feedback.payoutId()), Map.of("feedback", feedback));
        return new OnCompleteRemove<>();
    }

    private void feedbackFailed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        long feedbackId = Long.parseLong(complete.getExecution().taskInstance.getId());
        int failures = complete.getExecution().consecutiveFailures;
        Throwable cause = rootOf(complete);
        LOG.warn("Feedback {} could not be written: {}", feedbackId, Failure.describe(cause));
        if (failures + 1 >= settings.feedbackAttempts()) {
            Feedback feedback = ledger.feedback().pending(feedbackId);
            if (feedback != null) {
                ledger.feedback().failed(feedback, Failure.describe(cause));
            }
            operations.stop();
        } else {
            operations.reschedule(complete, backoff.next(clock.instant(), failures, cause));
        }
    }

    private void call(String route, Payout payout, Map<String, Object> variables) {
        try (var payoutId = MDC.putCloseable("payoutId", String.valueOf(payout.id()));
                var dealId = MDC.putCloseable("dealId", String.valueOf(payout.dealId()))) {
            routes.call(route, variables);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RouteFailedException(route, e);
        }
    }

    private static Throwable rootOf(ExecutionComplete complete) {
        return complete.getCause().orElseThrow();
    }
}
