package dealpayouts.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.util.UUID;

/** Ids of tasks: the id of a row in the ledger, and a mark when one more task for the same row is needed. */
final class InstanceId {

    private static final String MARK = "/";

    private InstanceId() {}

    static String of(long row) {
        return String.valueOf(row);
    }

    /** For work that came while the row's own task was being carried out and may not see it any more. */
    static String oneMore(String id) {
        return id + MARK + UUID.randomUUID();
    }

    static long row(TaskInstance<?> instance) {
        return Long.parseLong(instance.getId().split(MARK, 2)[0]);
    }
}
