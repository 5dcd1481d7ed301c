package dealpayouts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "12.30, 12.30",
        "'\"12.30\"', 12.30",
        "'\" 12.30 \"', 12.30",
        "'\"-0.05\"', -0.05",
        "'\"9007199254740993\"', 9007199254740993",
        "0.92000000000000000012345678901234567890123456789, 0.92000000000000000012345678901234567890123456789",
        "1E+2, 100",
        "'\"1E2\"', 100"
    })
    void aNumberIsReadExactlyAlsoWhenItIsWrittenAsText(String written, BigDecimal number) {
        assertThat(Json.number(Json.read(written)))
                .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"\"",
                "\"twelve\"",
                "\"1,234.50\"",
                "\"12.30 USD\"",
                "\"NaN\"",
                "\"1E999999999\"",
                "1E999999999",
                "[12.30]",
                "{\"value\":12.30}",
                "\"٣\""
            })
    void whatIsNoNumberIsNotRead(String written) {
        assertThat(Json.number(Json.read(written))).isEmpty();
    }

    @Test
    void aListIsAList() {
        assertThat(Json.list("[1,2]")).hasSize(2);
        assertThat(Json.list("{\"_embedded\":{\"notes\":[]}}", "_embedded", "notes"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "\"[]\"", "{\"notes\":[]}", "{\"_embedded\":{\"notes\":{}}}"})
    void whatIsAnotherThingIsNoList(String answer) {
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> Json.list(answer));
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> Json.list(answer, "_embedded", "notes"));
    }

    @Test
    void anAnswerIsAboutWhatWasAskedFor() {
        assertThat(Json.entity("{\"id\":7,\"a\":1}", 7).path("a").asInt()).isOne();
        assertThat(Json.entity("{\"id\":\"7\"}", 7).path("id").asText()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":8}", "[{\"id\":7}]", "{\"id\":null}", "7"})
    void anAnswerAboutAnotherThingIsUnreadable(String answer) {
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> Json.entity(answer, 7));
    }

    @Test
    void whatIsUnreadableIsNotQuoted() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> Json.read("{\"iban\":DE89370400440532013000}"))
                .satisfies(unreadable -> assertThat(unreadable.getMessage()).doesNotContain("37040044"));
    }
}
