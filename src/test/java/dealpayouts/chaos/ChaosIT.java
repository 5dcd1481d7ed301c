package dealpayouts.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A short day of {@link KillsChaos} in each build. */
class ChaosIT {

    @Test
    void nothingIsLostOrDoubledWhileTheProductIsKilled() {
        Days days = new Days(FastJar.withArchive());
        List<DayReport> reports = days.play(ChaosSettings.inEachBuild());
        Tables.print("short", Tables.ofDays(reports));

        assertThat(reports).singleElement().satisfies(day -> {
            assertThat(day.verdict().problems()).isEmpty();
            assertThat(day.verdict().paid()).isPositive();
        });
    }
}
