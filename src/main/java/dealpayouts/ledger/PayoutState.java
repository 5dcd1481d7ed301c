package dealpayouts.ledger;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a payout stands. Each state says what may already exist at Wise, so that work can go on from any of them after
 * a crash.
 */
public enum PayoutState {
    /** Stored; nothing at Wise that matters. */
    ACCEPTED,
    /** The exact transfer request is stored and may have been sent: a transfer may exist. */
    TRANSFER_REQUESTED,
    /** The transfer exists and was compared with what was asked. No funding call was made, or it was refused. */
    TRANSFER_CREATED,
    /** A funding call may have been made: the money may have left. */
    FUNDING_REQUESTED,
    /** Wise has taken the money for the transfer. */
    FUNDED,
    /** Wise has paid the money out. It may still come back. */
    SENT,
    /** The money came back or is on its way back. Nothing is paid again by itself. */
    RETURNED,
    /** Waiting for something outside; {@link Payout#stage()} says from where it goes on. */
    PARKED,
    /** Given up before anything existed at Wise, because the deal left the Pay stage. */
    DROPPED;

    private static final Set<PayoutState> FINAL = EnumSet.of(FUNDED, SENT, RETURNED, DROPPED);

    /** Whether nothing is left to be done for the payment itself; its transfer may still be watched. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** Whether Wise has taken the money, wherever it is now. */
    public boolean isMoneyOut() {
        return this == FUNDED || this == SENT || this == RETURNED;
    }

    /**
     * Whether a payout that stands at this stage (never {@code PARKED} itself) may become {@code next}. Staying as it
     * is needs no permission.
     */
    boolean mayBecome(PayoutState next) {
        return switch (this) {
            case ACCEPTED -> EnumSet.of(TRANSFER_REQUESTED, PARKED, DROPPED).contains(next);
            case TRANSFER_REQUESTED ->
                EnumSet.of(ACCEPTED, TRANSFER_CREATED, PARKED).contains(next);
            case TRANSFER_CREATED ->
                EnumSet.of(FUNDING_REQUESTED, FUNDED, PARKED).contains(next);
            case FUNDING_REQUESTED -> EnumSet.of(FUNDED, PARKED).contains(next);
            case DROPPED -> next == ACCEPTED;
            case FUNDED, SENT, RETURNED -> EnumSet.of(FUNDED, SENT, RETURNED).contains(next);
            case PARKED -> false;
        };
    }
}
