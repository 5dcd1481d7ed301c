package dealpayouts.ledger;

/** Durable work that the ledger asks for. Each call joins the ledger's transaction. */
public interface WorkQueue {

    /** Looks at the payout as soon as this transaction is committed. */
    void payoutDue(long payoutId);

    /** Writes the feedback as soon as this transaction is committed. */
    void feedbackDue(long feedbackId);
}
