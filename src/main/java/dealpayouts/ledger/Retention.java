package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bean {@code retention}: forgets the raw deliveries of Kommo, which hold whatever the deals contain. What became of them,
 * payouts and journal, is kept.
 */
public final class Retention {

    /** Whoever stores a delivery waits meanwhile. */
    private static final int AT_ONCE = 500;

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keep;

    /** @param keep how long deliveries are kept; zero: for ever */
    Retention(LedgerDatabase database, Clock clock, Duration keep) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
        this.keep = keep;
    }

    /** @return how many deliveries were forgotten */
    public int forgetDeliveries() {
        if (keep.isZero()) {
            return 0;
        }
        Instant before = clock.instant().minus(keep);
        int all = 0;
        int some;
        do {
            some = database.inTransaction(() -> forgetOldest(before));
            all += some;
        } while (some > 0);
        return all;
    }

    /** A stretch of ids, so that neither an index nor a look at all of them is needed. */
    private int forgetOldest(Instant before) {
        return jdbc.sql("delete from delivery where received_at < ? and id < (select min(id) from delivery) + ?")
                .param(Timestamp.from(before))
                .param(AT_ONCE)
                .update();
    }
}
