package dealpayouts.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days of paying on which processes are killed all the time: each accepted payout is paid once or visibly waits. */
class KillsChaos {

    @Test
    void nothingIsLostOrDoubledOnSqlite() {
        assertThatAllIsWell("kills-sqlite", ChaosSettings.onSqlite());
    }

    @Test
    void nothingIsLostOrDoubledOnPostgresqlWithSeveralNodes() {
        assertThatAllIsWell("kills-postgresql", ChaosSettings.onPostgresql());
    }

    @Test
    void nothingIsLostOrDoubledInBatchesOnSqlite() {
        assertThatAllIsWell("kills-batches-sqlite", ChaosSettings.onSqlite().inBatches(Dialect.PLATFORM));
    }

    @Test
    void nothingIsLostOrDoubledInBatchesOnPostgresqlWithSeveralNodes() {
        assertThatAllIsWell(
                "kills-batches-postgresql", ChaosSettings.onPostgresql().inBatches(Dialect.PLATFORM));
    }

    @Test
    void nothingIsLostOrDoubledInBatchesOfTheGuideOnSqlite() {
        assertThatAllIsWell(
                "kills-batches-guide-sqlite", ChaosSettings.onSqlite().inBatches(Dialect.GUIDE));
    }

    @Test
    void nothingIsLostOrDoubledInBatchesOfTheGuideOnPostgresqlWithSeveralNodes() {
        assertThatAllIsWell(
                "kills-batches-guide-postgresql", ChaosSettings.onPostgresql().inBatches(Dialect.GUIDE));
    }

    private static void assertThatAllIsWell(String name, ChaosSettings settings) {
        Days days = new Days(FastJar.withArchive());
        List<DayReport> reports = days.play(settings);
        Tables.print(name, Tables.ofDays(reports));
        Tables.print(name + "-places", Tables.ofPlaces(days.routes(), days.places()));

        assertThat(reports).allSatisfy(day -> {
            assertThat(day.verdict().problems()).isEmpty();
            assertThat(day.verdict().paid()).isPositive();
        });
    }
}
