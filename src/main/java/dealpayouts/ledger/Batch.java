package dealpayouts.ledger;

import dealpayouts.money.Money;
import java.time.Instant;

/**
 * Payouts that are paid with one call: a row of the ledger as it was when read. Parts that are not known yet are null.
 *
 * @param name under which a person finds it in Wise
 * @param version grows with each change; a change is refused when somebody else was faster
 * @param reason why it waits; null while nothing is in its way
 * @param note the summary last written
 * @param groupId Wise's batch group; there is none in the guide's dialect
 * @param fundingAttempts how often funding may have been asked for
 * @param cancelledBy who cancelled it
 * @param openedAt since when its members make their transfers
 * @param count how many payouts it has; one whose transfer was cancelled at Wise does not count
 * @param debit what leaves the balance for all of them, fees included
 * @param unpaid what is still to leave it: without those whose money was seen leaving already
 * @param fee Wise's fees, part of the debit
 */
public record Batch(
        long id,
        long profileId,
        String sourceCurrency,
        String name,
        BatchState state,
        int version,
        StopReason reason,
        String note,
        String groupId,
        int fundingAttempts,
        String cancelledBy,
        Instant createdAt,
        Instant openedAt,
        int count,
        Money debit,
        Money unpaid,
        Money fee) {

    /** Whether a person is to fund it in Wise, so that it is never funded from here. */
    public boolean isLeftToPerson() {
        return reason == StopReason.BATCH_FUND_IN_WISE;
    }

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "batch " + id;
    }
}
