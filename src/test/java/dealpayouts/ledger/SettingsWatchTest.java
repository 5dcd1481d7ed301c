package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.doctor.SettingsWatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes look at their settings once together, and at settings of their own by themselves. */
class SettingsWatchTest {

    private static final String OURS = "a".repeat(64);
    private static final String OTHERS = "b".repeat(64);
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private Path folder;

    private final Clock clock = Clock.fixed(Instant.parse("2026-09-01T10:00:00Z"), ZoneOffset.UTC);
    private LedgerDatabase database;

    @BeforeEach
    void open() {
        database = LedgerDatabase.open("jdbc:sqlite:" + folder.resolve("ledger.db"), "", "", 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private SettingsWatch node(String settings) {
        return new SettingsWatch(
                null,
                null,
                null,
                new SettingProblems(database, clock),
                new Leases(database, clock),
                settings,
                HOUR_MS,
                clock);
    }

    @Test
    void eachNodeLooksAfterItsStartAndThenOneForAll() {
        SettingsWatch first = node(OURS);
        SettingsWatch second = node(OURS);

        assertThat(first.isDue("kommo")).isTrue();
        assertThat(second.isDue("kommo")).isTrue();
        assertThat(first.isDue("kommo")).isFalse();
        assertThat(second.isDue("kommo")).isFalse();
        assertThat(first.isDue("wise")).isTrue();
        assertThat(node(OTHERS).isDue("kommo")).isTrue();
    }

    @Test
    void whatIsWrongHoldsForTheSameSettingsAndIsForgottenWhenItIsWell() {
        SettingProblems problems = new SettingProblems(database, clock);
        SettingProblems.Problem problem =
                new SettingProblems.Problem("Pay stage", "there is no stage 99", "set it", clock.instant());

        problems.replace("kommo", OURS, List.of(problem));

        assertThat(node(OURS).sentences()).containsExactly("Pay stage: there is no stage 99; set it");
        assertThat(node(OTHERS).sentences()).isEmpty();
        problems.replace("wise", OURS, List.of());
        assertThat(problems.of(OURS)).containsExactly(problem);
        problems.replace("kommo", OURS, List.of());
        assertThat(problems.of(OURS)).isEmpty();
    }
}
