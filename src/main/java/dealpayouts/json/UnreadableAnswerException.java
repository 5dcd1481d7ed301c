package dealpayouts.json;

/** A remote answered something that its interface does not know. What it did with the request stays unknown. */
public final class UnreadableAnswerException extends RuntimeException {
    public UnreadableAnswerException(String message) {
        super(message);
    }
}
