package dealpayouts.ledger;

import java.sql.Timestamp;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which remotes take no calls at the moment, for all nodes on this ledger and after a start. All calls wait for what is read
 * here, so no payout that is at work stands before it.
 */
public final class OutageTable {

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final JdbcClient reads;

    public OutageTable(LedgerDatabase database) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.reads = database.reads();
    }

    /** Empty when the remote takes calls. */
    public Optional<Outage> of(String remote) {
        return database.atOnce(() -> reads.sql("select * from closed_remote where remote = ?")
                .param(remote)
                .query((row, number) -> new Outage(
                        row.getString("remote"),
                        Outage.Kind.valueOf(row.getString("kind")),
                        PayoutTable.instant(row, "closed_at"),
                        PayoutTable.instant(row, "closed_until")))
                .optional());
    }

    /** Takes the place of what was known of the remote. */
    public void close(Outage closing) {
        database.inTransactionAtOnce(() -> jdbc.sql("insert into closed_remote (remote, kind, closed_at, closed_until)"
                        + " values (?, ?, ?, ?) on conflict (remote) do update set kind = excluded.kind,"
                        + " closed_at = excluded.closed_at, closed_until = excluded.closed_until")
                .param(closing.remote())
                .param(closing.kind().name())
                .param(Timestamp.from(closing.since()))
                .param(Timestamp.from(closing.until()))
                .update());
    }

    /** Postpones the end; false when another node has changed it meanwhile. */
    public boolean postpone(Outage seen, Outage later) {
        return database.inTransactionAtOnce(
                () -> jdbc.sql("update closed_remote set closed_until = ? where remote = ? and closed_until = ?")
                                .param(Timestamp.from(later.until()))
                                .param(seen.remote())
                                .param(Timestamp.from(seen.until()))
                                .update()
                        == 1);
    }

    /** The remote takes calls again. */
    public void open(String remote) {
        database.inTransactionAtOnce(() -> jdbc.sql("delete from closed_remote where remote = ?")
                .param(remote)
                .update());
    }
}
