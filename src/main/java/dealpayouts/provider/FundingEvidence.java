package dealpayouts.provider;

/**
 * What Wise's records prove about a funding call whose outcome is not known (Wise reference §10).
 *
 * @param kind the proof
 * @param state Wise's state of the transfer
 */
public record FundingEvidence(Kind kind, String state) {

    /** What is proven. */
    public enum Kind {
        /** The money was taken. */
        FUNDED,
        /** The transfer ended without having been funded. */
        CANCELLED,
        /** Funding has begun, and Wise waits for the money: it is not taken yet, and not to be asked for again. */
        STARTED,
        /** Wise's word for the state is not known here, or says that Wise needs information: a person has to look. */
        UNCLEAR,
        /** Nothing: reads lag behind, so this does not mean that the money was not taken. */
        NONE
    }
}
