package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.TransactionException;

class LockedSqliteTest {

    @TempDir
    Path folder;

    private LedgerDatabase database;

    @BeforeEach
    void open() {
        database = LedgerDatabase.open(url(), "", "", 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aTransactionGivesUpWithinTwoSeconds() throws SQLException {
        Instant began = Instant.now();

        failWhileLocked();

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void transactionsWorkAgainWhenTheLockIsGone() throws SQLException {
        failWhileLocked();

        database.inTransaction(this::insert);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void transactionsAreStillAllOrNothingWhenTheLockIsGone() throws SQLException {
        failWhileLocked();

        assertThatThrownBy(() -> database.inTransaction(() -> {
                    insert();
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");

        assertThat(rows()).isZero();
    }

    private void failWhileLocked() throws SQLException {
        try (Connection other = DriverManager.getConnection(url());
                var statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> database.inTransaction(this::insert)).isInstanceOf(TransactionException.class);
        }
    }

    private int insert() {
        return database.jdbc()
                .sql("insert into delivery (received_at, source, body) values (0, 'KOMMO', x'00')")
                .update();
    }

    private int rows() {
        return database.jdbc()
                .sql("select count(*) from delivery")
                .query(Integer.class)
                .single();
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("ledger.db");
    }
}
