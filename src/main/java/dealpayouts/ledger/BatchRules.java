package dealpayouts.ledger;

import java.time.Duration;

/**
 * How payouts are paid together.
 *
 * @param on whether they are ({@code PAYOUT_FUNDING=batch} or {@code batch-draft})
 * @param size most payouts in one batch; Wise takes 1,000 (Wise reference §14)
 * @param memberWait after which a payout without a transfer is put back, so that it does not hold up the others
 * @param cutOff when batches are closed at the latest
 * @param summaryDealId the deal that is told about batches as a whole; null for the log alone
 */
public record BatchRules(boolean on, int size, Duration memberWait, CutOff cutOff, Long summaryDealId) {}
