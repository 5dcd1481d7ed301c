package dealpayouts.ledger;

import dealpayouts.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Bean {@code dealChanges}: what a deal says differently once its transfer was asked for has no effect, and the deal says
 * so, once for the same change.
 */
public final class DealChanges {

    private static final String NOTICE = "changedTooLate";

    private final PayoutMoves moves;
    private final FeedbackTable feedback;

    DealChanges(PayoutMoves moves, FeedbackTable feedback) {
        this.moves = moves;
        this.feedback = feedback;
    }

    /**
     * Whether the deal has to be read because a delivery says something else than the payout pays.
     *
     * @return false when the payout's own work has read the deal since that delivery, or nothing will be paid
     * @throws RetryLaterException as long as the payout's own work may still read the deal
     */
    public boolean isToBeRead(@Variable("payout") Payout payout) {
        boolean readSince = payout.dealNews() > 0 && !payout.isDealNewsUnseen();
        if (readSince || payout.state() == PayoutState.DROPPED || payout.isOver()) {
            return false;
        }
        if (payout.transferId() == null) {
            throw new RetryLaterException("the payout is still being worked on");
        }
        return true;
    }

    /**
     * Tells the deal when what it says now is not what its transfer pays.
     *
     * @param facts null when the deal is not in a stage where that matters, or cannot be read
     */
    public void compare(@Variable("payout") Payout payout, @Variable("facts") PaymentOrder facts) {
        moves.inTransaction(() -> {
            Payout now = moves.getSettled(payout.id());
            // Who is paid is looked into by the payout's own work, as long as the money has not left.
            boolean isOther = facts != null && !now.state().isMoneyOut() && facts.contractorId() != now.contractorId();
            if (facts != null && now.transferId() != null && !isOther) {
                tell(now, between(now, facts));
            }
            return null;
        });
    }

    /** Ends a look, or begins another one when a delivery has spoken of the deal since the look began. */
    public void endLook(long payoutId, Instant began, Runnable end, Runnable again) {
        moves.inTransaction(() -> {
            Instant hintedAt = moves.getSettled(payoutId).hintedAt();
            (hintedAt != null && hintedAt.isAfter(began) ? again : end).run();
            return null;
        });
    }

    /**
     * Has the deal say once that a change has no effect; needs a transaction that has changed or locked the payout.
     *
     * @param change null for none
     */
    void tell(Payout payout, String change) {
        if (change != null && feedback.noticeOnce(payout.id(), NOTICE, Map.of("changes", change))) {
            moves.write(payout, "deal", change + "; transfer " + payout.transferId() + " stays as it is");
        }
    }

    /** In words how the facts differ from those of the payout; null when they do not. */
    static String between(Payout payout, PaymentOrder facts) {
        List<String> changes = new ArrayList<>();
        Money before = payout.amount();
        Money now = facts.amount();
        if (!now.equals(before)) {
            String what = now.currency().equals(before.currency()) ? "the amount is" : "amount and currency are";
            changes.add(what + " now " + now + " instead of " + before);
        }
        if (facts.contractorId() != payout.contractorId()) {
            changes.add("the contractor is now contact " + facts.contractorId() + " instead of contact "
                    + payout.contractorId());
        }
        return changes.isEmpty() ? null : String.join(" and ", changes);
    }
}
