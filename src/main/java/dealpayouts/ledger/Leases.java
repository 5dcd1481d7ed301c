package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bean {@code leases}: lets one node do what must not be done by two at the same moment. */
public final class Leases {

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final Clock clock;

    Leases(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
    }

    /**
     * Takes the lease when nobody has it.
     *
     * @param name what is to be done
     * @param seconds for how long nobody else may
     */
    public boolean take(String name, int seconds) {
        Instant now = clock.instant();
        return database.inTransaction(() -> jdbc.sql("insert into lease (name, held_until) values (?, ?)"
                                + " on conflict (name) do update set held_until = excluded.held_until"
                                + " where lease.held_until < ?")
                        .param(name)
                        .param(Timestamp.from(now.plusSeconds(seconds)))
                        .param(Timestamp.from(now))
                        .update()
                == 1);
    }
}
