package dealpayouts.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

    private static final String SECRET = "a-long-random-text";

    private final WebhookSecret secret = new WebhookSecret(SECRET);

    @Test
    void knowsTheRightOne() {
        assertThat(secret.isWrong(SECRET)).isFalse();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a-long-random-tex", "a-long-random-text ", "A-LONG-RANDOM-TEXT", "a-long-random-texta"})
    void refusesAnyOther(String other) {
        assertThat(secret.isWrong(other)).isTrue();
    }

    @Test
    void isNotToldByItsOwnText() {
        assertThat(secret.toString()).doesNotContain(SECRET);
    }
}
