package dealpayouts.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.doctor.CheckResult.Mark;
import dealpayouts.standin.KommoAdministration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token says about its own end is read without being trusted. */
class TokenExpiryTest {

    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"-1, PROBLEM", "1, NOTE", "29, NOTE", "31, OK", "1500, OK"})
    void howManyDaysAreLeftDecides(int days, Mark mark) {
        String token = KommoAdministration.token(NOW.plus(Duration.ofDays(days)));

        assertThat(judge(token).mark()).isEqualTo(mark);
    }

    @Test
    void theDayIsNamed() {
        assertThat(judge(KommoAdministration.token(Instant.parse("2026-09-11T13:00:00Z")))
                        .found())
                .isEqualTo("accepted; it expires on 2026-09-11, in 10 days");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b1946ac9-opaque",
                "a.b",
                "a.%%%.c",
                "a.bm90IGpzb24.c",
                "a.e30.c",
                "",
                "..",
            })
    void aTokenThatSaysNothingIsTakenAsItIs(String token) {
        assertThat(TokenExpiry.of(token)).isEmpty();
        assertThat(judge(token).mark()).isEqualTo(Mark.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":\"soon\"}",
                "{\"exp\":1.5}",
                "{\"exp\":99999999999999999999}",
                "{\"exp\":9223372036854775807}",
                "[]"
            })
    void anEndThatIsNoTimeIsNone(String claims) {
        String body = Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));

        assertThat(TokenExpiry.of("a." + body + ".c")).isEmpty();
    }

    @Test
    void theTokenItselfIsNotShown() {
        String token = KommoAdministration.token(NOW.minusSeconds(1));

        assertThat(judge(token).toString()).doesNotContain(token.split("\\.")[1]);
    }

    private static CheckResult judge(String token) {
        return TokenExpiry.judge("Kommo token", "KOMMO_ACCESS_TOKEN", token, NOW, false);
    }
}
