package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.e2e.LedgerAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

class LedgerDatabaseTest {

    /** As SQLite numbers how commits wait for the disk. */
    private static final int NORMAL = 1;

    private static final int FULL = 2;
    private static final int CONNECTIONS = 4;

    @ParameterizedTest
    @EnumSource(Store.class)
    void anExistingLedgerIsOpenedWithWhatIsInIt(Store store) {
        LedgerAddress at = store.fresh();
        try (LedgerDatabase first = open(at)) {
            keepDelivery(first, "KOMMO");
        }

        try (LedgerDatabase again = open(at)) {
            assertThat(again.jdbc()
                            .sql("select source from delivery")
                            .query(String.class)
                            .list())
                    .containsExactly("KOMMO");
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void whatOnlyReadsDoesNotWaitForWhoWritesAndSeesWhatIsCommitted(Store store) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (LedgerDatabase database = open(store.fresh())) {
            database.inTransaction(() -> {
                keepDelivery(database, "KOMMO");
                assertThat(deliveries(database)).isOne();
                assertThat(thread.submit(() -> deliveries(database)))
                        .succeedsWithin(Duration.ofSeconds(5))
                        .isEqualTo(0L);
                return null;
            });

            assertThat(deliveries(database)).isOne();
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void whatOnlyReadsCannotWriteToSqlite() {
        try (LedgerDatabase database = open(Store.SQLITE.fresh())) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(
                            () -> database.reads().sql("delete from delivery").update())
                    .withMessageContaining("readonly");
        }
    }

    private static long deliveries(LedgerDatabase database) {
        return database.reads()
                .sql("select count(*) from delivery")
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aTransactionThatFailsLeavesNothing(Store store) {
        try (LedgerDatabase database = open(store.fresh())) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> database.inTransaction(() -> {
                        keepDelivery(database, "KOMMO");
                        throw new IllegalStateException();
                    }));

            assertThat(database.jdbc()
                            .sql("select count(*) from delivery")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aJournalLineNeedsItsPayout(Store store) {
        try (LedgerDatabase database = open(store.fresh())) {
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> database.jdbc()
                    .sql("insert into journal (payout_id, at, step, outcome, actor)"
                            + " values (99, ?, 'step', 'outcome', 'actor')")
                    .param(new Timestamp(0))
                    .update());
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aCommandMakesNoLedger(Store store) {
        LedgerAddress at = store.fresh();

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> openBeside(at))
                .withMessageContaining("when the product starts first");
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aCommandBringsNoSchemaUpToDate(Store store) {
        LedgerAddress at = store.fresh();
        try (LedgerDatabase database = open(at)) {
            database.jdbc()
                    .sql("delete from flyway_schema_history where installed_rank ="
                            + " (select max(installed_rank) from flyway_schema_history)")
                    .update();
        }

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> openBeside(at))
                .withMessageContaining("older than this version");
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aCommandOfAnOlderVersionLeavesTheLedgerAlone(Store store) {
        LedgerAddress at = store.fresh();
        try (LedgerDatabase database = open(at)) {
            database.jdbc()
                    .sql("insert into flyway_schema_history (installed_rank, version, description, type, script,"
                            + " checksum, installed_by, installed_on, execution_time, success)"
                            + " select 1000, '999', description, type, script, checksum, installed_by, installed_on,"
                            + " execution_time, success from flyway_schema_history where installed_rank = 1")
                    .update();
        }

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> openBeside(at))
                .withMessageContaining("999, newer than this version");
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aCommandWorksBesideTheProduct(Store store) {
        LedgerAddress at = store.fresh();
        try (LedgerDatabase product = open(at);
                LedgerDatabase command = openBeside(at)) {
            keepDelivery(product, "KOMMO");
            keepDelivery(command, "WISE");

            assertThat(product.jdbc()
                            .sql("select count(*) from delivery")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void theCommandBeforeTheFirstStartMakesTheLedgerOnce(Store store) {
        LedgerAddress at = store.fresh();

        try (LedgerDatabase made = openBesideOrMake(at)) {
            keepDelivery(made, "KOMMO");
        }
        try (LedgerDatabase again = openBesideOrMake(at);
                LedgerDatabase product = open(at)) {
            keepDelivery(product, "WISE");

            assertThat(again.jdbc()
                            .sql("select count(*) from delivery")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void norDoesItBringASchemaUpToDate(Store store) {
        LedgerAddress at = store.fresh();
        try (LedgerDatabase database = open(at)) {
            database.jdbc()
                    .sql("delete from flyway_schema_history where installed_rank ="
                            + " (select max(installed_rank) from flyway_schema_history)")
                    .update();
        }

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> openBesideOrMake(at))
                .withMessageContaining("older than this version");
    }

    @Test
    void aLedgerInMemoryWouldBeGoneWithTheCommand() {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> LedgerDatabase.openBesideOrMake("jdbc:sqlite::memory:", "", ""))
                .withMessageContaining("There is no ledger");
    }

    private static LedgerDatabase openBesideOrMake(LedgerAddress at) {
        return LedgerDatabase.openBesideOrMake(at.url(), at.user(), at.password());
    }

    private static LedgerDatabase openBeside(LedgerAddress at) {
        return LedgerDatabase.openBeside(at.url(), at.user(), at.password());
    }

    @Test
    void onlyWorkThatMayBeRepeatedDoesNotWaitForTheDisk() throws SQLException {
        try (LedgerDatabase database = open(Store.SQLITE.fresh())) {
            try (Connection scheduler = database.schedulerDataSource().getConnection()) {
                assertThat(synchronous(scheduler)).isEqualTo(NORMAL);
            }
            assertThat(pragma(database, "synchronous")).isEqualTo(String.valueOf(FULL));
            database.inTransaction(() -> {
                try (Connection joined = database.schedulerDataSource().getConnection()) {
                    assertThat(synchronous(joined)).isEqualTo(FULL);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                return null;
            });
        }
    }

    @Test
    void aQuickConnectionWithATransactionOfItsOwnIsNotUsedAgain() throws SQLException {
        try (LedgerDatabase database = open(Store.SQLITE.fresh())) {
            Connection scheduler = database.schedulerDataSource().getConnection();
            scheduler.setAutoCommit(false);
            synchronous(scheduler);

            assertThatExceptionOfType(SQLException.class).isThrownBy(scheduler::close);

            assertThat(pragma(database, "synchronous")).isEqualTo(String.valueOf(FULL));
        }
    }

    private static int synchronous(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma synchronous")) {
            return row.getInt(1);
        }
    }

    @Test
    void sqliteSurvivesAPowerCut() {
        try (LedgerDatabase database = open(LedgerAddress.freshSqlite())) {
            assertThat(List.of(pragma(database, "journal_mode"), pragma(database, "synchronous")))
                    .containsExactly("wal", "2");
        }
    }

    /** It would hold up all others in what it was just changing. */
    @Test
    void postgresqlEndsTheTransactionOfANodeThatStandsStill() {
        try (LedgerDatabase database = open(LedgerAddress.freshPostgresql())) {
            assertThat(database.jdbc()
                            .sql("show idle_in_transaction_session_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("10s");
        }
    }

    @Test
    void onPostgresqlOnlyTheSchedulersOwnStatementsDoNotWaitForTheDisk() throws SQLException {
        try (LedgerDatabase database = open(LedgerAddress.freshPostgresql().durable())) {
            try (Connection scheduler = database.schedulerDataSource().getConnection()) {
                assertThat(synchronousCommit(scheduler)).isEqualTo("off");
            }
            database.inTransaction(() -> {
                try (Connection joined = database.schedulerDataSource().getConnection()) {
                    assertThat(synchronousCommit(joined)).isEqualTo("on");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                return null;
            });
        }
    }

    private static String synchronousCommit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show synchronous_commit")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void whoWaitsForAnAnswerDoesNotWaitForWork() throws Exception {
        try (LedgerDatabase database = open(LedgerAddress.freshPostgresql());
                BusyWorkers ignored = new BusyWorkers(database, CONNECTIONS * 2)) {
            database.inTransactionAtOnce(() -> {
                keepDelivery(database, "KOMMO");
                return null;
            });
            database.check();
        }
    }

    @Test
    void workWaitsForAConnectionLongerThanWhoWaitsForAnAnswer() throws Exception {
        try (LedgerDatabase database = open(LedgerAddress.freshPostgresql());
                BusyWorkers workers = new BusyWorkers(database, CONNECTIONS * 2)) {
            Future<Integer> late = workers.another(() -> 1);
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> late.get(2, TimeUnit.SECONDS));

            workers.release();

            assertThat(late.get()).isEqualTo(1);
        }
    }

    /** More transactions of work than there are connections, until they are released. */
    private static final class BusyWorkers implements AutoCloseable {
        private final LedgerDatabase database;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch begun = new CountDownLatch(2);

        BusyWorkers(LedgerDatabase database, int count) throws InterruptedException {
            this.database = database;
            for (int i = 0; i < count; i++) {
                another(() -> {
                    begun.countDown();
                    awaitRelease();
                    return 0;
                });
            }
            begun.await();
        }

        private void awaitRelease() {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        <T> Future<T> another(Supplier<T> work) {
            return threads.submit(() -> database.inTransaction(work));
        }

        void release() {
            released.countDown();
        }

        @Override
        public void close() {
            release();
            threads.shutdown();
        }
    }

    private static String pragma(LedgerDatabase database, String name) {
        return database.jdbc().sql("pragma " + name).query(String.class).single();
    }

    private static void keepDelivery(LedgerDatabase database, String source) {
        database.jdbc()
                .sql("insert into delivery (received_at, source, body) values (?, ?, ?)")
                .params(new Timestamp(0), source, new byte[0])
                .update();
    }

    private static LedgerDatabase open(LedgerAddress at) {
        return LedgerDatabase.open(at.url(), at.user(), at.password(), CONNECTIONS);
    }
}
