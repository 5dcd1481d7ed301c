package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bean {@code taskSweep}: gives work back to rows that are not finished and have no task. A row and its task are written
 * together, so there should be none; whatever takes a task away, the row must not be forgotten.
 */
public final class TaskSweep {

    private static final Logger LOG = LoggerFactory.getLogger(TaskSweep.class);
    /** Looks are gathered every minute or so; those that are overdue for longer are not gathered at all. */
    private static final Duration LOOK_OVERDUE = Duration.ofHours(1);

    private static final String WITHOUT_TASK =
            " and not exists (select 1 from scheduled_tasks t where t.task_name = '%s'"
                    + " and t.task_instance = cast(%s as varchar(20)))";

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final PayoutTable payouts;
    private final BatchTable batches;
    private final Journal journal;
    private final WorkQueue work;
    private final Clock clock;

    TaskSweep(
            LedgerDatabase database,
            PayoutTable payouts,
            BatchTable batches,
            Journal journal,
            WorkQueue work,
            Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.payouts = payouts;
        this.batches = batches;
        this.journal = journal;
        this.work = work;
        this.clock = clock;
    }

    private record Forgotten(long id, long payoutId, long dealId) {}

    /** @return how many rows got their work back */
    public int restore() {
        return restore("payout", payouts(), work::payoutDue)
                + restore("feedback", feedback(), work::feedbackDue)
                + restore("transfer", transfers(), work::transferDue)
                + restore("hook", hooks(), work::hookDue)
                + restoreBatches();
    }

    private int restoreBatches() {
        List<Long> forgotten = jdbc.sql("select b.id from batch b where b.state not in ('DONE', 'CANCELLED')"
                        + WITHOUT_TASK.formatted("batch", "b.id") + " order by 1")
                .query(Long.class)
                .list();
        for (long batchId : forgotten) {
            database.inTransaction(() -> {
                batches.lock(batchId);
                work.batchDue(batchId);
                batches.write(batchId, "it had no task and is taken up again", Journal.SYSTEM);
                return null;
            });
        }
        return forgotten.size();
    }

    private int restore(String what, List<Forgotten> rows, LongConsumer due) {
        for (Forgotten row : rows) {
            database.inTransaction(() -> {
                payouts.lock(row.payoutId());
                due.accept(row.id());
                journal.write(
                        row.payoutId(),
                        row.dealId(),
                        "sweep",
                        what + " " + row.id() + " had no task and is taken up again");
                return null;
            });
        }
        if (!rows.isEmpty()) {
            LOG.warn("{} rows of kind {} had no task and are taken up again", rows.size(), what);
        }
        return rows.size();
    }

    private List<Forgotten> payouts() {
        return read("select p.id, p.id as payout_id, p.deal_id from payout p"
                + " where p.state not in ('FUNDED', 'SENT', 'RETURNED', 'DROPPED')"
                + WITHOUT_TASK.formatted("payout", "p.id"));
    }

    private List<Forgotten> feedback() {
        return read("select f.id, f.payout_id, p.deal_id from feedback f join payout p on p.id = f.payout_id"
                + " where f.state = 'PENDING'"
                + WITHOUT_TASK.formatted("feedback", "f.id"));
    }

    private List<Forgotten> hooks() {
        return read("select h.id, h.payout_id, p.deal_id from hook h join payout p on p.id = h.payout_id"
                + " where h.state = 'PENDING' and not exists (select 1 from hook_tasks t"
                + " where t.task_instance = cast(h.id as varchar(20)))");
    }

    /**
     * Those with an event that nobody has looked into, those of which the look is long overdue, and funded ones that were
     * never put under watch.
     */
    private List<Forgotten> transfers() {
        return read(
                "select p.id, p.id as payout_id, p.deal_id from payout p"
                        + " where (p.watch_at < ? or (p.state = 'FUNDED' and p.watch_at is null) or exists"
                        + " (select 1 from wise_event e where e.payout_id = p.id and e.handled_at is null))"
                        + WITHOUT_TASK.formatted("transfer", "p.id"),
                Timestamp.from(clock.instant().minus(LOOK_OVERDUE)));
    }

    private List<Forgotten> read(String sql, Object... values) {
        return jdbc.sql(sql + " order by 1")
                .params(values)
                .query((row, number) ->
                        new Forgotten(row.getLong("id"), row.getLong("payout_id"), row.getLong("deal_id")))
                .list();
    }
}
