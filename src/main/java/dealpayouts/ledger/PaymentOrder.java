package dealpayouts.ledger;

import dealpayouts.money.Money;

/**
 * What a deal says now about its payout.
 *
 * @param contractorId the main contact
 * @param amount what the contractor receives
 * @param transfer what its field "Wise transfer" holds; null when it is empty or not configured
 */
public record PaymentOrder(long contractorId, Money amount, String transfer) {

    /** A deal that names no transfer. */
    public PaymentOrder(long contractorId, Money amount) {
        this(contractorId, amount, null);
    }

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "facts of a deal for contact " + contractorId;
    }
}
