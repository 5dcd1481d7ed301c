package dealpayouts.ledger;

/** Refuses a step that the ledger's rules do not allow, whatever a route asks for. */
public final class IllegalMoveException extends IllegalStateException {
    IllegalMoveException(String message) {
        super(message);
    }
}
