package dealpayouts.ledger;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger's database: SQLite in a file, or PostgreSQL. Everything in which the two differ is here.
 *
 * <p>SQLite runs with one connection: it has one writer anyway, and waiting for a connection is fair where waiting for
 * its lock is not. {@code synchronous=FULL} makes a commit survive a power cut.
 */
public final class LedgerDatabase implements AutoCloseable {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    /** Below the two seconds in which Kommo wants an answer (Kommo reference §3.6), be it a 503. */
    private static final long LONGEST_WAIT_MS = 1_800;

    /**
     * A node that stands still in the middle of a transaction would hold its rows for as long, and with them the nodes
     * that are to take over. Transactions here last milliseconds; PostgreSQL undoes one that is forgotten.
     */
    private static final long LONGEST_STANDSTILL_MS = 10_000;

    /** Nobody waits for a command but the person who typed it. */
    private static final long COMMAND_WAIT_MS = 15_000;

    private final boolean sqlite;
    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final GroupCommit groupCommit;

    private LedgerDatabase(boolean sqlite, HikariDataSource pool) {
        this.sqlite = sqlite;
        this.pool = pool;
        this.dataSource = sqlite ? new QuickConnections(pool) : new TransactionAwareDataSourceProxy(pool);
        this.jdbc = JdbcClient.create(pool);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
        this.groupCommit = new GroupCommit(transactions, LONGEST_WAIT_MS / 3);
    }

    /** Whether this product can keep its ledger at that address. */
    public static boolean supports(String url) {
        return url.startsWith(SQLITE) || url.startsWith(POSTGRESQL);
    }

    /**
     * Opens the database and brings its schema up to date.
     *
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}
     * @param connections how many connections PostgreSQL may be asked for
     */
    public static LedgerDatabase open(String url, String user, String password, int connections) {
        boolean sqlite = url.startsWith(SQLITE);
        if (sqlite) {
            createFolderOf(url);
        }
        HikariDataSource pool = pool(url, user, password, connections, LONGEST_WAIT_MS / 3);
        flyway(pool, sqlite).migrate();
        return new LedgerDatabase(sqlite, pool);
    }

    /**
     * Opens the database for a command, beside the product that runs on it: nothing is made or brought up to date, and
     * locks are waited for longer.
     *
     * @throws IllegalMoveException when there is no ledger, or its schema is not that of this version
     */
    public static LedgerDatabase openBeside(String url, String user, String password) {
        boolean sqlite = url.startsWith(SQLITE);
        if (sqlite && !Files.isRegularFile(file(url))) {
            throw new IllegalMoveException(
                    "There is no ledger at " + url + " yet; it is made when the product starts first.");
        }
        HikariDataSource pool = pool(url, user, password, 2, COMMAND_WAIT_MS);
        try {
            requireThisSchema(flyway(pool, sqlite).info());
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return new LedgerDatabase(sqlite, pool);
    }

    private static void requireThisSchema(MigrationInfoService schema) {
        if (schema.current() == null) {
            throw new IllegalMoveException("The ledger is empty yet; it is made when the product starts first.");
        }
        for (MigrationInfo step : schema.all()) {
            if (step.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new IllegalMoveException("The ledger's schema is " + step.getVersion()
                        + ", newer than this version; use the version that runs on it.");
            }
            if (!step.getState().isApplied()) {
                throw new IllegalMoveException("The ledger's schema lacks step " + step.getVersion()
                        + ", it is older than this version; it is brought up to date when the product of this version"
                        + " starts.");
            }
        }
    }

    private static HikariDataSource pool(String url, String user, String password, int connections, long sqliteWaitMs) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(url);
        config.setConnectionTimeout(LONGEST_WAIT_MS);
        if (url.startsWith(SQLITE)) {
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(sqliteWaitMs);
            config.setExceptionOverrideClassName(SqliteFailures.class.getName());
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("foreign_keys", "true");
            config.addDataSourceProperty("busy_timeout", String.valueOf(sqliteWaitMs));
            config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        } else {
            config.setMaximumPoolSize(connections);
            config.setUsername(user);
            config.setPassword(password);
            config.setConnectionInitSql("set idle_in_transaction_session_timeout = " + LONGEST_STANDSTILL_MS);
        }
        return new HikariDataSource(config);
    }

    private static Flyway flyway(DataSource pool, boolean sqlite) {
        return Flyway.configure()
                .dataSource(pool)
                .placeholders(Map.of(
                        "id",
                                sqlite
                                        ? "integer primary key autoincrement"
                                        : "bigint generated always as identity primary key",
                        "bytes", sqlite ? "blob" : "bytea",
                        "now", sqlite ? "cast(strftime('%s', 'now') as integer) * 1000" : "now()"))
                .load();
    }

    static Path file(String sqliteUrl) {
        return Path.of(sqliteUrl.substring(SQLITE.length()).split("\\?", 2)[0]).toAbsolutePath();
    }

    private static void createFolderOf(String sqliteUrl) {
        Path folder = file(sqliteUrl).getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be made", e);
        }
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** Runs the work in the transaction of the calling thread, or in a new one. */
    <T> T inTransaction(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        return sqlite ? groupCommit.run(work) : transactions.execute(status -> work.get());
    }

    /** For db-scheduler: joins a transaction of the calling thread when there is one. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** How db-scheduler must speak to this database. */
    public JdbcCustomization schedulerDialect() {
        return sqlite ? new SqliteJdbcCustomization() : new PostgreSqlJdbcCustomization(false, true);
    }

    /** Whether several nodes may share this database and rows can be locked one by one. */
    public boolean supportsSeveralNodes() {
        return !sqlite;
    }

    /** What locks the rows of a select; on SQLite a transaction is alone anyway. */
    String rowLock() {
        return sqlite ? "" : " for update";
    }

    /**
     * Waits until no other transaction has this key, and keeps it until the end of the transaction of this thread. On
     * SQLite a transaction is alone anyway.
     */
    void alone(long key) {
        if (!sqlite) {
            jdbc.sql("select pg_advisory_xact_lock(?)")
                    .param(key)
                    .query((row, number) -> key)
                    .single();
        }
    }

    /** Throws when the database cannot be used now. */
    public void check() {
        jdbc.sql("select 1").query(Integer.class).single();
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * After a failed {@code begin} the driver takes its connection for one in a transaction and sends no other
     * {@code begin}: every statement would commit by itself. So a connection that failed is not used again.
     */
    public static final class SqliteFailures implements SQLExceptionOverride {

        private static final int BROKEN_CONSTRAINT = 19;

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return failure.getErrorCode() == BROKEN_CONSTRAINT ? Override.DO_NOT_EVICT : Override.MUST_EVICT;
        }
    }

    private static final class SqliteJdbcCustomization extends DefaultJdbcCustomization {
        SqliteJdbcCustomization() {
            super(false);
        }

        @Override
        public String getQueryLimitPart(int limit) {
            return " limit " + limit;
        }

        @Override
        public String getName() {
            return "SQLite";
        }
    }
}
