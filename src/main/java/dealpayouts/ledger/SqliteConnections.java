package dealpayouts.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one connection that writes to SQLite: it has one writer anyway, and waiting for a connection is fair where waiting for
 * its lock is not. {@code synchronous=FULL} makes a commit survive a power cut. Some more only read, while the one that
 * writes waits for the disk.
 */
final class SqliteConnections implements Connections {

    private static final int READERS = 3;

    private final HikariDataSource pool;
    private final HikariDataSource readers;
    private final DataSource forReading;
    private final DataSource forScheduler;

    /** @param longestWaitMs for the connection, and for a lock of another process */
    SqliteConnections(String url, long longestWaitMs) {
        pool = new HikariDataSource(config("ledger", url, 1, longestWaitMs));
        HikariConfig reading = config("readers", url, READERS, longestWaitMs);
        reading.setMinimumIdle(1);
        reading.setConnectionInitSql("pragma query_only = on");
        readers = new HikariDataSource(reading);
        forReading = new DelegatingDataSource(new TransactionAwareDataSourceProxy(pool)) {
            @Override
            public Connection getConnection() throws SQLException {
                return TransactionSynchronizationManager.isActualTransactionActive()
                        ? super.getConnection()
                        : readers.getConnection();
            }
        };
        forScheduler = new RelaxedDurabilityConnections(pool);
    }

    private static HikariConfig config(String name, String url, int connections, long longestWaitMs) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(longestWaitMs);
        config.setExceptionOverrideClassName(Failures.class.getName());
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", String.valueOf(longestWaitMs));
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        return config;
    }

    @Override
    public DataSource forLedger() {
        return pool;
    }

    @Override
    public DataSource forReading() {
        return forReading;
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
        readers.close();
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
