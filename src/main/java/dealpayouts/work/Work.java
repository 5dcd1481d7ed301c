package dealpayouts.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dealpayouts.ledger.Hook;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.WorkQueue;
import dealpayouts.remote.CallPriority;
import dealpayouts.remote.HttpGateway;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Durable work on db-scheduler: one task for each payout whose money is not out, for each batch that is not over, for each
 * unwritten feedback, and for each transfer of which there may be news. A task only calls a route with an id; what comes next is read from the
 * ledger, so it may be carried out any number of times.
 */
public final class Work implements WorkQueue, AutoCloseable {

    /** The routes that work calls by their {@code direct:} name. */
    public static final Set<String> ROUTES =
            Set.of("payout", "payout-delayed", "deal-feedback", "transfer-news", "watch", "top-ups", "deal-changes");

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    /** A table of its own keeps what hangs there from keeping other work waiting. */
    private static final String HOOK_TASKS = "hook_tasks";

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int MISSED_HEARTBEATS = 6;
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);
    /** A call that is cut off is made again. */
    private static final Duration SHUTDOWN_OF_HOOKS = Duration.ofSeconds(5);

    private final Clock clock;
    private final Task<Void> payouts;
    private final Task<Void> feedback;
    private final Task<Void> transfers;
    private final Task<Void> balances;
    private final Task<Void> deals;
    private final Task<Void> batches;
    private final Task<Void> hooks;
    private final Scheduler scheduler;
    private final Scheduler hookScheduler;
    private volatile TaskContext workplace;

    public Work(LedgerDatabase database, WorkSettings settings, Clock clock) {
        this.clock = clock;
        Supplier<TaskContext> at = () -> workplace;
        Backoff backoff =
                new Backoff(settings.retryFirstMs(), settings.retryLongestMs(), () -> ThreadLocalRandom.current());
        this.payouts = new PayoutTask(at, settings, backoff, this::payoutDueNow).task();
        this.feedback = new FeedbackTask(at, settings, backoff).task();
        this.transfers = new LookTask("transfer", at, backoff, Work::lookAtTransfer).task();
        this.balances = new LookTask("balances", at, backoff, Work::lookAtBalances).task();
        this.deals = new LookTask("deal", at, backoff, Work::lookAtDeal).task();
        this.batches = new BatchTask(at, settings, backoff, this::batchDueNow).task();
        RecurringTask<Void> watch = Tasks.recurring("watch", FixedDelay.ofMillis(settings.watchEveryMs()))
                .execute((instance, context) -> CallPriority.aside(() -> workplace.call("watch", Map.of())));
        this.scheduler = scheduler(
                        database, settings, settings.threads(), payouts, feedback, transfers, balances, deals, batches)
                .startTasks(watch)
                .enablePriority()
                .build();
        WorkSettings.HookSettings ofHooks = settings.hooks();
        Backoff patient =
                new Backoff(ofHooks.retryFirstMs(), ofHooks.retryLongestMs(), () -> ThreadLocalRandom.current());
        this.hooks = new HookTask(at, patient, Duration.ofMillis(ofHooks.giveUpMs())).task();
        this.hookScheduler = scheduler(database, settings, ofHooks.threads(), hooks)
                .tableName(HOOK_TASKS)
                .shutdownMaxWait(SHUTDOWN_OF_HOOKS)
                .build();
    }

    private SchedulerBuilder scheduler(LedgerDatabase database, WorkSettings settings, int threads, Task<?>... tasks) {
        SchedulerBuilder builder = Scheduler.create(database.schedulerDataSource(), List.of(tasks))
                .clock(clock::instant)
                .jdbcCustomization(database.schedulerDialect())
                .threads(threads)
                .pollingInterval(Duration.ofMillis(settings.pollMs()))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN)
                .failureLogging(LogLevel.OFF, false);
        if (database.supportsSeveralNodes()) {
            builder.pollUsingLockAndFetch(0.5, 1.0);
        }
        return builder;
    }

    /** Begins to work: everything that is due starts now. */
    public void start(Ledger ledger, RouteCaller routes, HttpGateway gates, Tracer traces, Failures failures) {
        this.workplace = new TaskContext(ledger, routes, gates, traces, failures, clock);
        scheduler.start();
        hookScheduler.start();
    }

    /** Lets running work finish for up to 30 seconds; what is left is due again at the next start. */
    @Override
    public void close() {
        scheduler.stop();
        hookScheduler.stop();
    }

    @Override
    public void payoutDue(long payoutId) {
        schedule(payouts, InstanceId.of(payoutId));
    }

    @Override
    public void feedbackDue(long feedbackId) {
        schedule(feedback, InstanceId.of(feedbackId));
    }

    @Override
    public void transferDue(long payoutId) {
        scheduler.schedule(
                transfers.instance(InstanceId.of(payoutId)), clock.instant(), ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
        checkAfterCommit(scheduler);
    }

    @Override
    public void balanceReported(long eventId) {
        schedule(balances, InstanceId.of(eventId));
    }

    @Override
    public void dealDue(long payoutId) {
        schedule(deals, InstanceId.of(payoutId));
    }

    private static CompletionHandler<Void> lookAtTransfer(TaskContext at, TaskInstance<Void> instance) {
        long payoutId = InstanceId.row(instance);
        CallPriority.aside(() -> at.call("transfer-news", at.ledger().payouts().get(payoutId), Map.of()));
        return (complete, operations) -> at.ledger()
                .transferNews()
                .endLook(payoutId, operations::remove, () -> operations.reschedule(complete, at.now()));
    }

    private static CompletionHandler<Void> lookAtBalances(TaskContext at, TaskInstance<Void> instance) {
        at.call("top-ups", Map.of());
        return new OnCompleteRemove<>();
    }

    private static CompletionHandler<Void> lookAtDeal(TaskContext at, TaskInstance<Void> instance) {
        long payoutId = InstanceId.row(instance);
        Instant began = at.now();
        at.call("deal-changes", at.ledger().payouts().get(payoutId), Map.of());
        return (complete, operations) -> at.ledger()
                .dealChanges()
                .endLook(payoutId, began, operations::remove, () -> operations.reschedule(complete, at.now()));
    }

    @Override
    public void batchDue(long batchId) {
        schedule(batches, InstanceId.of(batchId));
    }

    @Override
    public boolean hasHook(Hook hook) {
        TaskContext at = workplace;
        return at != null && at.routes().has(hook.route());
    }

    @Override
    public void hookDue(long hookId) {
        makeDue(hookScheduler, hooks, InstanceId.of(hookId));
        checkAfterCommit(hookScheduler);
    }

    private void batchDueNow(long batchId) {
        makeDue(batches, InstanceId.of(batchId));
        scheduler.triggerCheckForDueExecutions();
    }

    private void payoutDueNow(long payoutId) {
        makeDue(payouts, InstanceId.of(payoutId));
        scheduler.triggerCheckForDueExecutions();
    }

    private void schedule(Task<Void> task, String id) {
        makeDue(task, id);
        checkAfterCommit(scheduler);
    }

    private static void checkAfterCommit(Scheduler scheduler) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }

    private void makeDue(Task<Void> task, String id) {
        makeDue(scheduler, task, id);
    }

    private void makeDue(Scheduler scheduler, Task<Void> task, String id) {
        try {
            scheduler.schedule(task.instance(id), clock.instant(), ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException | ExecutionException pickedMeanwhile) {
            LOG.debug("{} {} is being worked on and looks for hints when it is done", task.getName(), id);
        }
    }
}
