package dealpayouts.remote;

/** What a call to Wise does to money; which calls there are says {@link WiseCalls}. */
public enum MoneyCall {
    /** Reads, or prepares something that costs nothing. */
    HARMLESS,
    /** Makes somebody who can be paid. */
    RECIPIENT,
    /** Makes a transfer. */
    TRANSFER,
    /** Cancels a transfer, for good. */
    CANCELLATION,
    /** Closes a batch group, or cancels it with all its transfers. */
    GROUP_CHANGE,
    /** Pays one transfer from the balance. */
    FUNDING,
    /** Pays many transfers from the balance. */
    BATCH_FUNDING,
    /** Is none of the calls that are allowed. */
    UNKNOWN;

    /**
     * Judges a call as a route writes it.
     *
     * @param path with or without a query; parts of it may still be expressions
     */
    public static MoneyCall of(String method, String path) {
        return WiseCalls.TABLE.written(method, path).map(CallTable.Call::does).orElse(UNKNOWN);
    }
}
