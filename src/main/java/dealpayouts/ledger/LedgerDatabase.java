package dealpayouts.ledger;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger's database: SQLite in a file, or PostgreSQL. Everything in which the two differ is here and in their
 * {@link Connections}.
 */
public final class LedgerDatabase implements AutoCloseable {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String IN_MEMORY = "jdbc:sqlite::memory:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    /** Several such waits have to end within the two seconds in which Kommo wants an answer (Kommo reference §3.6). */
    private static final long SQLITE_WAIT_MS = 600;

    /** Nobody waits for the work of a payout, and in a flood many deliveries are stored before it. */
    static final long WORK_WAIT_MS = 20_000;

    /** Nobody waits for a command but the person who typed it. */
    private static final long COMMAND_WAIT_MS = 15_000;

    /** How many PostgreSQL has to give: two for work, one each for those who wait for an answer and for the scheduler. */
    public static final int LEAST_CONNECTIONS = 4;

    private final Path file;
    private final boolean sqlite;
    private final Connections connections;
    private final JdbcClient jdbc;
    private final JdbcClient reads;
    private final TransactionTemplate transactions;
    private final GroupCommit groupCommit;

    /** @param file of SQLite; null for PostgreSQL */
    private LedgerDatabase(Path file, Connections connections) {
        this.file = file;
        this.sqlite = file != null;
        this.connections = connections;
        this.jdbc = JdbcClient.create(connections.forLedger());
        this.reads = JdbcClient.create(connections.forReading());
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(connections.forLedger()));
        this.groupCommit = new GroupCommit(transactions, SQLITE_WAIT_MS, WORK_WAIT_MS);
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
     * @throws UnusableLedgerException when it cannot be opened
     */
    public static LedgerDatabase open(String url, String user, String password, int connections) {
        LedgerDatabase database = connect(url, user, password, connections);
        database.updateSchema();
        return database;
    }

    /** As {@link #open}, but nothing may be done before {@link #updateSchema}. */
    public static LedgerDatabase connect(String url, String user, String password, int connections) {
        boolean sqlite = url.startsWith(SQLITE);
        Path file = sqlite ? file(url) : null;
        try {
            if (sqlite && !url.startsWith(IN_MEMORY)) {
                OwnersFiles.prepare(file);
            }
            Connections opened = sqlite
                    ? new SqliteConnections(url, SQLITE_WAIT_MS)
                    : new PostgresConnections(url, user, password, connections);
            return new LedgerDatabase(file, opened);
        } catch (RuntimeException e) {
            throw UnusableLedgerException.of(e, file);
        }
    }

    /**
     * Brings the schema up to date.
     *
     * @throws UnusableLedgerException when that is not possible
     */
    public void updateSchema() {
        try {
            flyway(connections.forLedger(), sqlite).migrate();
        } catch (RuntimeException e) {
            throw UnusableLedgerException.of(e, file);
        }
    }

    /**
     * Opens the database for a command, beside the product that runs on it: nothing is made or brought up to date, and
     * locks are waited for longer.
     *
     * @throws IllegalTransitionException when there is no ledger, or its schema is not that of this version
     * @throws UnusableLedgerException when it cannot be opened
     */
    public static LedgerDatabase openBeside(String url, String user, String password) {
        return openBeside(url, user, password, false);
    }

    /**
     * As {@link #openBeside}, but a ledger that is not there yet, or is empty, is made.
     *
     * @throws IllegalTransitionException when the schema is that of another version, or the ledger would be gone with the command
     */
    public static LedgerDatabase openBesideOrMake(String url, String user, String password) {
        return openBeside(url, user, password, !url.startsWith(IN_MEMORY));
    }

    private static LedgerDatabase openBeside(String url, String user, String password, boolean make) {
        boolean sqlite = url.startsWith(SQLITE);
        Path file = sqlite ? file(url) : null;
        if (sqlite && !make && !Files.isRegularFile(file)) {
            throw new IllegalTransitionException(
                    "There is no ledger at " + url + " yet; it is made when the product starts first.");
        }
        Connections opened = null;
        try {
            if (sqlite && make) {
                OwnersFiles.prepare(file);
            }
            opened = sqlite
                    ? new SqliteConnections(url, COMMAND_WAIT_MS)
                    : new PostgresConnections(url, user, password, LEAST_CONNECTIONS);
            Flyway flyway = flyway(opened.forLedger(), sqlite);
            if (make && flyway.info().current() == null) {
                flyway.migrate();
            }
            requireThisSchema(flyway.info());
        } catch (RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            throw e instanceof IllegalTransitionException notReady ? notReady : UnusableLedgerException.of(e, file);
        }
        return new LedgerDatabase(file, opened);
    }

    private static void requireThisSchema(MigrationInfoService schema) {
        if (schema.current() == null) {
            throw new IllegalTransitionException("The ledger is empty yet; it is made when the product starts first.");
        }
        for (MigrationInfo step : schema.all()) {
            if (step.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new IllegalTransitionException("The ledger's schema is " + step.getVersion()
                        + ", newer than this version; use the version that runs on it.");
            }
            if (!step.getState().isApplied()) {
                throw new IllegalTransitionException("The ledger's schema lacks step " + step.getVersion()
                        + ", it is older than this version; it is brought up to date when the product of this version"
                        + " starts.");
            }
        }
    }

    private static Flyway flyway(DataSource database, boolean sqlite) {
        return schema(database, sqlite).load();
    }

    static FluentConfiguration schema(DataSource database, boolean sqlite) {
        return Flyway.configure()
                .dataSource(database)
                .placeholders(Map.of(
                        "id",
                                sqlite
                                        ? "integer primary key autoincrement"
                                        : "bigint generated always as identity primary key",
                        "bytes", sqlite ? "blob" : "bytea",
                        "now", sqlite ? "cast(strftime('%s', 'now') as integer) * 1000" : "now()"));
    }

    static Path file(String sqliteUrl) {
        String name = sqliteUrl.substring(SQLITE.length()).split("\\?", 2)[0];
        return Path.of(name.startsWith("file:") ? name.substring("file:".length()) : name)
                .toAbsolutePath();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** For statements that only read: outside of a transaction they do not wait for those who write. */
    JdbcClient reads() {
        return reads;
    }

    /** Runs the work in the transaction of the calling thread, or in a new one. */
    <T> T inTransaction(Supplier<T> work) {
        return inTransaction(work, GroupCommit.Place.BEHIND);
    }

    private <T> T inTransaction(Supplier<T> work, GroupCommit.Place place) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        return sqlite ? groupCommit.run(work, place) : transactions.execute(status -> work.get());
    }

    /** As {@link #inTransaction}, for somebody who waits for an answer: no payout that is at work stands before him. */
    <T> T inTransactionAtOnce(Supplier<T> work) {
        return atOnce(() -> inTransaction(work, GroupCommit.Place.IN_FRONT));
    }

    /** Reads, or does what has a transaction of its own, as {@link #inTransactionAtOnce}. */
    <T> T atOnce(Supplier<T> work) {
        return connections.answering(work);
    }

    DataSource forLedger() {
        return connections.forLedger();
    }

    /** For db-scheduler: joins a transaction of the calling thread when there is one. */
    public DataSource schedulerDataSource() {
        return connections.forScheduler();
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
        connections.answering(() -> jdbc.sql("select 1").query(Integer.class).single());
    }

    @Override
    public void close() {
        connections.close();
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
