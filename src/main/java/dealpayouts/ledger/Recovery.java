package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a start takes up from the process before it. */
public final class Recovery {

    private final LedgerDatabase database;
    /** More than the spread with which those come back who wait for a remote, beside a part of their wait. */
    private static final Duration SPREAD = Duration.ofMinutes(1);

    private static final int PART_OF_WAIT = 5;

    private final JdbcClient jdbc;
    private final Clock clock;

    Recovery(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
    }

    /**
     * Takes the work out of the hands of a process that is dead for certain: on SQLite there is only one, so it was the
     * one before. On PostgreSQL others may be alive; what dead ones had in hand is taken over when they miss their
     * heartbeats (see {@code work/Work}).
     *
     * @return in one line, what is there to be done
     */
    public String resume() {
        long inHand = count("select count(*) from scheduled_tasks where picked = true");
        if (!database.supportsSeveralNodes()) {
            database.inTransaction(() -> {
                jdbc.sql("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                                + " version = version + 1 where picked = true")
                        .update();
                jdbc.sql("update hook_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                                + " version = version + 1 where picked = true")
                        .update();
                return jdbc.sql("delete from lease").update();
            });
        }
        database.inTransaction(() -> {
            tryTokensAgain();
            return null;
        });
        return "picked up: payouts " + payouts() + "; batches "
                + count("select count(*) from batch where state not in ('DONE', 'CANCELLED')")
                + "; notes and fields to be written "
                + count("select count(*) from feedback where state = 'PENDING'") + "; transfers watched "
                + count("select count(*) from payout where watch_at is not null") + "; tasks that "
                + (database.supportsSeveralNodes() ? "other processes, dead or alive, have" : "a dead process had")
                + " in hand " + inHand;
    }

    /** Whoever starts again may have put right what a remote did not accept, so nobody waits for its next try. */
    private void tryTokensAgain() {
        Instant now = clock.instant();
        List<Instant> ends = jdbc.sql("select closed_until from closed_remote where kind in ('TOKEN', 'UNPAID')")
                .query((row, number) -> PayoutTable.instant(row, "closed_until"))
                .list();
        for (Instant end : ends) {
            if (end.isAfter(now)) {
                Instant last = end.plus(SPREAD).plus(Duration.between(now, end).dividedBy(PART_OF_WAIT));
                jdbc.sql("update scheduled_tasks set execution_time = ?, version = version + 1"
                                + " where picked = false and execution_time > ? and execution_time <= ?")
                        .params(Timestamp.from(now), Timestamp.from(now), Timestamp.from(last))
                        .update();
            }
        }
        jdbc.sql("update closed_remote set closed_until = ? where kind in ('TOKEN', 'UNPAID') and closed_until > ?")
                .params(Timestamp.from(now), Timestamp.from(now))
                .update();
    }

    private String payouts() {
        String states = Arrays.stream(PayoutState.values())
                .filter(state -> !state.isFinal())
                .map(state -> "'" + state.name() + "'")
                .collect(Collectors.joining(", "));
        List<String> counts = jdbc.sql("select state, count(*) as payouts from payout where state in (" + states
                        + ") group by state order by state")
                .query((row, number) -> row.getString("state") + " " + row.getLong("payouts"))
                .list();
        return counts.isEmpty() ? "none" : String.join(", ", counts);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
