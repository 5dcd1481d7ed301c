package dealpayouts.e2e;

import dealpayouts.standin.Fault;
import java.time.Duration;
import java.util.function.Supplier;

/** What may go wrong with a remote call; {@code ..._AFTER} takes effect all the same, {@code LATE_EFFECT} when nobody waits any more. */
enum Mishap {
    RESET_BEFORE(Fault::resetBefore),
    CUT_AFTER(Fault::cutAfter),
    ERROR_AFTER(() -> Fault.errorAfter(500)),
    TIMEOUT_AFTER(() -> Fault.errorAfter(408)),
    EMPTY_AFTER(Fault::emptyAfter),
    GARBAGE_AFTER(Fault::garbageAfter),
    TRUNCATED_JSON_AFTER(Fault::truncatedJsonAfter),
    HTML_AFTER(Fault::htmlAfter),
    UNAVAILABLE(() -> Fault.status(503, "text/html", "<html><body>Service unavailable</body></html>")),
    UNAUTHORIZED(() -> Fault.status(401, "application/json", "{\"error\":\"invalid_token\"}")),
    RATE_LIMITED(() -> Fault.rateLimited(1)),
    LATE_EFFECT(() -> Fault.cutBeforeLateEffect(Duration.ofMillis(700))),
    LATE(() -> Fault.delay(Duration.ofMillis(700)));

    private final Supplier<Fault> fault;

    Mishap(Supplier<Fault> fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault.get();
    }
}
