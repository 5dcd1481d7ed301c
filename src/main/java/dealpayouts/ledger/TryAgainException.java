package dealpayouts.ledger;

/**
 * This attempt cannot go on, the next one can: the outcome of a call is not known, or somebody else is busy with the
 * same thing. The next attempt finds out before it does anything else.
 */
public final class TryAgainException extends RuntimeException {
    TryAgainException(String message) {
        super(message, null, false, false);
    }
}
