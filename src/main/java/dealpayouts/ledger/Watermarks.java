package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Up to where each sweep has looked. */
final class Watermarks {

    private static final String BEGAN = "began";

    private final LedgerDatabase database;
    private final JdbcClient jdbc;

    Watermarks(LedgerDatabase database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /** When this ledger began. */
    Instant began() {
        return of(BEGAN).orElseThrow();
    }

    /** Empty when that sweep was never finished. */
    Optional<Instant> of(String name) {
        return jdbc.sql("select at from watermark where name = ?")
                .param(name)
                .query((row, number) -> PayoutTable.instant(row, "at"))
                .optional();
    }

    /** Everything before that time was looked at. */
    void move(String name, Instant to) {
        database.inTransaction(() -> jdbc.sql("insert into watermark (name, at) values (?, ?)"
                        + " on conflict (name) do update set at = excluded.at")
                .param(name)
                .param(Timestamp.from(to))
                .update());
    }
}
