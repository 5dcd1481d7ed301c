package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiseTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-07-31T08:44:05Z,2026-07-31T08:44:05Z",
        "2026-07-31 08:44:02,2026-07-31T08:44:02Z",
        "2026-06-04T10:52:37,2026-06-04T10:52:37Z",
        "2018-01-10T12:15:00.000+0000,2018-01-10T12:15:00Z",
        "2026-09-01T10:00:00.123456789Z,2026-09-01T10:00:00.123456789Z",
        "2026-07-31T08:44:05.5+02:00,2026-07-31T06:44:05.5Z",
        "2026-07-31T08:44:05-0330,2026-07-31T12:14:05Z",
        "' 2026-07-31T08:44:05Z\n',2026-07-31T08:44:05Z"
    })
    void readsEveryFormatOfWiseAndTakesUtcWithoutAZone(String text, Instant time) {
        assertThat(WiseTimes.read(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "soon",
                "1760000300",
                "2026-07-31",
                "08:44:05",
                "2026-02-30T00:00:00Z",
                "2026-07-31T24:00:00Z",
                "2026-07-3108:44:05",
                "2026-07-31T 08:44:05",
                "2026-07-31T08:44:05Zulu",
                "31.07.2026 08:44:05"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WiseTimes.read(text))
                .withMessageEndingWith("expected one such as 2026-07-31T08:44:05Z.");
    }
}
