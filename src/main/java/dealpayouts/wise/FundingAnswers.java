package dealpayouts.wise;

import dealpayouts.provider.FundingAnswer;
import dealpayouts.provider.FundingAnswer.Result;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Wise's answer to a funding call means (Wise reference §9). The outcome is in the body, whatever the HTTP status.
 * The first line that fits decides:
 *
 * <pre>
 * body                                                     HTTP status            result
 * -------------------------------------------------------  ---------------------  ----------------
 * COMPLETED or CREATED together with an error code         any                    UNKNOWN
 * code: insufficient funds or balance, payment option      any                    SHORT_OF_BALANCE
 *   unavailable, no balance for the currency
 * code: payment.exists, transfer.invalid-state             any                    CONFLICT
 * any                                                      403, header            NEEDS_PERSON
 *                                                          x-2fa-approval-result
 *                                                          is REJECTED
 * code: no access to the transfer, no security role        any                    FORBIDDEN
 * code: invalid_token                                      any                    UNAUTHORIZED
 * code: unexpected.error                                   any                    UNKNOWN
 * code: not found, account inactive, currency              any                    REFUSED
 *   unsupported, invalid.request
 * COMPLETED                                                2xx                    FUNDED
 * CREATED                                                  2xx                    PENDING
 * REJECTED with another code or none                       2xx                    REFUSED
 * anything else, empty, cut off                            2xx                    UNKNOWN
 * any                                                      401                    UNAUTHORIZED
 * any                                                      403                    FORBIDDEN
 * any                                                      409                    CONFLICT
 * any                                                      429                    RATE_LIMITED
 * COMPLETED or CREATED                                     other 4xx              UNKNOWN
 * REJECTED, an error of Wise, words as text/plain,         other 4xx but 408      REFUSED
 *   or empty
 * anything else (HTML, cut off)                            other 4xx              UNKNOWN
 * any                                                      408, 5xx, others       UNKNOWN
 * </pre>
 *
 * UNKNOWN and CONFLICT are no failures: the transfer may be funded, and Wise has to be asked (Wise reference §10).
 */
final class FundingAnswers {

    private static final int LONGEST = 300;

    private static final Map<Result, String> MEANINGS = Map.of(
            Result.FUNDED, "Wise took the money from the balance",
            Result.PENDING, "Wise accepted the funding but has not finished it",
            Result.SHORT_OF_BALANCE, "The Wise balance does not cover this payment: top it up",
            Result.NEEDS_PERSON, "Wise wants a person to approve this payment: fund the transfer in Wise",
            Result.CONFLICT, "Wise says that this transfer is already paid, in processing or cancelled",
            Result.FORBIDDEN, "Wise does not allow the configured token to fund this transfer",
            Result.RATE_LIMITED, "Wise takes no more calls for the moment",
            Result.UNAUTHORIZED, "Wise does not accept the API token",
            Result.REFUSED, "Wise refused to fund this transfer",
            Result.UNKNOWN, "It is not known whether Wise funded this transfer");

    private FundingAnswers() {}

    /** What codes, and the header for a person, decide before the HTTP status is asked. */
    private static final List<Result> PRECEDENCE = List.of(
            Result.SHORT_OF_BALANCE,
            Result.CONFLICT,
            Result.NEEDS_PERSON,
            Result.FORBIDDEN,
            Result.UNAUTHORIZED,
            Result.UNKNOWN,
            Result.REFUSED);

    // Compared in the form of normal(): Wise writes the same code with points, dashes and underscores.
    private static final Set<String> CONFLICTS = Set.of("payment-exists", "transfer-invalid-state");
    private static final Set<String> FORBIDDINGS =
            Set.of("transfer-not-accessible-for-user", "balance-unauthorised-missing-security-role");
    private static final Set<String> REFUSALS = Set.of(
            "transfer-not-found",
            "payment-not-found",
            "invalid-request",
            "balance-account-not-found",
            "balance-account-inactive",
            "balance-currency-unsupported");

    /**
     * Reads the answer; never throws, whatever it is.
     *
     * @param status the HTTP status
     * @param headers the answer's headers, may be {@code null}; the case of names does not matter, values are texts or
     *     collections of texts
     * @param body the answer's body, may be {@code null}
     */
    static FundingAnswer read(int status, Map<String, ?> headers, String body) {
        String trace = TraceId.of(values(headers, "x-trace-id").findFirst().orElse(null));
        FundingAnswer read = readWithoutTrace(status, headers, body);
        return new FundingAnswer(read.result(), read.code(), read.message(), trace);
    }

