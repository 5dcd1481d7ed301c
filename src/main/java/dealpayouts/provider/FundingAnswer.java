package dealpayouts.provider;

/**
 * What a provider's answer to a funding call means. {@link Result#UNKNOWN} and {@link Result#CONFLICT} are no failures: the
 * transfer may be funded, and the provider has to be asked.
 *
 * @param result what to do next depends on this alone
 * @param code the provider's code that decided, else the first one in the answer; null when there is none
 * @param message one sentence for a finance person, at most 300 characters, without HTML and control characters
 * @param trace by what the provider's support finds the call; null when that is not known
 */
public record FundingAnswer(Result result, String code, String message, String trace) {

    /** An answer of which nobody knows the call. */
    public FundingAnswer(Result result, String code, String message) {
        this(result, code, message, null);
    }

    /** The outcomes of a funding call. */
    public enum Result {
        /** The balance has been debited. */
        FUNDED,
        /** Accepted but not final: look again later. */
        PENDING,
        /** Not funded for want of money; the same transfer can be funded after a top-up. */
        SHORT_OF_BALANCE,
        /** A person has to fund this transfer at the provider. */
        NEEDS_PERSON,
        /** Already funded, in processing or cancelled: only reading the transfer tells. */
        CONFLICT,
        /** Token, profile or role do not allow it. */
        FORBIDDEN,
        /** Too many calls: the same call is due again later. */
        RATE_LIMITED,
        /** The token is not accepted; no other call will work either. */
        UNAUTHORIZED,
        /** Definitely not funded, and repeating the call will not help. */
        REFUSED,
        /** It may be funded or not. */
        UNKNOWN
    }
}
