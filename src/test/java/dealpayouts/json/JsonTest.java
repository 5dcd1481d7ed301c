package dealpayouts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "1.10", "123456789012345678901234567890.123456789", "9007199254740993"})
    void numbersKeepTheirDigits(String number) {
        assertThat(Json.write(Json.read("{\"n\":" + number + "}"))).isEqualTo("{\"n\":" + number + "}");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {" ", "{", "{\"a\":1}x", "<html>", "{\"n\":1e99999999999}", "{\"n\":1e-99999999999}", "\u0000"})
    void whatIsNoJsonIsUnreadable(String text) {
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> Json.read(text));
    }

    @Test
    void whatIsUnreadableIsNotQuoted() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> Json.read("{\"iban\":DE89370400440532013000}"))
                .satisfies(unreadable -> assertThat(unreadable.getMessage()).doesNotContain("37040044"));
    }
}
