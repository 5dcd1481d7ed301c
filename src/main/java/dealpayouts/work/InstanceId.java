package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;

/**
 * Ids of tasks: the id of a row in the ledger, and the event that makes the task necessary where there is one. With the
 * event in it no two transactions ever want to make the same task.
 */
final class InstanceId {

    private static final String MARK = "/";

    private InstanceId() {}

    static String of(long row) {
        return String.valueOf(row);
    }

    static String of(Object subject, long event) {
        return subject + MARK + event;
    }

    static long row(TaskInstance<?> instance) {
        return Long.parseLong(instance.getId().split(MARK, 2)[0]);
    }

    static boolean isForEvent(TaskInstance<?> instance) {
        return instance.getId().contains(MARK);
    }
}
