package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dealpayouts.e2e.LedgerAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a ledger began. */
class WatermarksTest {

    private static final Instant OLDEST = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @EnumSource(Store.class)
    void aNewLedgerBeginsNow(Store store) {
        assertThat(began(store.fresh())).isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aLedgerThatIsInUseBeganWithItsOldestPayout(Store store) throws SQLException {
        LedgerAddress at = store.fresh();
        migrateToSecondVersion(at, store);
        addPayout(at, 1, OLDEST.plusSeconds(60));
        addPayout(at, 2, OLDEST);

        assertThat(began(at)).isEqualTo(OLDEST);
    }

    private static Instant began(LedgerAddress at) {
        try (LedgerDatabase database = LedgerDatabase.open(at.url(), at.user(), at.password(), 2)) {
            return new Watermarks(database).began();
        }
    }

    private static void migrateToSecondVersion(LedgerAddress at, Store store) {
        boolean sqlite = store == Store.SQLITE;
        Flyway.configure()
                .dataSource(at.url(), at.user(), at.password())
                .target("2")
                .placeholders(Map.of(
                        "id",
                                sqlite
                                        ? "integer primary key autoincrement"
                                        : "bigint generated always as identity primary key",
                        "bytes", sqlite ? "blob" : "bytea"))
                .load()
                .migrate();
    }

    private static void addPayout(LedgerAddress at, long deal, Instant createdAt) throws SQLException {
        try (Connection connection = at.connect();
                var insert = connection.prepareStatement(
                        "insert into payout (account, deal_id, cycle, customer_transaction_id, state, version, created_at,"
                                + " updated_at) values ('northlight', ?, 1, ?, 'FUNDED', 1, ?, ?)")) {
            insert.setLong(1, deal);
            insert.setString(2, String.valueOf(deal));
            insert.setTimestamp(3, Timestamp.from(createdAt));
            insert.setTimestamp(4, Timestamp.from(createdAt));
            insert.executeUpdate();
        }
    }
}
