package dealpayouts.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a look at a deal is good for. Time passes between the look and the payment when many wait for their turn at Wise,
 * and the deal may be taken away meanwhile.
 */
final class DealFreshness implements PaymentPermits.LastQuestion {

    /** After that another look is taken while there is still time for it. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final BatchTable batches;
    private final Clock clock;

    DealFreshness(LedgerDatabase database, PayoutTable payouts, BatchTable batches, Clock clock) {
        this.database = database;
        this.payouts = payouts;
        this.batches = batches;
        this.clock = clock;
    }

    /** Whether the deal was spoken of since it was looked at, or that is a while ago. */
    boolean isOld(long payoutId) {
        return isOlderThan(FRESH, payouts.get(payoutId));
    }

    @Override
    public void beforeFunding(Payout asked) {
        if (database.atOnce(() -> isOlderThan(Payments.LONGEST_WAIT, payouts.get(asked.id())))) {
            throw mayHaveChanged(asked.dealId());
        }
    }

    @Override
    public void beforeFunding(Batch asked) {
        List<Payout> unpaid = database.atOnce(() -> batches.unpaid(asked.id()));
        unpaid.stream()
                .filter(payout -> isOlderThan(Payments.DEAL_CHECK, payout))
                .findFirst()
                .ifPresent(payout -> {
                    throw mayHaveChanged(payout.dealId());
                });
    }

    @Override
    public String groupOf(long batchId) {
        return database.atOnce(() -> batches.get(batchId).groupId());
    }

    private static RetryLaterException mayHaveChanged(long dealId) {
        return new RetryLaterException(
                "deal " + dealId + " may have changed while the funding waited for its turn; it is not asked for yet");
    }

    private boolean isOlderThan(Duration most, Payout payout) {
        Instant checked = payout.dealCheckedAt();
        return checked == null
                || payout.isDealNewsUnseen()
                || checked.isBefore(clock.instant().minus(most));
    }
}
