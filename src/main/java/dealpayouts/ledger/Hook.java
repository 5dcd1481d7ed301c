package dealpayouts.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A fact after which a route of the integration engineer's own is called, if there is one with that {@code direct:} name. */
public enum Hook {
    /** Wise has taken the money: once for each payout. */
    PAID,
    /** Wise says that the money is back in the balance. */
    REFUNDED,
    /** The transfer was cancelled, came back from the bank, or its payment was charged back. */
    FAILED;

    private static final String REFUND = "funds_refunded";
    private static final Set<String> FAILURES = Set.of("bounced_back", "cancelled", "charged_back");

    /** The {@code direct:} name of the route, such as {@code after-paid}. */
    public String route() {
        return "after-" + name().toLowerCase(Locale.ROOT);
    }

    /** Which of them has happened between two versions of a payout; empty when none has. */
    static Optional<Hook> between(Payout before, Payout after) {
        if (after.state().isMoneyOut()) {
            if (!before.state().isMoneyOut()) {
                return Optional.of(PAID);
            }
            boolean isNews =
                    after.transferState() != null && !after.transferState().equals(before.transferState());
            if (isNews && REFUND.equals(after.transferState())) {
                return Optional.of(REFUNDED);
            }
            return isNews && FAILURES.contains(after.transferState()) ? Optional.of(FAILED) : Optional.empty();
        }
        return isCancelled(after) && !isCancelled(before) ? Optional.of(FAILED) : Optional.empty();
    }

    private static boolean isCancelled(Payout payout) {
        return payout.state() == PayoutState.PARKED
                && StopReason.TRANSFER_CANCELLED.name().equals(payout.reason());
    }
}
