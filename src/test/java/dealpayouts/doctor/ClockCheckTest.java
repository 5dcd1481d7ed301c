package dealpayouts.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.doctor.CheckResult.Mark;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether this machine's clock agrees with a remote's. */
class ClockCheckTest {

    private final ClockCheck check = new ClockCheck(Clock.fixed(Instant.parse("2026-09-01T12:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 1 Sep 2026 12:00:00 GMT | OK | 0 s ahead",
                "Tue, 01 Sep 2026 12:01:00 GMT | OK | 60 s behind",
                "Tue, 1 Sep 2026 12:01:01 GMT | PROBLEM | 61 s behind",
                "Tue, 1 Sep 2026 10:00:00 GMT | PROBLEM | 7200 s ahead",
                "yesterday | NOT_CHECKED | Kommo did not say what time it is",
                " | NOT_CHECKED | Kommo did not say what time it is"
            })
    void aMinuteIsAllowed(String date, Mark mark, String found) {
        CheckResult finding = check.judge("Kommo", date);

        assertThat(finding.mark()).isEqualTo(mark);
        assertThat(finding.found()).isEqualTo(found);
    }
}
