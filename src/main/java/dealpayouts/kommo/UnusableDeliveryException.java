package dealpayouts.kommo;

/**
 * A request body in which nothing can be read at all, so sending it again will not help. The message is one sentence
 * and never contains any of the body; for the same reason there is no cause.
 */
public final class UnusableDeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDeliveryException(String sentence) {
        super(sentence);
    }
}
