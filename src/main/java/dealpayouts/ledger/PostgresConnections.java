package dealpayouts.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The connections to PostgreSQL, in three groups. Hundreds of payouts may be at work and want to store something: they wait
 * for their turn, and who waits for an answer does not stand behind them.
 *
 * <ul>
 *   <li>work: for the transactions of payouts, which wait for a connection rather than fail,
 *   <li>answers: for webhooks and the health check, which soon say that it did not work,
 *   <li>scheduler: for db-scheduler's own statements, of which there are several for each piece of work. They do not wait for
 *       the disk: when the machine loses them, work is found as it was before and carried out once more, which it may be at
 *       any time. What was committed with the wait is on disk with all that was committed before it.
 * </ul>
 */
final class PostgresConnections implements Connections {

    /** Below the two seconds in which Kommo wants an answer (Kommo reference §3.6), be it a 503. */
    private static final long ANSWER_WAIT_MS = 1_800;

    /**
     * A node that stands still in the middle of a transaction would hold its rows for as long, and with them the nodes
     * that are to take over. Transactions here last milliseconds; PostgreSQL undoes one that is forgotten.
     */
    private static final String SETTINGS = "set idle_in_transaction_session_timeout = 10000";

    private static final String QUICK = "; set synchronous_commit = off";

    private final ThreadLocal<Boolean> answering = new ThreadLocal<>();
    private final HikariDataSource work;
    private final HikariDataSource answers;
    private final HikariDataSource scheduler;
    private final DataSource forLedger;
    private final DataSource forScheduler;

    /** @param connections how many there may be, at least four */
    PostgresConnections(String url, String user, String password, int connections) {
        int forAnswers = Math.max(1, connections / 5);
        int forTheScheduler = Math.max(1, connections / 4);
        int forWork = Math.max(2, connections - forAnswers - forTheScheduler);
        work = pool("work", url, user, password, forWork, LedgerDatabase.WORK_WAIT_MS, SETTINGS);
        answers = pool("answers", url, user, password, forAnswers, ANSWER_WAIT_MS, SETTINGS);
        scheduler =
                pool("scheduler", url, user, password, forTheScheduler, LedgerDatabase.WORK_WAIT_MS, SETTINGS + QUICK);
        forLedger = new DelegatingDataSource(work) {
            @Override
            public Connection getConnection() throws SQLException {
                return answering.get() == null ? super.getConnection() : answers.getConnection();
            }
        };
        forScheduler = new DelegatingDataSource(new TransactionAwareDataSourceProxy(forLedger)) {
            @Override
            public Connection getConnection() throws SQLException {
                return TransactionSynchronizationManager.isActualTransactionActive()
                        ? super.getConnection()
                        : scheduler.getConnection();
            }
        };
    }

    private static HikariDataSource pool(
            String name, String url, String user, String password, int connections, long waitMs, String settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(waitMs);
        config.setConnectionInitSql(settings);
        return new HikariDataSource(config);
    }

    @Override
    public DataSource forLedger() {
        return forLedger;
    }

    @Override
    public DataSource forReading() {
        return forLedger;
    }

    @Override
    public DataSource forScheduler() {
        return forScheduler;
    }

    @Override
    public <T> T answering(Supplier<T> asked) {
        Boolean before = answering.get();
        answering.set(true);
        try {
            return asked.get();
        } finally {
            answering.set(before);
        }
    }

    @Override
    public void close() {
        List.of(scheduler, answers, work).forEach(HikariDataSource::close);
    }
}
