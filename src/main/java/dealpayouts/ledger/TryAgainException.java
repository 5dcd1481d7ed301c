package dealpayouts.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * This attempt cannot go on, the next one can: the outcome of a call is not known, or somebody else is busy with the
 * same thing. The next attempt finds out before it does anything else.
 */
public final class TryAgainException extends RuntimeException {

    private final transient Instant notBefore;
    private String trace;

    public TryAgainException(String message) {
        this(message, null);
    }

    /** @param notBefore when the next attempt makes sense at the earliest; null: as after any failure */
    public TryAgainException(String message, Instant notBefore) {
        super(message, null, false, false);
        this.notBefore = notBefore;
    }

    /** @param id by what the provider's support finds the call that led here; null when there is none */
    TryAgainException tracedAs(String id) {
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
