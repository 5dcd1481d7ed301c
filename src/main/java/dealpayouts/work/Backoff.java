package dealpayouts.work;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * When a failed attempt is repeated: each time twice as late, up to a limit, spread so that many do not come back at
 * once; never before the time that the remote itself asked for.
 *
 * @param firstMs delay after the first failure in milliseconds
 * @param longestMs longest delay in milliseconds
 */
record Backoff(long firstMs, long longestMs, Supplier<RandomGenerator> random) {

    private static final int MOST_DOUBLINGS = 30;
    /** A remote that asks for more is asked again all the same: a wish of days would be a payout forgotten. */
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    /** @param failures how many attempts failed before this one */
    Instant next(Instant now, int failures, Throwable cause) {
        long full = Math.min(longestMs, firstMs << Math.min(failures, MOST_DOUBLINGS));
        Duration delay = Duration.ofMillis(full / 2 + random.get().nextLong(full / 2 + 1));
        return askedFor(cause, now)
                .map(asked -> asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked)
                .map(now::plus)
                .filter(asked -> asked.isAfter(now.plus(delay)))
                .orElse(now.plus(delay));
    }

    /** {@code Retry-After} in seconds or as a date; anything else is no wish. */
    private static Optional<Duration> askedFor(Throwable cause, Instant now) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException failure && failure.getResponseHeaders() != null) {
                return failure.getResponseHeaders().entrySet().stream()
                        .filter(h -> "Retry-After".equalsIgnoreCase(h.getKey()))
                        .findFirst()
                        .flatMap(h -> wait(h.getValue().strip(), now));
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> wait(String value, Instant now) {
        if (value.matches("[0-9]{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
