package dealpayouts.remote;

/** What was written together with other things was not taken with them; alone it may be. */
public final class BulkItemRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message a part of a sentence on a deal */
    public BulkItemRejectedException(String message) {
        super(message);
    }
}
