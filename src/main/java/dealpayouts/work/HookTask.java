package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dealpayouts.ledger.Hook;
import dealpayouts.ledger.HookTable;
import dealpayouts.ledger.RouteMistakeException;
import dealpayouts.remote.CallPriority;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a route of the integration engineer's own after a fact, until it has taken it or for days. */
final class HookTask {

    private static final Logger LOG = LoggerFactory.getLogger(HookTask.class);

    private final Supplier<TaskContext> workplace;
    private final Backoff backoff;
    private final Duration patience;

    /** @param patience how long a call is tried */
    HookTask(Supplier<TaskContext> workplace, Backoff backoff, Duration patience) {
        this.workplace = workplace;
        this.backoff = backoff;
        this.patience = patience;
    }

    Task<Void> task() {
        return Tasks.custom("hook", Void.class)
                .onFailure(this::failed)
                .execute((instance, context) -> call(InstanceId.row(instance)));
    }

    private CompletionHandler<Void> call(long id) {
        TaskContext at = workplace.get();
        HookTable hooks = at.ledger().hooks();
        HookTable.Call call = hooks.pending(id);
        if (call != null) {
            requireRoute(at, call.hook());
            CallPriority.aside(() -> at.call(call));
            hooks.done(call);
        }
        return new OnCompleteRemove<>();
    }

    /** It was there when the fact was stored, and may come back. */
    private static void requireRoute(TaskContext at, Hook hook) {
        if (!at.routes().has(hook.route())) {
            throw new RouteMistakeException("there is no route direct:" + hook.route() + " any more");
        }
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        TaskContext at = workplace.get();
        long id = InstanceId.row(complete.getExecution().taskInstance);
        Throwable cause = complete.getCause().orElseThrow();
        String problem = at.failures().sentence(cause);
        if (isGivenUp(id, problem)) {
            operations.stop();
        } else {
            operations.reschedule(complete, backoff.next(at.now(), complete.getExecution().consecutiveFailures, cause));
        }
    }

    /** What cannot be recorded now is tried again. */
    private boolean isGivenUp(long id, String problem) {
        TaskContext at = workplace.get();
        HookTable hooks = at.ledger().hooks();
        try {
            HookTable.Call call = hooks.pending(id);
            if (call == null) {
                return true;
            }
            boolean over = call.at().plus(patience).isBefore(at.now());
            if (over) {
                hooks.givenUp(call, problem);
            } else {
                LOG.info("{} of payout {} is called again: {}", call.hook().route(), call.payoutId(), problem);
                hooks.failed(call, problem);
            }
            return over;
        } catch (RuntimeException e) {
            LOG.error(
                    "The failure of hook {} could not be recorded, it is called again anyway: {}",
                    id,
                    at.failures().sentence(e));
            return false;
        }
    }
}
