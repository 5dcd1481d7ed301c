package dealpayouts.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a look at the deal of a payout that is paid alone is good for. Time passes between the look and the payment
 * when many wait for their turn at Wise, and the deal may be taken away meanwhile.
 */
final class DealLooks {

    /** After that another look is taken while there is still time for it. */
    private static final Duration FRESH = Duration.ofSeconds(10);
    /** After that no money moves, as in a batch. With few calls a minute a turn at Wise may take minutes to come. */
    private static final Duration LONGEST = Payments.DEAL_CHECK.dividedBy(2);

    private final PayoutTable payouts;
    private final Clock clock;

    DealLooks(PayoutTable payouts, Clock clock) {
        this.payouts = payouts;
        this.clock = clock;
    }

    /** Whether the deal was spoken of since it was looked at, or that is a while ago. */
    boolean isOld(long payoutId) {
        return isOlderThan(FRESH, payouts.get(payoutId));
    }

    /**
     * The last question before a funding call leaves.
     *
     * @throws TryAgainException when the deal has to be looked at again first; nothing was sent
     */
    void requireGood(long payoutId) {
        if (isOlderThan(LONGEST, payouts.get(payoutId))) {
            throw new TryAgainException(
                    "the deal may have changed while the funding waited for its turn; not asked for yet");
        }
    }

    private boolean isOlderThan(Duration most, Payout payout) {
        Instant checked = payout.dealCheckedAt();
        return checked == null
                || payout.isHintedUnseen()
                || checked.isBefore(clock.instant().minus(most));
    }
}
