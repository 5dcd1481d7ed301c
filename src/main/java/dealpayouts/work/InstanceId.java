package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;

/** Ids of tasks: the id of a row in the ledger. */
final class InstanceId {

    private InstanceId() {}

    static String of(long row) {
        return String.valueOf(row);
    }

    static long row(TaskInstance<?> instance) {
        return Long.parseLong(instance.getId());
    }
}
