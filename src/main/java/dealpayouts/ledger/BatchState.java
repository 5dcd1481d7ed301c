package dealpayouts.ledger;

/** Where a batch stands. Each state says what may already exist at Wise, so that work can go on from any of them. */
public enum BatchState {
    /** Its members are fixed; nothing exists at Wise. */
    NEW,
    /** A batch group may have been asked for: an empty one may exist, which moves no money. */
    GROUP_REQUESTED,
    /** Its members make their transfers. */
    OPEN,
    /** Every member has its transfer and no more can come. No funding call was made, or it was refused. */
    COMPLETED,
    /** The funding call may have been made: the money may have left. */
    FUNDING_REQUESTED,
    /** Wise has taken the money; its members are being told. */
    FUNDED,
    /** Every member is told. */
    DONE,
    /** A person has cancelled it; Wise may not know yet. */
    CANCELLING,
    /** Nothing is paid with it any more. */
    CANCELLED;

    /** Whether nothing is left to be done. */
    public boolean isFinal() {
        return this == DONE || this == CANCELLED;
    }

    /** Whether its funding is what comes next. */
    public boolean isForFunding() {
        return this == COMPLETED || this == FUNDING_REQUESTED;
    }

    /** Whether a batch in this state may become {@code next}. Staying as it is needs no permission. */
    boolean mayBecome(BatchState next) {
        return switch (this) {
            case NEW -> next == GROUP_REQUESTED || next == OPEN || next == CANCELLING;
            case GROUP_REQUESTED -> next == OPEN || next == CANCELLING;
            case OPEN -> next == COMPLETED || next == FUNDED || next == CANCELLING || next == CANCELLED;
            case COMPLETED -> next == FUNDING_REQUESTED || next == FUNDED || next == CANCELLING || next == CANCELLED;
            case FUNDING_REQUESTED -> next == COMPLETED || next == FUNDED || next == CANCELLED;
            case CANCELLING -> next == CANCELLED || next == FUNDED;
            case FUNDED -> next == DONE;
            case DONE, CANCELLED -> false;
        };
    }
}
