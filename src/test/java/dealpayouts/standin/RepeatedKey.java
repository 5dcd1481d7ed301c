package dealpayouts.standin;

/** What becomes of a {@code customerTransactionId} that comes again with another body; Wise does not say (Wise reference §8). */
public enum RepeatedKey {

    /** The transfer made first is answered, whatever the second body says. */
    ORIGINAL,

    /** 422. */
    REFUSE
}
