package dealpayouts.e2e;

import dealpayouts.ledger.LedgerDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a ledger is. */
public record LedgerAddress(String url, String user, String password) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A file in a temporary folder. */
    public static LedgerAddress freshSqlite() {
        try {
            return new LedgerAddress(
                    "jdbc:sqlite:" + Files.createTempDirectory("ledger").resolve("ledger.db"), "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database of its own in one PostgreSQL for the whole test run. */
    public static LedgerAddress freshPostgresql() {
        return newDatabase("");
    }

    /** As {@link #freshSqlite}, with its schema: a copy of one is made sooner than the schema. */
    public static LedgerAddress preparedSqlite() {
        LedgerAddress copy = freshSqlite();
        try {
            Files.copy(SqliteTemplate.LEDGER.file(), copy.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy.beginningNow();
    }

    /** As {@link #freshPostgresql}, with its schema. */
    public static LedgerAddress preparedPostgresql() {
        return PostgresqlCopies.take().beginningNow();
    }

    private static LedgerAddress newDatabase(String from) {
        String name = "ledger" + COUNT.incrementAndGet();
        try {
            asAdministrator("create database " + name + from);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new LedgerAddress(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    private LedgerAddress withSchema() {
        LedgerDatabase.open(url, user, password, LedgerDatabase.LEAST_CONNECTIONS)
                .close();
        return this;
    }

    /** What is older than the ledger is not paid because of a sweep, so a copy must not be older than it is. */
    private LedgerAddress beginningNow() {
        try (Connection connection = connect();
                var update = connection.prepareStatement("update watermark set at = ? where name = 'began'")) {
            update.setTimestamp(1, Timestamp.from(Instant.now()));
            update.executeUpdate();
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return Path.of(url.substring("jdbc:sqlite:".length()));
    }

    /** A connection beside the product's own, to look at the ledger or to hurt it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user.isEmpty() ? null : user, password.isEmpty() ? null : password);
    }

    /** Nobody can write to the ledger until the outage is closed. */
    public Outage breakDown() throws SQLException {
        return url.startsWith("jdbc:sqlite:") ? lockFile() : closeDatabase();
    }

    /** A commit to this PostgreSQL database survives a crash, as it does anywhere but in tests. */
    public LedgerAddress durable() {
        try {
            asAdministrator("alter database " + name() + " set synchronous_commit = on");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /**
     * All processes of PostgreSQL die as by a crash, because one of them was killed, and it recovers by itself; for all
     * databases of the test run.
     */
    public static void crashServer() throws SQLException {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            ProcessHandle.of(rows.getLong(1)).orElseThrow().destroyForcibly();
        }
    }

    /** Ends when it is closed. */
    public interface Outage extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private Outage lockFile() throws SQLException {
        Connection lock = connect();
        try (var statement = lock.createStatement()) {
            statement.execute("begin immediate");
        }
        return lock::close;
    }

    private Outage closeDatabase() throws SQLException {
        String name = name();
        asAdministrator("alter database " + name + " allow_connections false");
        asAdministrator("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        return () -> asAdministrator("alter database " + name + " allow_connections true");
    }

    private String name() {
        return url.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }

    private static void asAdministrator(String sql) throws SQLException {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class SqliteTemplate {
        static final LedgerAddress LEDGER = freshSqlite().withSchema();
    }

    /** The next copy is made while a test uses the one before. */
    private static final class PostgresqlCopies {
        private static final LedgerAddress TEMPLATE = freshPostgresql().withSchema();
        private static Future<LedgerAddress> next = begin();

        private static Future<LedgerAddress> begin() {
            return CompletableFuture.supplyAsync(
                    () -> newDatabase(" template " + TEMPLATE.name()).beginningNow());
        }

        static synchronized LedgerAddress take() {
            try {
                return next.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            } finally {
                next = begin();
            }
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        // It would go through hundreds of databases, none of which lives for a minute.
                        .setServerConfig("autovacuum", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
