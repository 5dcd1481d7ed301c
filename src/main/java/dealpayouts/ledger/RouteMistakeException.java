package dealpayouts.ledger;

/** Something in a route file is wrong, in words for whoever has written it. */
public final class RouteMistakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message a part of a sentence on a deal */
    public RouteMistakeException(String message) {
        super(message);
    }

    /** @param message a part of a sentence on a deal */
    public RouteMistakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
