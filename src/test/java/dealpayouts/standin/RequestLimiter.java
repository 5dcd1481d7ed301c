package dealpayouts.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Seven requests in a second, then 429 as JSON and HTML in turn, and a lasting 403 for whoever goes on (Kommo reference §12). */
final class RequestLimiter {

    private static final int PER_SECOND = 7;
    private static final int PATIENCE = 20;
    private static final long SECOND = 1_000_000_000L;

    private final Deque<Long> recent = new ArrayDeque<>();
    private boolean on;
    private int refused;

    /** Switching it, either way, also lifts a block. */
    void on(boolean limit) {
        on = limit;
        refused = 0;
        recent.clear();
    }

    Optional<Answer> refusal(long nanoTime) {
        if (!on) {
            return Optional.empty();
        }
        if (refused > PATIENCE) {
            return Optional.of(Answer.of(
                    403,
                    "text/html",
                    "<html><head><title>403 Forbidden</title></head><body>403 Forbidden</body></html>"));
        }
        while (!recent.isEmpty() && nanoTime - recent.peekFirst() >= SECOND) {
            recent.removeFirst();
        }
        if (recent.size() < PER_SECOND) {
            recent.addLast(nanoTime);
            return Optional.empty();
        }
        refused++;
        return Optional.of(
                refused % 2 == 1 ? json() : Answer.of(429, "text/html", "<html><body>Too Many Requests</body></html>"));
    }

    private static Answer json() {
        return Answer.of(
                429,
                "application/problem+json",
                Json.write(Json.object(
                        "title",
                        "Too Many Requests",
                        "type",
                        "https://httpstatus.es/429",
                        "status",
                        429,
                        "detail",
                        "You have sent too many requests in a given amount of time. Please try again later.",
                        "retry_after",
                        300)));
    }
}
