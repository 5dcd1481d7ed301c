package dealpayouts.ledger;

/** Refuses a change because somebody else changed the payout since it was read; reading it again is safe. */
public final class StalePayoutException extends IllegalStateException {
    StalePayoutException(Payout payout) {
        super("Payout " + payout.id() + " was changed by somebody else since version " + payout.version());
    }
}
