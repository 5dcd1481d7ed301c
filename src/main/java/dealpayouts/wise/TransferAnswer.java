package dealpayouts.wise;

/**
 * What Wise answered to a transfer request.
 *
 * @param transferId null when the request was refused
 * @param state Wise's state of the transfer
 * @param difference what differs from the request; null when nothing does
 * @param refusal why Wise refused the request, in plain words; null when it did not
 */
public record TransferAnswer(Long transferId, String state, String difference, String refusal) {

    static TransferAnswer refused(String refusal) {
        return new TransferAnswer(null, null, null, refusal);
    }

    /** Whether a transfer exists. */
    public boolean exists() {
        return transferId != null;
    }
}
