package dealpayouts.work;

import dealpayouts.ledger.RetryLaterException;
import dealpayouts.remote.RemoteUnavailableException;
import dealpayouts.remote.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * When a failed attempt is repeated: each time twice as late, up to a limit, spread so that many do not come back at
 * once; never before the time that the remote or the ledger asked for, or that the remote's gate opens.
 *
 * @param firstMs delay after the first failure in milliseconds
 * @param longestMs longest delay in milliseconds
 */
record Backoff(long firstMs, long longestMs, Supplier<RandomGenerator> random) {

    private static final int MOST_DOUBLINGS = 30;

    /** @param failures how many attempts failed before this one */
    Instant next(Instant now, int failures, Throwable cause) {
        Optional<RemoteUnavailableException> closed = RemoteUnavailableException.behind(cause);
        if (closed.isPresent()) {
            return afterOpening(now, closed.get().retryAt());
        }
        long full = Math.min(longestMs, firstMs << Math.min(failures, MOST_DOUBLINGS));
        Duration delay = Duration.ofMillis(full / 2 + random.get().nextLong(full / 2 + 1));
        return askedFor(cause, now)
                .map(now::plus)
                .filter(asked -> asked.isAfter(now.plus(delay)))
                .orElse(now.plus(delay));
    }

    /** The longer the gate was closed, the more is waiting behind it. */
    private Instant afterOpening(Instant now, Instant opening) {
        Instant earliest = opening.isAfter(now) ? opening : now;
        long spread = firstMs + Duration.between(now, earliest).toMillis() / 10;
        return earliest.plusMillis(random.get().nextLong(spread + 1));
    }

    /** What the ledger asks for, or {@code Retry-After} in seconds or as a date; anything else is no wish. */
    private static Optional<Duration> askedFor(Throwable cause, Instant now) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof RetryLaterException again && again.notBefore().isPresent()) {
                return again.notBefore().map(earliest -> Duration.between(now, earliest));
            }
            if (t instanceof HttpOperationFailedException failure && failure.getResponseHeaders() != null) {
                return failure.getResponseHeaders().entrySet().stream()
                        .filter(h -> "Retry-After".equalsIgnoreCase(h.getKey()))
                        .findFirst()
                        .flatMap(h -> RetryAfter.header(h.getValue(), now));
            }
        }
        return Optional.empty();
    }
}
