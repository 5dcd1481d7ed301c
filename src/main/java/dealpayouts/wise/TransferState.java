package dealpayouts.wise;

import dealpayouts.ledger.PayoutState;
import dealpayouts.provider.FundingEvidence;
import java.util.Map;
import java.util.Set;

/**
 * Wise's state of a transfer (Wise reference §16). A name that is not known is kept as it is, and means only that a person
 * has to look.
 *
 * @param name as Wise writes it
 */
public record TransferState(String name) {

    /**
     * What a state means.
     *
     * @param evidence what it proves about the funding of a transfer
     * @param state what it means for a payout whose money was taken
     * @param notice what a person should be told then; null for mere progress
     */
    private record Meaning(FundingEvidence.Kind evidence, PayoutState state, String notice) {}

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("incoming_payment_waiting", new Meaning(FundingEvidence.Kind.NONE, PayoutState.FUNDED, null)),
            Map.entry(
                    "incoming_payment_initiated", new Meaning(FundingEvidence.Kind.STARTED, PayoutState.FUNDED, null)),
            Map.entry(
                    "waiting_recipient_input_to_proceed",
                    new Meaning(FundingEvidence.Kind.NONE, PayoutState.FUNDED, "waitingForContractor")),
            Map.entry("processing", new Meaning(FundingEvidence.Kind.FUNDED, PayoutState.FUNDED, null)),
            Map.entry("funds_converted", new Meaning(FundingEvidence.Kind.FUNDED, PayoutState.FUNDED, null)),
            Map.entry("outgoing_payment_sent", new Meaning(FundingEvidence.Kind.FUNDED, PayoutState.SENT, "sent")),
            Map.entry("bounced_back", new Meaning(FundingEvidence.Kind.FUNDED, PayoutState.RETURNED, "bouncedBack")),
            Map.entry("cancelled", new Meaning(FundingEvidence.Kind.CANCELLED, PayoutState.RETURNED, "cancelled")),
            Map.entry("funds_refunded", new Meaning(FundingEvidence.Kind.FUNDED, PayoutState.RETURNED, "refunded")),
            Map.entry("charged_back", new Meaning(FundingEvidence.Kind.FUNDED, PayoutState.RETURNED, "chargedBack")));

    /** Wise's own {@code unknown} included: Wise needs something, and nothing follows from it here. */
    private static final Meaning UNKNOWN =
            new Meaning(FundingEvidence.Kind.UNCLEAR, PayoutState.FUNDED, "unknownState");

    private static final Set<String> UNFUNDED = Set.of("incoming_payment_waiting", "incoming_payment_initiated");
    private static final Set<String> MONEY_BACK = Set.of("funds_refunded", "charged_back");
    private static final int LONGEST = 60;

    /** @param name what Wise wrote, whatever it is */
    public static TransferState of(String name) {
        return new TransferState(PlainText.of(name, LONGEST));
    }

    /** Whether it says nothing new about a transfer whose money was taken. */
    public boolean isUnfunded() {
        return UNFUNDED.contains(name) || name.isEmpty();
    }

    /** What it proves about the funding of the transfer. */
    public FundingEvidence.Kind evidence() {
        return meaning().evidence();
    }

    /** What it means for a payout whose money was taken. */
    public PayoutState payoutState() {
        return meaning().state();
    }

    /** What a person should be told: the name of a notice, null for mere progress. */
    public String notice() {
        return meaning().notice();
    }

    /** Whether the money is back for good; what bounced or was cancelled may still be paid out or refunded. */
    public boolean isMoneyBack() {
        return MONEY_BACK.contains(name);
    }

    public boolean isRefund() {
        return "funds_refunded".equals(name);
    }

    private Meaning meaning() {
        return MEANINGS.getOrDefault(name, UNKNOWN);
    }
}
