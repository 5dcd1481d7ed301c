package dealpayouts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dealpayouts.wise.WiseKeys;
import dealpayouts.wise.WiseSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

    private static final String KEY = WiseKeys.of("https://api.wise.com");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token-1",
                " token-1\n",
                "\"token-1\"",
                "'token-1'",
                " \"token-1\" \n",
                "\"token-1\\n\"",
                "token-1\\n",
                "\"token-1\\r\\n\""
            })
    void aSecretIsWhatStandsBetweenTheQuotes(String text) {
        assertThat(SecretText.of(text)).isEqualTo("token-1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\"\"", "' '"})
    void nothingIsNoSecret(String text) {
        assertThat(SecretText.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"to\"ken", "\"token", "token'", "\"token'", "to\\nken"})
    void whatStandsInsideStays(String text) {
        assertThat(SecretText.of(text)).isEqualTo(text);
    }

    @Test
    void aKeyOnOneLineIsAKey() {
        String line = KEY.strip().replace("\n", "\\n");

        assertThat(SecretText.key("\"" + line + "\\n\"")).isEqualTo(KEY.strip());
        assertThat(SecretText.key(KEY.replace("\n", "\\r\\n"))).isEqualTo(KEY.strip());
        assertThatCode(() -> WiseSignature.rsa(SecretText.key("'" + line + "'")))
                .doesNotThrowAnyException();
    }
}
