package dealpayouts.wise;

/**
 * What Wise answered to a transfer request.
 *
 * @param transferId null when the request was refused
 * @param state Wise's state of the transfer
 * @param difference what differs from the request; null when nothing does
 * @param refusal why Wise refused the request, in plain words; null when it did not
 * @param trace by what Wise's support finds the call; null when that is not known
 */
public record TransferAnswer(Long transferId, String state, String difference, String refusal, String trace) {

    /** An answer of which nobody knows the call. */
    public TransferAnswer(Long transferId, String state, String difference, String refusal) {
        this(transferId, state, difference, refusal, null);
    }

    static TransferAnswer refused(String refusal) {
        return new TransferAnswer(null, null, null, refusal);
    }

    TransferAnswer with(String traceId) {
        return new TransferAnswer(transferId, state, difference, refusal, traceId);
    }

    /** Whether a transfer exists. */
    public boolean exists() {
        return transferId != null;
    }
}
