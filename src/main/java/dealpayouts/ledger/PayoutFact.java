package dealpayouts.ledger;

import dealpayouts.money.Money;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a route of the integration engineer's own is told after something has happened to a payout: the variable
 * {@code fact}. The same fact may be told more than once; then {@code id} is the same. It holds no bank details.
 *
 * @param id of the fact, in this ledger
 * @param name {@code paid}, {@code refunded} or {@code failed}
 * @param payoutId the payout's id in this ledger
 * @param dealId the Kommo lead
 * @param cycle 1 for the first payout of the deal
 * @param contactId the Kommo contact who is paid
 * @param amount what the contractor receives
 * @param debit what left the Wise balance, fee included
 * @param fee Wise's fee, in the currency of the debit
 * @param rate the quote's rate, as Wise wrote it
 * @param transferId Wise's transfer
 * @param transferState Wise's state of the transfer when it happened
 * @param arrival when Wise expects the money to arrive, for people
 * @param at when it happened, as this ledger saw it
 */
public record PayoutFact(
        long id,
        String name,
        long payoutId,
        long dealId,
        int cycle,
        Long contactId,
        Money amount,
        Money debit,
        Money fee,
        BigDecimal rate,
        Long transferId,
        String transferState,
        String arrival,
        Instant at) {

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return name + " " + id + " of payout " + payoutId;
    }
}
