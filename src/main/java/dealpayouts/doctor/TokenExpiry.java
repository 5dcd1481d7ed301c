package dealpayouts.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/**
 * When a token says that it expires. Kommo's long-lived tokens are JWTs (Kommo reference §11); their signature is not
 * checked and need not be: the date is good for a reminder and for nothing else.
 */
final class TokenExpiry {

    private static final Duration SOON = Duration.ofDays(30);

    private TokenExpiry() {}

    /** Empty when the token is no JWT or does not say. */
    static Optional<Instant> of(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            JsonNode expiry = claims.path("exp");
            return expiry.isIntegralNumber() && expiry.canConvertToLong()
                    ? Optional.of(Instant.ofEpochSecond(expiry.longValue()))
                    : Optional.empty();
        } catch (IllegalArgumentException | UnreadableAnswerException | DateTimeException notAJwt) {
            return Optional.empty();
        }
    }

    /**
     * How it stands with a token that the remote has just accepted.
     *
     * @param variable the setting that holds it
     * @param forever whether tokens of this kind usually have no end that can be read
     */
    static CheckResult judge(String check, String variable, String token, Instant now, boolean forever) {
        Optional<Instant> expiry = of(token);
        if (expiry.isEmpty()) {
            return CheckResult.ok(
                    check,
                    "accepted; " + (forever ? "valid until it is revoked" : "its expiry cannot be read from it"));
        }
        Duration left = Duration.between(now, expiry.get());
        LocalDate day = expiry.get().atOffset(ZoneOffset.UTC).toLocalDate();
        if (left.isNegative()) {
            return CheckResult.problem(
                    check,
                    "accepted, although it says that it expired on " + day,
                    "check this machine's clock; make a new token and set " + variable);
        }
        if (left.compareTo(SOON) < 0) {
            return CheckResult.note(
                    check,
                    "accepted; it expires on " + day + ", in " + left.toDays() + " days",
                    "make a new token before that day and set " + variable);
        }
        return CheckResult.ok(check, "accepted; it expires on " + day + ", in " + left.toDays() + " days");
    }
}
