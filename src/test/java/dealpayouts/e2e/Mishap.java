package dealpayouts.e2e;

import dealpayouts.standin.Fault;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What may go wrong with a remote call; {@code ..._AFTER} takes effect all the same, {@code ..._BEFORE} never does, and
 * {@code LATE_EFFECT} does when nobody waits any more.
 */
enum Mishap {
    RESET_BEFORE(Fault::resetBefore),
    CUT_AFTER(Fault::cutAfter),
    ERROR_AFTER(() -> Fault.errorAfter(500)),
    TIMEOUT_AFTER(() -> Fault.errorAfter(408)),
    EMPTY_AFTER(Fault::emptyAfter),
    GARBAGE_AFTER(Fault::garbageAfter),
    TRUNCATED_JSON_AFTER(Fault::truncatedJsonAfter),
    HTML_AFTER(Fault::htmlAfter),
    HTML_BEFORE(Fault::htmlBefore),
    TRUNCATED_JSON_BEFORE(Fault::truncatedJsonBefore),
    EMPTY_BEFORE(() -> Fault.emptyBefore(200)),
    NO_CONTENT_BEFORE(() -> Fault.emptyBefore(204)),
    NO_CONTENT_AFTER(() -> Fault.errorAfter(204)),
    OTHER_JSON_BEFORE(Fault::otherJsonBefore),
    OTHER_JSON_AFTER(Fault::otherJsonAfter),
    UNAVAILABLE(() -> Fault.status(503, "text/html", "<html><body>Service unavailable</body></html>")),
    UNAUTHORIZED(() -> Fault.status(401, "application/json", "{\"error\":\"invalid_token\"}")),
    RATE_LIMITED(() -> Fault.rateLimited(1)),
    LATE_EFFECT(() -> Fault.cutBeforeLateEffect(Duration.ofMillis(700))),
    LATE(() -> Fault.delay(Duration.ofMillis(700)));

    private final Supplier<Fault> fault;

    Mishap(Supplier<Fault> fault) {
        this.fault = fault;
    }

    /** Whether the answer can be told from a right one: to a question, 204 says that there is nothing. */
    boolean fits(String method) {
        return !method.equals("GET") || this != NO_CONTENT_BEFORE && this != NO_CONTENT_AFTER;
    }

    Fault fault() {
        return fault.get();
    }
}
