package dealpayouts.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which routes of the integration engineer's own are to be called, and what became of that. A row is written together with
 * the fact that it is about, so neither can exist without the other.
 */
public final class HookTable {

    private static final Logger LOG = LoggerFactory.getLogger(HookTable.class);
    private static final int LONGEST_PROBLEM = 1000;
    private static final String COLUMNS =
            "select h.*, p.deal_id from hook h join payout p on p.id = h.payout_id where ";

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final JdbcClient reads;
    private final Clock clock;
    private final WorkQueue work;

    HookTable(LedgerDatabase database, Clock clock, WorkQueue work) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.reads = database.reads();
        this.clock = clock;
        this.work = work;
    }

    /**
     * A call that is to be made, was made, or was given up.
     *
     * @param state {@code PENDING}, {@code DONE} or {@code FAILED}
     * @param problem why the last attempt failed, for people; null when none has
     */
    public record Call(
            long id,
            long payoutId,
            long dealId,
            Hook hook,
            String transferState,
            String state,
            int attempts,
            String problem,
            Instant at) {

        private static Call read(ResultSet row, int number) throws SQLException {
            return new Call(
                    row.getLong("id"),
                    row.getLong("payout_id"),
                    row.getLong("deal_id"),
                    Hook.valueOf(row.getString("name")),
                    row.getString("transfer_state"),
                    row.getString("state"),
                    row.getInt("attempts"),
                    row.getString("problem"),
                    PayoutTable.instant(row, "created_at"));
        }

        /** The route and how it stands with it, on one line. */
        public String summary() {
            String words =
                    switch (state) {
                        case "DONE" -> "was called";
                        case "FAILED" -> "was given up after " + attempts + " attempts: " + problem;
                        default -> attempts == 0 ? "is to be called" : "is called again, as it failed: " + problem;
                    };
            return hook.route() + " " + words;
        }
    }

    /** Asks for the call when there is a route for it; joins the transaction that stores the fact. */
    void add(Payout payout, Hook hook) {
        if (!work.hasHook(hook)) {
            return;
        }
        long id = jdbc.sql("insert into hook (payout_id, name, transfer_state, state, created_at)"
                        + " values (?, ?, ?, 'PENDING', ?) returning id")
                .params(payout.id(), hook.name(), payout.transferState(), Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        work.hookDue(id);
    }

    /** The call, if it is still to be made; else null. */
    public Call pending(long id) {
        return reads.sql(COLUMNS + "h.id = ? and h.state = 'PENDING'")
                .param(id)
                .query(Call::read)
                .optional()
                .orElse(null);
    }

    /** What the route is told. */
    public PayoutFact fact(Call call, Payout payout) {
        return new PayoutFact(
                call.id(),
                call.hook().name().toLowerCase(Locale.ROOT),
                payout.id(),
                payout.dealId(),
                payout.cycle(),
                payout.contractorId(),
                payout.amount(),
                payout.debit(),
                payout.fee(),
                payout.rate(),
                payout.transferId(),
                call.transferState(),
                payout.arrival(),
                call.at());
    }

    /** The route has taken it. */
    public void done(Call call) {
        jdbc.sql("update hook set state = 'DONE', attempts = attempts + 1, problem = null, done_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), call.id())
                .update();
    }

    /** The route failed and is called again. */
    public void failed(Call call, String problem) {
        set(call, "PENDING", problem);
    }

    /** The route failed for so long that it is not called again by itself. */
    public void givenUp(Call call, String problem) {
        set(call, "FAILED", problem);
        LOG.atError()
                .addKeyValue("payoutId", call.payoutId())
                .addKeyValue("dealId", call.dealId())
                .addKeyValue("step", call.hook().route())
                .log("the call of {} was given up: {}", call.hook().route(), problem);
    }

    private void set(Call call, String state, String problem) {
        jdbc.sql("update hook set state = ?, attempts = attempts + 1, problem = ? where id = ?")
                .params(
                        state,
                        problem.length() > LONGEST_PROBLEM ? problem.substring(0, LONGEST_PROBLEM) : problem,
                        call.id())
                .update();
    }

    /** Takes up once more what was given up for that payout. @return how many calls */
    int again(long payoutId) {
        return database.inTransaction(() -> {
            List<Long> ids = jdbc.sql(
                            "update hook set state = 'PENDING' where payout_id = ? and state = 'FAILED' returning id")
                    .param(payoutId)
                    .query(Long.class)
                    .list();
            ids.forEach(work::hookDue);
            return ids.size();
        });
    }

    /** All calls of a payout, oldest first. */
    public List<Call> of(long payoutId) {
        return reads.sql(COLUMNS + "h.payout_id = ? order by h.id")
                .param(payoutId)
                .query(Call::read)
                .list();
    }

    /** How many calls were given up. */
    public long failures() {
        return reads.sql("select count(*) from hook where state = 'FAILED'")
                .query(Long.class)
                .single();
    }

    /** The calls that were given up last, newest first. */
    public List<Call> latestFailures(int most) {
        return reads.sql(COLUMNS + "h.state = 'FAILED' order by h.id desc limit " + most)
                .query(Call::read)
                .list();
    }
}
