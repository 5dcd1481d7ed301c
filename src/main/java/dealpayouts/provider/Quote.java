package dealpayouts.provider;

import dealpayouts.money.Money;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Wise's price for paying one recipient from the balance, checked and usable.
 *
 * @param contractorId the Kommo contact for whom that recipient stands
 * @param expiresAt no transfer can be made from it afterwards (30 minutes, Wise reference §5)
 * @param debit the BALANCE option's source amount: exactly what leaves the balance, fee included
 * @param fee part of the debit
 * @param deliveryEstimate null when Wise gives none
 */
public record Quote(
        String id,
        long profileId,
        long recipientId,
        long contractorId,
        Instant expiresAt,
        Money target,
        Money debit,
        Money fee,
        BigDecimal rate,
        Instant deliveryEstimate) {
    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "quote for " + target;
    }
}
