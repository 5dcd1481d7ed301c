package dealpayouts.wise;

import static dealpayouts.provider.FundingAnswer.Result.FORBIDDEN;
import static dealpayouts.provider.FundingAnswer.Result.FUNDED;
import static dealpayouts.provider.FundingAnswer.Result.NEEDS_PERSON;
import static dealpayouts.provider.FundingAnswer.Result.PENDING;
import static dealpayouts.provider.FundingAnswer.Result.REFUSED;
import static dealpayouts.provider.FundingAnswer.Result.SHORT_OF_BALANCE;
import static dealpayouts.provider.FundingAnswer.Result.UNAUTHORIZED;
import static dealpayouts.provider.FundingAnswer.Result.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.provider.FundingAnswer;
import dealpayouts.provider.FundingAnswer.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FundingAnswersTest {

    private static final String COMPLETED = funding("COMPLETED", null);
    private static final String HTML = "<html><body>Bad Gateway</body></html>";

    @Nested
    class Success {

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 202})
        void isCompletedWithA2xx(int status) {
            assertThat(result(status, COMPLETED)).isEqualTo(FUNDED);
            assertThat(result(status, "{\"type\":\"BALANCE\",\"status\":\"COMPLETED\"}"))
                    .isEqualTo(FUNDED);
        }

        @Test
        void mayCarryAnApprovalHeader() {
            assertThat(FundingAnswers.read(201, Map.of("x-2fa-approval-result", "APPROVED"), COMPLETED))
                    .isEqualTo(new FundingAnswer(FUNDED, null, "Wise took the money from the balance."));
        }

        @Test
        void isNotYetCertainWhenOnlyCreated() {
            assertThat(result(201, funding("CREATED", null))).isEqualTo(PENDING);
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 302, 400, 404, 408, 422, 500, 503})
        void isNotBelievedWithAnotherStatus(int status) {
            assertThat(result(status, COMPLETED)).isEqualTo(UNKNOWN);
            assertThat(result(status, funding("CREATED", null))).isEqualTo(UNKNOWN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"COMPLETED", "CREATED"})
        void isNotBelievedTogetherWithAnErrorCode(String word) {
            for (int status : new int[] {200, 201, 409, 422, 500}) {
                assertThat(result(status, funding(word, "balance.insufficient-funds")))
                        .isEqualTo(UNKNOWN);
            }
        }
    }

    @Nested
    class WantOfMoney {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "balance.insufficient-funds", "transfer.insufficient_funds", "INSUFFICIENT_BALANCE",
                    "payment.option-unavailable", "balance.payment-option-unavailable",
                            "balance.no-balance-for-currency",
                    "trustedprefundbulk.payment-option-unavailable", "trustedprefundtx.payment-option-unavailable"
                })
        void isToldByTheCodeInEveryShapeAtEveryStatus(String code) {
            for (int status : new int[] {200, 201, 400, 403, 404, 409, 422, 500}) {
                assertThat(List.of(
                                funding("REJECTED", code),
                                "{\"errorCode\":\"" + code + "\",\"errorMessage\":\"x\"}",
                                "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"x\"}]}",
                                "{\"errors\":[{\"code\":\"other\"},{\"code\":\"" + code + "\"}]}",
                                "{\"code\":\"" + code + "\"}",
                                "{\"error\":\"" + code + "\"}",
                                code,
                                "\"" + code + "\""))
                        .allSatisfy(body -> {
                            FundingAnswer answer = FundingAnswers.read(status, Map.of(), body);
                            assertThat(answer.result()).isEqualTo(SHORT_OF_BALANCE);
                            assertThat(answer.code()).isEqualTo(code);
                            assertThat(answer.message()).startsWith("The Wise balance does not cover this payment");
                        });
            }
        }

        @Test
        void isNoOauthScope() {
            assertThat(result(403, "{\"error\":\"insufficient_scope\"}")).isEqualTo(FORBIDDEN);
        }
    }

    @Nested
    class NeedForAPerson {

        @ParameterizedTest
        @NullSource
        @ValueSource(
                strings = {
                    "",
                    "{\"error\":\"forbidden\"}",
                    "{\"status\":403,\"error\":\"Forbidden\"}",
                    "<html>",
                    "{\"sta"
                })
        void isA403WithARejectedHeaderWhateverTheBody(String body) {
            assertThat(FundingAnswers.read(403, Map.of("X-2FA-Approval-Result", "REJECTED"), body)
                            .result())
                    .isEqualTo(NEEDS_PERSON);
        }

        @Test
        void isFoundInHeadersOfAnyCaseAndKind() {
            for (Object value : List.of("rejected", " REJECTED ", List.of("REJECTED"), new StringBuilder("REJECTED"))) {
                assertThat(FundingAnswers.read(403, Map.of("x-2FA-approval-RESULT", value), "")
                                .result())
                        .isEqualTo(NEEDS_PERSON);
            }
        }

        @Test
        void isNothingElse() {
            var headers = new HashMap<String, Object>();
            headers.put(null, "REJECTED");
            headers.put("x-2fa-approval-result", null);
            headers.put("x-2fa-approval", "REJECTED");
            assertThat(FundingAnswers.read(403, headers, "").result()).isEqualTo(FORBIDDEN);
            assertThat(FundingAnswers.read(403, Map.of("x-2fa-approval-result", "APPROVED"), "")
                            .result())
                    .isEqualTo(FORBIDDEN);
            assertThat(FundingAnswers.read(401, Map.of("x-2fa-approval-result", "REJECTED"), "")
                            .result())
                    .isEqualTo(UNAUTHORIZED);
            assertThat(FundingAnswers.read(201, Map.of("x-2fa-approval-result", "REJECTED"), COMPLETED)
                            .result())
                    .isEqualTo(FUNDED);
        }
    }

    @Nested
    class OtherCodes {

        @ParameterizedTest
        @CsvSource({
            "payment.exists,CONFLICT",
            "transfer.invalid-state,CONFLICT",
            "transfer.not-accessible-for-user,FORBIDDEN",
            "balance.unauthorised.missing-security-role,FORBIDDEN",
            "invalid_token,UNAUTHORIZED",
            "unexpected.error,UNKNOWN",
            "transfer.not-found,REFUSED",
            "payment.not-found,REFUSED",
            "invalid.request,REFUSED",
            "balance.account-not-found,REFUSED",
            "balance.account-inactive,REFUSED",
            "balance.currency-unsupported,REFUSED"
        })
        void decideAtEveryStatus(String code, Result result) {
            for (int status : new int[] {200, 201, 400, 403, 404, 409, 422, 500}) {
                assertThat(result(status, funding("REJECTED", code))).isEqualTo(result);
                assertThat(result(status, code)).isEqualTo(result);
            }
        }

        @Test
        void thatAreNewAreRefusalsOnlyWhereTheAnswerIsDefinite() {
            assertThat(result(201, funding("REJECTED", "brand.new"))).isEqualTo(REFUSED);
            assertThat(result(422, funding("REJECTED", "brand.new"))).isEqualTo(REFUSED);
            assertThat(result(422, "brand.new")).isEqualTo(REFUSED);
            assertThat(result(422, "{\"errors\":[{\"code\":\"brand.new\"}]}")).isEqualTo(REFUSED);
            assertThat(result(500, funding("REJECTED", "brand.new"))).isEqualTo(UNKNOWN);
            assertThat(result(201, "brand.new")).isEqualTo(UNKNOWN);
            assertThat(result(200, "{\"errors\":[{\"code\":\"brand.new\"}]}")).isEqualTo(UNKNOWN);
        }
    }

    @Nested
    class Statuses {

        @ParameterizedTest
        @CsvSource({
            "401,UNAUTHORIZED",
            "403,FORBIDDEN",
            "409,CONFLICT",
            "429,RATE_LIMITED",
            "408,UNKNOWN",
            "500,UNKNOWN",
            "502,UNKNOWN",
            "503,UNKNOWN",
            "599,UNKNOWN",
            "302,UNKNOWN",
            "0,UNKNOWN"
        })
        void decideWhateverTheBodyWhenItHasNoKnownCode(int status, Result result) {
            for (String body :
                    new String[] {null, "", "  ", HTML, "{\"sta", "{}", "{\"errors\":[{\"code\":\"x\"}]}", "x"}) {
                assertThat(result(status, body)).isEqualTo(result);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 404, 415, 422})
        void ofValidationAreRefusalsWhenTheBodyIsUnderstoodOrEmpty(int status) {
            assertThat(result(status, null)).isEqualTo(REFUSED);
            assertThat(result(status, "")).isEqualTo(REFUSED);
            assertThat(result(status, funding("REJECTED", null))).isEqualTo(REFUSED);
            assertThat(result(status, "{\"errors\":[{\"code\":\"NOT_VALID\",\"message\":\"x\"}]}"))
                    .isEqualTo(REFUSED);
            assertThat(result(status, "{\"status\":400,\"error\":\"Bad Request\"}"))
                    .isEqualTo(REFUSED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    HTML,
                    "{\"type\":\"BALANCE\",\"status\":\"REJ",
                    "{\"status\":\"REJECTED\"}x",
                    "{}",
                    "[]",
                    "null",
                    "7",
                    "two words",
                    "{\"status\":\"REJECTED\",\"status\":\"COMPLETED\"}",
                    "{\"status\":\"NEW_WORD\"}"
                })
        void ofValidationSayNothingWithABodyThatCannotBeUnderstood(String body) {
            assertThat(result(422, body)).isEqualTo(UNKNOWN);
            assertThat(result(404, body)).isEqualTo(UNKNOWN);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(
                strings = {
                    "",
                    HTML,
                    "{\"type\":\"BALANCE\",\"status\":\"COMPLETED\"",
                    "{\"status\":\"COMPLETED\"}{}",
                    "COMPLETED",
                    "\"COMPLETED\"",
                    "[{\"status\":\"COMPLETED\"}]",
                    "{\"status\":null}",
                    "{\"status\":true}",
                    "{\"status\":[\"COMPLETED\"]}",
                    "{\"status\":\"NEW_WORD\"}",
                    "{\"data\":{\"status\":\"COMPLETED\"}}",
                    "{\"status\":\"COMPLETED\",\"status\":\"REJECTED\"}",
                    "\"{\\\"status\\\":\\\"COMPLETED\\\"}\""
                })
        void ofSuccessSayNothingWithABodyThatCannotBeUnderstood(String body) {
            assertThat(result(200, body)).isEqualTo(UNKNOWN);
            assertThat(result(201, body)).isEqualTo(UNKNOWN);
        }
    }

    @Nested
    class Messages {

        @Test
        void repeatWhatWiseSays() {
            assertThat(FundingAnswers.read(
                            422,
                            null,
                            "{\"status\":\"REJECTED\",\"errorCode\":\"balance.account-inactive\","
                                    + "\"errorMessage\":\"Balance is closed.\"}"))
                    .isEqualTo(new FundingAnswer(
                            REFUSED,
                            "balance.account-inactive",
                            "Wise refused to fund this transfer. Wise says: Balance is closed."));
        }

        @Test
        void giveABareCodeOnlyAsTheReasonOfARefusal() {
            assertThat(FundingAnswers.read(422, null, "balance.insufficient-funds")
                            .message())
                    .isEqualTo("The Wise balance does not cover this payment: top it up.");
            assertThat(FundingAnswers.read(422, null, "balance.currency-unsupported")
                            .message())
                    .isEqualTo("Wise refused to fund this transfer. Wise says: balance.currency-unsupported.");
        }

        @Test
        void areShortAndWithoutHtml() {
            FundingAnswer answer = FundingAnswers.read(
                    422, null, "{\"errorCode\":\"c\",\"errorMessage\":\"<b>no</b>\\u0000" + "x".repeat(999) + "\"}");
            assertThat(answer.message())
                    .hasSize(300)
                    .contains("Wise says: no xxx")
                    .endsWith("…");
        }

        @Test
        void existForEveryResult() {
            assertThat(List.of(
                            FundingAnswers.read(409, null, null),
                            FundingAnswers.read(429, null, null),
                            FundingAnswers.read(500, null, HTML)))
                    .extracting(FundingAnswer::message)
                    .containsExactly(
                            "Wise says that this transfer is already paid, in processing or cancelled.",
                            "Wise takes no more calls for the moment.",
                            "It is not known whether Wise funded this transfer.");
        }
    }

    @Test
    void wordsAreARefusalOnlyWhenTheyComeAsPlainText() {
        String words = "This payment cannot be made\n from the <b>balance</b>.";

        FundingAnswer refused = FundingAnswers.read(
                400, Map.of("content-type", "text/plain;charset=UTF-8", "X-Trace-Id", "4bf92f35"), words);

        assertThat(refused.result()).isEqualTo(Result.REFUSED);
        assertThat(refused.message())
                .isEqualTo(
                        "Wise refused to fund this transfer. Wise says: This payment cannot be made from the balance.");
        assertThat(refused.trace()).isEqualTo("4bf92f35");
        for (int status : new int[] {408, 500, 502}) {
            assertThat(FundingAnswers.read(status, Map.of("Content-Type", "text/plain"), words)
                            .result())
                    .isEqualTo(Result.UNKNOWN);
        }
        assertThat(FundingAnswers.read(400, Map.of("Content-Type", "text/html"), words)
                        .result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(FundingAnswers.read(200, Map.of("Content-Type", "text/plain"), words)
                        .result())
                .isEqualTo(Result.UNKNOWN);
    }

    private static String funding(String status, String errorCode) {
        String code = errorCode == null ? "null" : "\"" + errorCode + "\"";
        return "{\"type\":\"BALANCE\",\"status\":\"" + status + "\",\"errorCode\":" + code
                + ",\"errorMessage\":null,\"balanceTransactionId\":6510093}";
    }

    private static Result result(int status, String body) {
        return FundingAnswers.read(status, Map.of(), body).result();
    }
}
