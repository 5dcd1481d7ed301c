package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingScheduleTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");
    private static final PollingSchedule WATCH = new PollingSchedule(
            Duration.ofMinutes(2).toMillis(), Duration.ofDays(10).toMillis());

    @ParameterizedTest
    @CsvSource({
        "processing, PT0S, PT2M",
        "processing, PT59M59S, PT2M",
        "processing, PT1H, PT1H",
        "processing, PT23H59M, PT1H",
        "processing, PT24H, PT24H",
        "processing, PT2400H, PT24H",
        "incoming_payment_waiting, PT0S, PT2M",
        "bounced_back, PT30M, PT2M",
        "bounced_back, PT2400H, PT24H",
        "gone_fishing, PT2H, PT1H",
        "outgoing_payment_sent, PT0S, PT24H",
        "outgoing_payment_sent, PT239H, PT24H",
        "cancelled, PT239H, PT24H",
    })
    void theOlderTheStateTheRarerTheLook(String state, Duration age, Duration next) {
        assertThat(WATCH.next(state, NOW.minus(age), NOW)).isEqualTo(NOW.plus(next));
    }

    @ParameterizedTest
    @CsvSource({"outgoing_payment_sent, PT240H", "cancelled, PT240H"})
    void whatWasSentOrCancelledIsLeftAloneAfterTenDays(String state, Duration age) {
        assertThat(WATCH.next(state, NOW.minus(age), NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"funds_refunded", "charged_back"})
    void nothingMoreIsExpectedOfMoneyThatIsBack(String state) {
        assertThat(WATCH.next(state, NOW, NOW)).isNull();
    }

    @Test
    void aStateFromTheFutureIsLookedAtSoon() {
        assertThat(WATCH.next("processing", NOW.plus(Duration.ofDays(1)), NOW)).isEqualTo(NOW.plusSeconds(120));
    }
}
