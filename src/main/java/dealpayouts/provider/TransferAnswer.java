package dealpayouts.provider;

/**
 * What Wise answered to a transfer request.
 *
 * @param transferId null when the request was refused
 * @param state Wise's state of the transfer
 * @param difference what differs from the request; null when nothing does
 * @param refusal why Wise refused the request, in plain words; null when it did not
 * @param ownKey whether it carries the payout's own key, so that no other transfer can come of the request
 * @param trace by what Wise's support finds the call; null when that is not known
 */
public record TransferAnswer(
        Long transferId, String state, String difference, String refusal, boolean ownKey, String trace) {

    /** A transfer that differs is not known to carry the payout's own key; nobody knows the call. */
    public TransferAnswer(Long transferId, String state, String difference, String refusal) {
        this(transferId, state, difference, refusal, difference == null, null);
    }

    public static TransferAnswer refused(String refusal) {
        return new TransferAnswer(null, null, null, refusal);
    }

    /** Whether the payout's transfer exists, was cancelled, and nothing else can come of its request. */
    public boolean isCancelled() {
        return ownKey && "cancelled".equals(state);
    }

    public TransferAnswer with(String traceId) {
        return new TransferAnswer(transferId, state, difference, refusal, ownKey, traceId);
    }

    /** Whether a transfer exists. */
    public boolean exists() {
        return transferId != null;
    }
}