    private static FundingAnswer readWithoutTrace(int status, Map<String, ?> headers, String body) {
        WiseBody answer =
                WiseBody.read(body, values(headers, "Content-Type").findFirst().orElse(null));
        List<String> codes = answer.details().stream()
                .map(WiseProblem.Detail::code)
                .filter(Objects::nonNull)
                .toList();
        if (!codes.isEmpty() && (says(answer, "COMPLETED") || says(answer, "CREATED"))) {
            return answer(Result.UNKNOWN, codes.get(0), answer);
        }
        boolean person = status == 403 && isRejected(headers);
        return PRECEDENCE.stream()
                .filter(result -> result == Result.NEEDS_PERSON
                        ? person
                        : deciding(result, codes).isPresent())
                .findFirst()
                .map(result -> answer(result, deciding(result, codes).orElse(first(codes)), answer))
                .orElseGet(() -> answer(byStatus(status, answer), first(codes), answer));
    }

    /** An answer that does not say whether the money left. */
    static FundingAnswer unknown(String problem) {
        return new FundingAnswer(Result.UNKNOWN, null, MEANINGS.get(Result.UNKNOWN) + ": " + problem + ".");
    }

    private static Optional<String> deciding(Result result, List<String> codes) {
        return codes.stream().filter(code -> meaning(normal(code)) == result).findFirst();
    }

    /** What a code decides by itself, {@code null} for codes that leave it to the rest of the answer. */
    private static Result meaning(String code) {
        if (code.endsWith("insufficient-funds")
                || code.endsWith("insufficient-balance")
                || code.endsWith("payment-option-unavailable")
                || code.endsWith("no-balance-for-currency")) {
            return Result.SHORT_OF_BALANCE;
        }
        if (CONFLICTS.contains(code)) {
            return Result.CONFLICT;
        }
        if (FORBIDDINGS.contains(code)) {
            return Result.FORBIDDEN;
        }
        if (code.equals("invalid-token")) {
            return Result.UNAUTHORIZED;
        }
        if (code.equals("unexpected-error")) {
            return Result.UNKNOWN;
        }
        return REFUSALS.contains(code) ? Result.REFUSED : null;
    }

    private static Result byStatus(int status, WiseBody answer) {
        if (status >= 200 && status < 300) {
            return bySuccess(answer);
        }
        return switch (status) {
            case 401 -> Result.UNAUTHORIZED;
            case 403 -> Result.FORBIDDEN;
            case 409 -> Result.CONFLICT;
            case 429 -> Result.RATE_LIMITED;
            case 408 -> Result.UNKNOWN;
            default -> status >= 400 && status < 500 && isRefusal(answer) ? Result.REFUSED : Result.UNKNOWN;
        };
    }

    private static Result bySuccess(WiseBody answer) {
        if (says(answer, "COMPLETED")) {
            return Result.FUNDED;
        }
        if (says(answer, "CREATED")) {
            return Result.PENDING;
        }
        return says(answer, "REJECTED") ? Result.REFUSED : Result.UNKNOWN;
    }

    private static boolean isRefusal(WiseBody answer) {
        if (says(answer, "COMPLETED") || says(answer, "CREATED")) {
            return false;
        }
        return answer.blank() || says(answer, "REJECTED") || !answer.details().isEmpty();
    }

    private static boolean says(WiseBody answer, String status) {
        return status.equalsIgnoreCase(answer.fundingStatus());
    }

    private static String normal(String code) {
        return code.toLowerCase(Locale.ROOT).replace('.', '-').replace('_', '-');
    }

    private static String first(List<String> codes) {
        return codes.isEmpty() ? null : codes.get(0);
    }

    private static boolean isRejected(Map<String, ?> headers) {
        return values(headers, "x-2fa-approval-result").anyMatch(value -> "REJECTED".equalsIgnoreCase(value.strip()));
    }

    private static Stream<String> values(Map<String, ?> headers, String name) {
        if (headers == null) {
            return Stream.empty();
        }
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.of(value))
                .filter(Objects::nonNull)
                .map(Object::toString);
    }

    private static FundingAnswer answer(Result result, String code, WiseBody answer) {
        // A bare code says nothing to people, unless it is the only reason there is.
        String words = WiseProblems.words(answer.details().stream()
                .filter(detail -> detail.message() != null || result == Result.REFUSED)
                .toList());
        boolean silent = words.isEmpty() || result == Result.FUNDED || result == Result.PENDING;
        String sentence = silent ? MEANINGS.get(result) + "." : MEANINGS.get(result) + ". Wise says: " + words + ".";
        return new FundingAnswer(result, code, PlainText.of(sentence, LONGEST));
    }
}
