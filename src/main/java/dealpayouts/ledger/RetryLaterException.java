package dealpayouts.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * This attempt cannot go on, the next one can: the outcome of a call is not known, or somebody else is busy with the
 * same thing. The next attempt finds out before it does anything else.
 */
public final class RetryLaterException extends RuntimeException {

    private final transient Instant notBefore;
    private String trace;

    public RetryLaterException(String message) {
        this(message, null);
    }

    /** @param notBefore when the next attempt makes sense at the earliest; null: as after any failure */
    public RetryLaterException(String message, Instant notBefore) {
        super(message, null, false, false);
        this.notBefore = notBefore;
    }

    /** @param id by what the provider's support finds the call that led here; null when there is none */
    RetryLaterException tracedAs(String id) {
        trace = id;
        return this;
    }

    /** By what the provider's support finds the call that led here; null when there is none. */
    public String trace() {
        return trace;
    }

    /** When the next attempt makes sense at the earliest; empty: as after any failure. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}
