package dealpayouts.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * SQLite for db-scheduler's own statements, of which there are several for each piece of work. They do not wait for the
 * disk: when the machine loses them, work that was begun, moved or done is found as it was before and carried out once more,
 * which it may be at any time. A process that is killed loses none of them. In a transaction of ours, work is scheduled as
 * durably as all else.
 */
final class RelaxedDurabilityConnections extends DelegatingDataSource {

    private static final int TRIES = 20;

    private final HikariDataSource pool;

    RelaxedDurabilityConnections(HikariDataSource pool) {
        super(new TransactionAwareDataSourceProxy(pool));
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return super.getConnection();
        }
        Connection connection = next();
        try {
            synchronous(connection, "normal");
        } catch (SQLException e) {
            drop(connection);
            throw e;
        }
        return (Connection) Proxy.newProxyInstance(
                RelaxedDurabilityConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Work waits longer for its turn than whoever waits for an answer. */
    private Connection next() throws SQLException {
        for (int i = 1; i < TRIES; i++) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException othersAreBefore) {
                if (pool.isClosed()) {
                    throw othersAreBefore;
                }
            }
        }
        return pool.getConnection();
    }

    /** SQLite refuses the change within a transaction, so that nothing of ours is ever committed on one that is quick. */
    private void giveBack(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            try {
                synchronous(connection, "full");
            } catch (SQLException e) {
                drop(connection);
                throw e;
            }
        }
        connection.close();
    }

    private void drop(Connection connection) throws SQLException {
        pool.evictConnection(connection);
        connection.close();
    }

    private static void synchronous(Connection connection, String level) throws SQLException {
        try (Statement pragma = connection.createStatement()) {
            pragma.execute("pragma synchronous = " + level);
        }
    }
}
