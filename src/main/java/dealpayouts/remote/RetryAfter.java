package dealpayouts.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How long a remote wants us to wait. */
public final class RetryAfter {

    /** A remote that asks for more is asked again all the same: a wish of days would be a payout forgotten. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * Reads the header {@code Retry-After}: seconds, or a date.
     *
     * @return at most an hour; empty when it is missing, not readable, or over
     */
    public static Optional<Duration> header(String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return bounded(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    /** Reads Kommo's {@code retry_after} in seconds (Kommo reference §12); a body that is no JSON has none. */
    static Optional<Duration> body(String body) {
        try {
            JsonNode seconds = Json.read(body).path("retry_after");
            return seconds.canConvertToLong() && seconds.isIntegralNumber()
                    ? bounded(Duration.ofSeconds(seconds.asLong()))
                    : Optional.empty();
        } catch (UnreadableAnswerException noJson) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> bounded(Duration wish) {
        return Optional.of(wish.compareTo(LONGEST) > 0 ? LONGEST : wish)
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0);
    }
}
