package dealpayouts.wise;

import dealpayouts.ledger.PayoutState;
import java.util.Map;
import java.util.Set;

/**
 * Wise's state of a transfer (Wise reference §16). A name that is not known is kept as it is.
 *
 * @param name as Wise writes it
 */
public record TransferState(String name) {

    private static final Set<String> UNFUNDED = Set.of("incoming_payment_waiting", "incoming_payment_initiated");
    private static final Set<String> UNDER_WAY = Set.of("processing", "funds_converted");
    private static final Map<String, String> NOTICES = Map.of(
            "outgoing_payment_sent", "sent",
            "waiting_recipient_input_to_proceed", "waitingForContractor",
            "bounced_back", "bouncedBack",
            "funds_refunded", "refunded",
            "charged_back", "chargedBack",
            "cancelled", "cancelled");
    private static final Set<String> RETURNED = Set.of("bounced_back", "funds_refunded", "charged_back", "cancelled");
    private static final Set<String> MONEY_BACK = Set.of("funds_refunded", "charged_back");
    private static final int LONGEST = 60;

    /** @param name what Wise wrote, whatever it is */
    public static TransferState of(String name) {
        return new TransferState(PlainWords.of(name, LONGEST));
    }

    /** Whether it says nothing new about a transfer whose money was taken. */
    public boolean isUnfunded() {
        return UNFUNDED.contains(name) || name.isEmpty();
    }

    /** What it means for a payout whose money was taken. */
    public PayoutState payoutState() {
        if (RETURNED.contains(name)) {
            return PayoutState.RETURNED;
        }
        return "outgoing_payment_sent".equals(name) ? PayoutState.SENT : PayoutState.FUNDED;
    }

    /** What a person should be told: the name of a notice, null for mere progress. */
    public String notice() {
        return UNDER_WAY.contains(name) ? null : NOTICES.getOrDefault(name, "unknownState");
    }

    /** Whether the money is back for good; what bounced or was cancelled may still be paid out or refunded. */
    public boolean isMoneyBack() {
        return MONEY_BACK.contains(name);
    }

    public boolean isRefund() {
        return "funds_refunded".equals(name);
    }
}
