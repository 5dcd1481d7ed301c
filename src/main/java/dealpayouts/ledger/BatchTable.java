package dealpayouts.ledger;

import dealpayouts.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads batches and their members, and changes batches by compare-and-set together with their journal lines. */
final class BatchTable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchTable.class);
    private static final int LONGEST_OUTCOME = 2000;
    /** A transfer that Wise cancelled before it was funded is out of the batch, although its payout stays there. */
    private static final String COUNTS =
            " (p.reason is null or p.reason not in ('TRANSFER_CANCELLED', 'TRANSFER_REPLACED') or p.state <> 'PARKED') ";

    private static final String READY = " p.transfer_id is not null and p.state = 'PARKED'"
            + " and (p.parked_for = 'BATCH' or p.reason = 'BATCH_FUND_IN_WISE') ";
    private static final String MONEY_OUT = " p.state in ('FUNDED', 'SENT', 'RETURNED') ";
    private static final String UNPAID = COUNTS + "and not (" + MONEY_OUT + ")";
    private static final String UNRESOLVED = UNPAID + " and not (" + READY + ") and p.state <> 'FUNDING_REQUESTED'";

    private static final String WAITING =
            " state = 'PARKED' and parked_for = 'BATCH' and batch_id is null" + " and called_off_by is null ";

    private static final String SELECT = "select b.*,"
            + " (select count(*) from payout p where p.batch_id = b.id and" + COUNTS + ") as members,"
            + " (select sum(debit_minor) from payout p where p.batch_id = b.id and" + COUNTS + ") as debit,"
            + " (select sum(debit_minor) from payout p where p.batch_id = b.id and" + UNPAID + ") as unpaid,"
            + " (select sum(fee_minor) from payout p where p.batch_id = b.id and" + COUNTS + ") as fee"
            + " from batch b ";

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final WorkQueue work;

    BatchTable(LedgerDatabase database, Clock clock, WorkQueue work) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
        this.work = work;
    }

    Instant now() {
        return clock.instant();
    }

    Batch get(long id) {
        return jdbc.sql(SELECT + "where b.id = ?")
                .param(id)
                .query(BatchTable::read)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("There is no batch " + id + " in this ledger"));
    }

    boolean exists(long id) {
        return jdbc.sql("select count(*) from batch where id = ?")
                        .param(id)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Makes a batch and returns its id. */
    long insert(long profileId, String sourceCurrency) {
        Timestamp now = Timestamp.from(now());
        long id = jdbc.sql(
                        "insert into batch (profile_id, source_currency, name, state, version, created_at, updated_at)"
                                + " values (?, ?, '', ?, 1, ?, ?) returning id")
                .param(profileId)
                .param(sourceCurrency)
                .param(BatchState.NEW.name())
                .param(now)
                .param(now)
                .query(Long.class)
                .single();
        jdbc.sql("update batch set name = ? where id = ?")
                .param("deal-payouts batch " + id + " of " + now().truncatedTo(ChronoUnit.SECONDS))
                .param(id)
                .update();
        return id;
    }

    /**
     * Moves the batch and sets columns with it.
     *
     * @param outcome the journal line; null when nothing happened that anybody has to know
     * @throws IllegalTransitionException when the rules do not know that move
     * @throws StaleBatchException when the batch is no longer what {@code batch} says
     */
    Batch move(Batch batch, BatchState next, String outcome, String actor, Map<String, ?> columns) {
        if (next != batch.state() && !batch.state().mayBecome(next)) {
            throw new IllegalTransitionException(
                    "Batch " + batch.id() + " is " + batch.state() + " and cannot become " + next);
        }
        return database.inTransaction(() -> {
            Map<String, Object> all = new LinkedHashMap<>(columns);
            all.put("state", next.name());
            all.put("version", batch.version() + 1);
            all.put("updated_at", now());
            String assignments = all.keySet().stream().map(c -> c + " = ?").collect(Collectors.joining(", "));
            JdbcClient.StatementSpec update =
                    jdbc.sql("update batch set " + assignments + " where id = ? and state = ? and version = ?");
            for (Object value : all.values()) {
                update = update.param(PayoutTable.forJdbc(value));
            }
            int changed = update.param(batch.id())
                    .param(batch.state().name())
                    .param(batch.version())
                    .update();
            if (changed == 0) {
                throw new StaleBatchException(batch);
            }
            if (outcome != null) {
                write(batch.id(), outcome, actor);
            }
            return get(batch.id());
        });
    }

    Batch move(Batch batch, BatchState next, String outcome, Map<String, ?> columns) {
        return move(batch, next, outcome, Journal.SYSTEM, columns);
    }

    void write(long batchId, String outcome, String actor) {
        String text = outcome.length() > LONGEST_OUTCOME ? outcome.substring(0, LONGEST_OUTCOME) : outcome;
        jdbc.sql("insert into batch_journal (batch_id, at, outcome, actor) values (?, ?, ?, ?)")
                .param(batchId)
                .param(Timestamp.from(now()))
                .param(text)
                .param(actor)
                .update();
        LOG.atInfo().addKeyValue("batchId", batchId).log("batch {}: {}", batchId, text);
    }

    /** How many lines of the batch's journal begin like that since then. */
    int countLines(long batchId, String start, Instant since) {
        return jdbc.sql("select count(*) from batch_journal where batch_id = ? and outcome like ? and at > ?")
                .param(batchId)
                .param(start + "%")
                .param(Timestamp.from(since))
                .query(Integer.class)
                .single();
    }

    /** Waits until nobody else is changing the batch or one of its members; needs a transaction. */
    void lock(long batchId) {
        jdbc.sql("update batch set version = version where id = ?")
                .param(batchId)
                .update();
    }

    /** Remembers that there is a reason to look at the batch, for a look that is under way. */
    void hint(long batchId) {
        jdbc.sql("update batch set hinted_at = ? where id = ?")
                .param(Timestamp.from(now()))
                .param(batchId)
                .update();
    }

    /** Whether there is a new reason to look at it since then; one that is just arising is waited for. */
    boolean isHintedSince(long batchId, Instant since) {
        return database.inTransaction(() -> {
            lock(batchId);
            return jdbc.sql("select count(*) from batch where id = ? and hinted_at > ?")
                            .param(batchId)
                            .param(Timestamp.from(since))
                            .query(Long.class)
                            .single()
                    > 0;
        });
    }

    /** Has the batch looked at when this change leaves nothing to wait for; belongs to the change's transaction. */
    void memberChanged(long batchId) {
        lock(batchId);
        BatchState state = get(batchId).state();
        boolean paying = count(batchId, MONEY_OUT) > 0;
        if (!state.isFinal() && (state == BatchState.CANCELLING || count(batchId, paying ? UNPAID : UNRESOLVED) == 0)) {
            hint(batchId);
            work.batchDue(batchId);
        }
    }

    /** All members that count, by id. */
    List<Payout> members(long batchId) {
        return members(batchId, COUNTS);
    }

    /** Those whose money was not seen leaving. */
    List<Payout> unpaid(long batchId) {
        return members(batchId, UNPAID);
    }

    /** Those that have no transfer yet, or whose payout is stopped for a reason of its own. */
    List<Payout> unresolved(long batchId) {
        return members(batchId, UNRESOLVED);
    }

    /** Those with a transfer that Wise cancelled. */
    List<Payout> cancelled(long batchId) {
        return members(batchId, "not" + COUNTS);
    }

    private List<Payout> members(long batchId, String condition) {
        return jdbc.sql("select * from payout p where p.batch_id = ? and " + condition + " order by p.id")
                .param(batchId)
                .query(PayoutTable::read)
                .list();
    }

    private long count(long batchId, String condition) {
        return jdbc.sql("select count(*) from payout p where p.batch_id = ? and " + condition)
                .param(batchId)
                .query(Long.class)
                .single();
    }

    /** Payouts that wait for a batch, oldest first; those of the list that do so stay as they are until the transaction ends. */
    List<Payout> waitingAmong(Collection<Long> payoutIds) {
        String marks = payoutIds.stream().map(id -> "?").collect(Collectors.joining(", "));
        return jdbc.sql("select * from payout where id in (" + marks + ") and" + WAITING + "order by id"
                        + database.rowLock())
                .params(List.copyOf(payoutIds))
                .query(PayoutTable::read)
                .list();
    }

    List<Payout> waiting() {
        return jdbc.sql("select * from payout where" + WAITING + "order by id")
                .query(PayoutTable::read)
                .list();
    }

    /** Since when the payout that waits longest waits for a batch; null when none does. */
    Instant waitingSince() {
        return jdbc.sql("select min(batch_wait_at) as since from payout where" + WAITING)
                .query((row, number) -> PayoutTable.instant(row, "since"))
                .list()
                .get(0);
    }

    /** Batches that wait for money, oldest first. */
    List<Batch> waitingForBalance() {
        return jdbc.sql(SELECT + "where b.reason = ? and b.state = ? order by b.id")
                .param(StopReason.BATCH_TOP_UP.name())
                .param(BatchState.COMPLETED.name())
                .query(BatchTable::read)
                .list();
    }

    private static Batch read(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        String currency = row.getString("source_currency");
        return new Batch(
                row.getLong("id"),
                row.getLong("profile_id"),
                currency,
                row.getString("name"),
                BatchState.valueOf(row.getString("state")),
                row.getInt("version"),
                reason == null ? null : StopReason.valueOf(reason),
                row.getString("note"),
                row.getString("group_id"),
                row.getInt("funding_attempts"),
                row.getString("cancelled_by"),
                PayoutTable.instant(row, "created_at"),
                PayoutTable.instant(row, "opened_at"),
                row.getInt("members"),
                Money.ofMinor(row.getLong("debit"), currency),
                Money.ofMinor(row.getLong("unpaid"), currency),
                Money.ofMinor(row.getLong("fee"), currency));
    }
}
