package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dealpayouts.remote.RemoteUnavailableException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Looks at something once, as often as it takes until the look succeeds. */
final class LookTask {

    private static final Logger LOG = LoggerFactory.getLogger(LookTask.class);

    private final String name;
    private final Supplier<TaskContext> workplace;
    private final Backoff backoff;
    private final Look look;

    /** One look, and what becomes of its task when it has succeeded. */
    interface Look {
        CompletionHandler<Void> look(TaskContext at, TaskInstance<Void> instance);
    }

    LookTask(String name, Supplier<TaskContext> workplace, Backoff backoff, Look look) {
        this.name = name;
        this.workplace = workplace;
        this.backoff = backoff;
        this.look = look;
    }

    Task<Void> task() {
        return Tasks.custom(name, Void.class)
                .defaultPriority(Priority.LOW)
                .onFailure(this::failed)
                .execute((instance, context) -> look.look(workplace.get(), instance));
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Throwable cause = complete.getCause().orElseThrow();
        boolean closed = RemoteUnavailableException.behind(cause).isPresent();
        LOG.atLevel(closed ? Level.DEBUG : Level.INFO)
                .log(
                        "{} {} is looked at again: {}",
                        name,
                        complete.getExecution().taskInstance.getId(),
                        workplace.get().failures().sentence(cause) + Failure.trace(cause));
        operations.reschedule(
                complete, backoff.next(workplace.get().now(), complete.getExecution().consecutiveFailures, cause));
    }
}
