package dealpayouts.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The one connection to SQLite: it has one writer anyway, and waiting for a connection is fair where waiting for its lock is
 * not. {@code synchronous=FULL} makes a commit survive a power cut.
 */
final class SqliteConnections implements Connections {

    private final HikariDataSource pool;
    private final DataSource forScheduler;

    /** @param longestWaitMs for the connection, and for a lock of another process */
    SqliteConnections(String url, long longestWaitMs) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(longestWaitMs);
        config.setExceptionOverrideClassName(Failures.class.getName());
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", String.valueOf(longestWaitMs));
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        pool = new HikariDataSource(config);
        forScheduler = new QuickConnections(pool);
    }

    @Override
    public DataSource forLedger() {
        return pool;
    }

    @Override
    public DataSource forScheduler() {
        return forScheduler;
    }

    /** All wait for the same turn, which comes soon. */
    @Override
    public <T> T answering(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * After a failed {@code begin} the driver takes its connection for one in a transaction and sends no other
     * {@code begin}: every statement would commit by itself. So a connection that failed is not used again.
     */
    public static final class Failures implements SQLExceptionOverride {

        private static final int BROKEN_CONSTRAINT = 19;

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return failure.getErrorCode() == BROKEN_CONSTRAINT ? Override.DO_NOT_EVICT : Override.MUST_EVICT;
        }
    }
}
