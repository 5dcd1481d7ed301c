package dealpayouts.ledger;

/** Durable work that the ledger asks for. Each call joins the ledger's transaction. */
public interface WorkQueue {

    /** Looks at the payout as soon as this transaction is committed. */
    void payoutDue(long payoutId);

    /**
     * Reads the payout's transfer as soon as this transaction is committed, which must have locked the payout. A look
     * that is waiting, or under way, will do.
     */
    void transferDue(long payoutId);

    /** Looks at the balances as soon as this transaction is committed, because of that event. */
    void balanceReported(long eventId);

    /** Reads the payout's deal, which may have changed too late, as soon as this transaction is committed. */
    void dealDue(long payoutId);

    /** Looks at the batch as soon as this transaction is committed. */
    void batchDue(long batchId);

    /** Whether the routes in charge have one that is to be called after that. */
    boolean hasHook(Hook hook);

    /** Calls the route of a row in the table {@code hook} as soon as this transaction is committed. */
    void hookDue(long hookId);

    /** Writes the feedback as soon as this transaction is committed. */
    void feedbackDue(long feedbackId);
}
