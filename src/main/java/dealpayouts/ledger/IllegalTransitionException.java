package dealpayouts.ledger;

/** Refuses a step that the ledger's rules do not allow, whatever a route asks for. */
public final class IllegalTransitionException extends IllegalStateException {
    IllegalTransitionException(String message) {
        super(message);
    }
}
