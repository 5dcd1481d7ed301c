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
    /** Waiting for something outside; {@link Payout#stage()} says from where it goes on. */
    PARKED,
    /** Given up before anything existed at Wise, because the deal left the Pay stage. */
    DROPPED;

    private static final Set<PayoutState> FINAL = EnumSet.of(FUNDED, DROPPED);

    /** Whether no further look at the payout is due. */
    public boolean isFinal() {
        return FINAL.contains(this);
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
            case FUNDED, PARKED -> false;
        };
    }
}
