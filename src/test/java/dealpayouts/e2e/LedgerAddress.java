package dealpayouts.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
        String name = "ledger" + COUNT.incrementAndGet();
        try {
            asAdministrator("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new LedgerAddress(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "postgres");
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

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
