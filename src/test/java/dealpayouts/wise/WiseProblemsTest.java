package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiseProblemsTest {

    private static final String JSON = "application/json";

    @Test
    void readsAListOfErrors() {
        WiseProblem problem = WiseProblems.read(
                422,
                JSON,
                """
                {"errors":[{"code":"NOT_VALID","message":"Please specify an IBAN.","path":"IBAN","arguments":["IBAN"]},
                 {"code":"NOT_VALID","message":"Please enter the first and last name.","path":"accountHolderName"},
                 {"code":"error.route.not.supported"}],"timestamp":"2026-09-01T10:00:00.123456789Z"}
                """);
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.codes()).containsExactly("NOT_VALID", "NOT_VALID", "error.route.not.supported");
        assertThat(problem.details())
                .startsWith(new WiseProblem.Detail("NOT_VALID", "IBAN", "Please specify an IBAN."));
        assertThat(problem.sentence())
                .isEqualTo("Wise refused the call: Please specify an IBAN; Please enter the first and last name"
                        + " (field accountHolderName); error.route.not.supported.");
        assertThat(problem.has("not_valid")).isTrue();
        assertThat(problem.has("other")).isFalse();
    }

    @Test
    void readsAnOauthError() {
        WiseProblem problem =
                WiseProblems.read(401, JSON, "{\"error\":\"invalid_token\",\"error_description\":\"nonexistent\"}");
        assertThat(problem.details()).containsExactly(new WiseProblem.Detail("invalid_token", null, "nonexistent"));
        assertThat(problem.sentence())
                .isEqualTo("Wise does not accept the API token: it is wrong, expired or revoked, or this server's IP"
                        + " address is not on its list.");
    }

    @Test
    void readsASpringErrorWithoutTakingItsUrlForAField() {
        WiseProblem problem = WiseProblems.read(
                403,
                JSON,
                "{\"timestamp\":\"2026-09-01T10:00:00.000+0000\",\"status\":403,\"error\":\"Forbidden\","
                        + "\"message\":\"You are forbidden to send this request\",\"path\":\"/v3/profiles/1\"}");
        assertThat(problem.details())
                .containsExactly(new WiseProblem.Detail("Forbidden", null, "You are forbidden to send this request"));
        assertThat(problem.sentence())
                .isEqualTo("Wise does not allow this call with the configured token and profile: You are forbidden to"
                        + " send this request.");
    }

    @Test
    void readsACodeWithArguments() {
        WiseProblem problem = WiseProblems.read(
                400,
                JSON,
                "{\"code\":\"invalid\",\"message\":\"Invalid request\",\"arguments\":[\"delivery.url: Invalid"
                        + " URL\",5]}");
        assertThat(problem.codes()).containsExactly("invalid");
        assertThat(problem.sentence()).isEqualTo("Wise refused the call: Invalid request, delivery.url: Invalid URL.");
    }

    @Test
    void readsARejectedFunding() {
        WiseProblem problem = WiseProblems.read(
                200,
                JSON,
                "{\"type\":\"BALANCE\",\"status\":\"REJECTED\",\"errorCode\":\"balance.insufficient-funds\","
                        + "\"errorMessage\":null}");
        assertThat(problem.codes()).containsExactly("balance.insufficient-funds");
        assertThat(problem.sentence()).isEqualTo("Wise refused the call: balance.insufficient-funds.");
    }

    @ParameterizedTest
    @CsvSource({"text/plain,payment.exists", "application/json,'\"payment.exists\"'", ",' payment.exists\n'"})
    void readsABareCode(String contentType, String body) {
        assertThat(WiseProblems.read(409, contentType, body).codes()).containsExactly("payment.exists");
    }

    @Test
    void readsPlainWordsOnlyWhereTheyAreDeclaredAsSuch() {
        assertThat(WiseProblems.read(429, "text/plain;charset=utf-8", "Too many requests!")
                        .sentence())
                .isEqualTo("Wise takes no more calls for the moment: Too many requests!.");
        assertThat(WiseProblems.read(429, "application/octet-stream", "Too many requests!")
                        .sentence())
                .isEqualTo("Wise takes no more calls for the moment.");
    }

    @Test
    void saysWhenApprovalsAreInTheWay() {
        assertThat(WiseProblems.read(
                                422,
                                JSON,
                                "{\"errors\":[{\"message\":\"Quote cannot be accepted with this request due to missing"
                                        + " approval.\"}]}")
                        .sentence())
                .startsWith("Wise Business asks for payment approvals");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "<html><body><h1>502 Bad Gateway</h1></body></html>",
                "{\"errors\":[{\"code\":\"x\"",
                "{}",
                "[]",
                "null",
                "7",
                "{\"errors\":[]}",
                "{\"errors\":\"x\"}",
                "{\"code\":5}",
                "{\"error\":{\"x\":1}}",
                "\u0000\u0001"
            })
    void saysByTheStatusAloneWhatABodyWithoutWordsMeans(String body) {
        for (String contentType : new String[] {null, "text/html", JSON}) {
            WiseProblem problem = WiseProblems.read(502, contentType, body);
            assertThat(problem.details()).isEmpty();
            assertThat(problem.sentence())
                    .isEqualTo("Wise had a problem of its own and it is not known whether the call took effect.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|Wise does not know what was asked for, or it belongs to another profile.",
                "408|Wise had a problem of its own and it is not known whether the call took effect.",
                "409|Wise refused the call because of the present state.",
                "302|Wise sent an answer that cannot be understood (HTTP status 302)."
            })
    void hasASentenceForEveryStatus(int status, String sentence) {
        assertThat(WiseProblems.read(status, null, "").sentence()).isEqualTo(sentence);
    }

    @Test
    void neverShowsHtmlOrControlCharactersOrMoreThanThreeHundred() {
        WiseProblem problem = WiseProblems.read(
                422,
                JSON,
                "{\"errors\":[{\"code\":\"<b>x</b>\\u0007\",\"message\":\"<script src='x'>a\\u0000\\n"
                        + "b\\u202e</script> 1 < 2 "
                        + "x".repeat(5000) + "\"}]}");
        assertThat(problem.codes()).containsExactly("x");
        assertThat(problem.sentence())
                .hasSize(300)
                .startsWith("Wise refused the call: a b 1 2 xxx")
                .endsWith("…");
    }
}
