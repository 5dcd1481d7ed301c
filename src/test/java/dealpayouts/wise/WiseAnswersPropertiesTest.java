package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.provider.FundingAnswer.Result;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WiseAnswersPropertiesTest {

    private static final String COMPLETED = "{\"type\":\"BALANCE\",\"status\":\"COMPLETED\",\"errorCode\":null}";

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> nearlyJson = Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"status\":",
                        "\"errors\":",
                        "\"code\":",
                        "\"error\":",
                        "\"message\":",
                        "\"errorCode\":",
                        "\"COMPLETED\"",
                        "\"REJECTED\"",
                        "\"<b>\"",
                        "null",
                        ",",
                        "1e999",
                        "\"\\u0000\"",
                        "<",
                        "balance.x")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(Arbitraries.strings(), nearlyJson).injectNull(0.05);
    }

    @Property(tries = 2000)
    void anyAnswerIsReadIntoOneShortPlainSentence(
            @ForAll @IntRange(min = 0, max = 999) int status,
            @ForAll("bodies") String body,
            @ForAll("contentTypes") String contentType) {
        assertThat(WiseProblems.read(status, contentType, body).sentence()).satisfies(this::isPlain);
        assertThat(FundingAnswers.read(status, Map.of(), body).message()).satisfies(this::isPlain);
    }

    @Property(tries = 2000)
    void onlyAWholeAnswerThatSaysSoIsFunded(
            @ForAll @IntRange(min = 100, max = 599) int status, @ForAll("bodies") String body) {
        boolean mayBeFunded = status / 100 == 2 && body != null && body.contains("\"status\":\"COMPLETED\"");
        if (!mayBeFunded) {
            assertThat(FundingAnswers.read(status, Map.of(), body).result()).isNotEqualTo(Result.FUNDED);
        }
    }

    @Property(tries = 200)
    void noTruncatedSuccessIsTakenForSuccessOrRefusal(@ForAll @IntRange(min = 0, max = 57) int length) {
        String cut = COMPLETED.substring(0, Math.min(length, COMPLETED.length() - 1));
        assertThat(FundingAnswers.read(201, Map.of(), cut).result()).isEqualTo(Result.UNKNOWN);
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.of("text/plain", "application/json", "text/html", "").injectNull(0.2);
    }

    private void isPlain(String sentence) {
        assertThat(sentence).isNotBlank().hasSizeLessThanOrEqualTo(300).doesNotContain("<", ">");
        assertThat(sentence.chars()).noneMatch(Character::isISOControl);
    }
}
