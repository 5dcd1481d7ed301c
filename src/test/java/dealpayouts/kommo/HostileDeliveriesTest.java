package dealpayouts.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of these bodies took seconds, gigabytes or the stack if the parser were careless. */
class HostileDeliveriesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final DeliveryParser parser = new DeliveryParser();

    @Test
    void aHundredThousandDealsAreReadAndOneMoreIsRefused() {
        assertThat(parse(deals(100_000, i -> "leads[status][" + i + "][id]=" + (i + 1))
                                .substring(1))
                        .deals())
                .hasSize(100_000);
        assertThatExceptionOfType(UnusableDeliveryException.class)
                .isThrownBy(() -> parse(deals(100_001, i -> "a=b")))
                .withMessage("The delivery holds more than 100,000 values, so it was not read.");
        assertThatExceptionOfType(UnusableDeliveryException.class)
                .isThrownBy(() -> parse("{\"x\":[" + "[],".repeat(100_000) + "1]}"))
                .withMessage("The delivery holds more than 100,000 values, so it was not read.");
    }

    @Test
    void numbersWithEqualHashesCostNoMore() {
        // The two halves of a long cancel each other out in its hash.
        assertThat(parse(deals(50_000, i -> {
                            long id = (long) i << 32 | i;
                            return "leads[add][" + id + "][id]=" + (id + 1) + "&x=y";
                        }))
                        .deals())
                .hasSize(50_000);
    }

    @Test
    void namesWithEqualHashesCostNoMore() {
        String names = IntStream.range(0, 1 << 14)
                .mapToObj(i -> Integer.toBinaryString(i | 1 << 14)
                        .substring(1)
                        .replace("0", "Aa")
                        .replace("1", "BB"))
                .map(name -> "\"" + name + "\":1")
                .collect(Collectors.joining(","));
        assertThat(parse("{" + names + ",\"leads\":{\"status\":[{\"id\":1," + names + "}]}}")
                        .deals())
                .hasSize(1);
    }

    @Test
    void deepFormKeysAreLeftOut() {
        assertThat(parse("leads[status][0][id]=1&leads" + "[x]".repeat(500_000) + "=1&a" + "[".repeat(500_000) + "=1"))
                .satisfies(delivery -> {
                    assertThat(delivery.deals()).hasSize(1);
                    assertThat(delivery.problems()).hasSize(2);
                });
    }

    @Test
    void jsonNestedDeeperThanSixteenLevelsIsPassedOver() {
        String deep = "[".repeat(200) + "{\"a\":1}" + "]".repeat(200);
        assertThat(parse("{\"x\":" + deep + ",\"leads\":{\"status\":[{\"id\":1,\"y\":" + deep + "}]}}"))
                .satisfies(delivery -> {
                    assertThat(delivery.deals()).hasSize(1);
                    assertThat(delivery.problems())
                            .containsExactly("A value was left out: it is nested deeper than 16 levels.");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[]", "{\"a\":[],\"b\":"})
    void jsonThatNeverEndsIsRefused(String unit) {
        assertThatExceptionOfType(UnusableDeliveryException.class)
                .isThrownBy(() -> parse("{\"x\":" + unit.repeat(200_000)));
    }

    @Test
    void longNumbersAndTextsAreReadOnce() {
        String digits = "9".repeat(2_000_000);
        assertThat(parse("leads[status][0][id]=" + digits + "&leads[status][1][id]=7&" + "%".repeat(1_000_000) + "=1")
                        .deals())
                .hasSize(1);
        assertThatExceptionOfType(UnusableDeliveryException.class)
                .isThrownBy(() -> parse("{\"leads\":{\"status\":[{\"id\":" + digits + "}"));
    }

    private static String deals(int count, IntFunction<String> pair) {
        return IntStream.range(0, count).mapToObj(pair).collect(Collectors.joining("&", "&", ""));
    }

    private WebhookPayload parse(String body) {
        return Assertions.assertTimeoutPreemptively(SOON, () -> parser.parse(null, body.getBytes(UTF_8)));
    }
}
