package dealpayouts.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A hundred requests in a second and a thousand in a minute, then 429 (Wise reference §3). */
final class WiseLimiter {

    private static final long SECOND = 1_000_000_000L;
    private static final int PER_SECOND = 100;
    private static final int PER_MINUTE = 1_000;

    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private final Deque<Long> lastMinute = new ArrayDeque<>();
    private boolean on;

    void on(boolean limit) {
        on = limit;
        lastSecond.clear();
        lastMinute.clear();
    }

    Optional<Answer> refusal(long nanoTime) {
        if (!on) {
            return Optional.empty();
        }
        forget(lastSecond, nanoTime - SECOND);
        forget(lastMinute, nanoTime - 60 * SECOND);
        if (lastSecond.size() < PER_SECOND && lastMinute.size() < PER_MINUTE) {
            lastSecond.addLast(nanoTime);
            lastMinute.addLast(nanoTime);
            return Optional.empty();
        }
        return Optional.of(WiseErrors.list(429, "rate.limit.exceeded", "Too many requests", null)
                .with("Retry-After", "5")
                .with("X-Rate-Limited-By", "service"));
    }

    private static void forget(Deque<Long> times, long until) {
        while (!times.isEmpty() && times.peekFirst() <= until) {
            times.removeFirst();
        }
    }
}
