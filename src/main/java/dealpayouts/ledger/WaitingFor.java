package dealpayouts.ledger;

/** What a parked payout waits for. */
public enum WaitingFor {
    /** Money on the Wise balance. */
    BALANCE,
    /** Its batch: to be made, to be complete, or to be funded. */
    BATCH,
    /** A person funding the transfer in Wise. */
    FUNDING_IN_WISE,
    /** Wise getting on with something that has begun. */
    WISE,
    /** A person correcting the deal, the contractor or a setting. */
    CORRECTION
}
