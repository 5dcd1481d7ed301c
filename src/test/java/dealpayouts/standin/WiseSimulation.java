package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.standin.WiseWorld.Balance;
import java.util.Map;
import java.util.Set;

/** The sandbox's calls that make things happen (Wise reference §17); unlike there, they have happened when they are answered. */
final class WiseSimulation {

    static final String STATES = "(processing|funds_converted|outgoing_payment_sent|bounced_back|funds_refunded)";

    private static final Map<String, String> BEFORE = Map.of(
            "processing",
            "processing",
            "funds_converted",
            "processing",
            "outgoing_payment_sent",
            "funds_converted",
            "bounced_back",
            "outgoing_payment_sent",
            "funds_refunded",
            "bounced_back");
    private static final Set<String> REASONS = Set.of(
            "ACCOUNT_BLOCKED",
            "ACCOUNT_CLOSED",
            "ACCOUNT_DOES_NOT_EXIST",
            "ACCOUNT_FROZEN",
            "ACCOUNT_LIMIT_REACHED",
            "BUSINESS_PAYMENTS_FORBIDDEN",
            "CANNOT_ACCEPT_FROM_3RD_PARTY",
            "CREDITING_ACCOUNT_FORBIDDEN",
            "DUPLICATE_ENTRY",
            "EXTERNAL_IDENTIFIER_DETAILS_HAVE_CHANGED",
            "FUNDS_NOT_EXPECTED_RETURNED",
            "MANDATE_NOT_FILLED_IN",
            "REASON_NOT_SPECIFIED",
            "REQUEST_FOR_INFORMATION_EXPIRED",
            "RETURN_REQUESTED_BY_RECIPIENT",
            "SENDER_REQUESTED_TO_CANCEL",
            "TAX_ID_NOT_MATCHING",
            "TAX_ID_SUSPENDED",
            "TECHNICAL_ISSUE",
            "TECHNICAL_ISSUE_RETRYABLE",
            "WRONG_ACCOUNT_DETAILS",
            "WRONG_ACCOUNT_NUMBER",
            "WRONG_ACCOUNT_TYPE",
            "WRONG_BANK_CODE",
            "WRONG_BRANCH_CODE",
            "WRONG_CARD_NUMBER",
            "WRONG_CARD_TYPE",
            "WRONG_CURRENCY",
            "WRONG_ID_NUMBER",
            "WRONG_NAME",
            "WRONG_PHONE_NUMBER",
            "WRONG_REFERENCE",
            "WRONG_PAYMENT_PURPOSE",
            "WRONG_RUT_NUMBER");

    private final WiseWorld world;
    private final WiseTransfers transfers;
    private final WiseFundings fundings;

    WiseSimulation(WiseWorld world, WiseTransfers transfers, WiseFundings fundings) {
        this.world = world;
        this.transfers = transfers;
        this.fundings = fundings;
    }

    /** Moves a funded transfer one step; {@code processing} has to be called even where the funding has led there already. */
    Answer state(Call call) {
        SentTransfer transfer = transfers.existing(call);
        String status = call.variable(1);
        boolean processing = status.equals("processing");
        boolean due = processing && transfer.fundingPending
                || transfer.funded
                        && transfer.status.equals(BEFORE.get(status))
                        && (processing || transfer.processingSimulated);
        if (!due || world.recipients.get(transfer.targetAccount).type == RecipientType.EMAIL) {
            throw refusal("invalid_transfer_state", "The transfer cannot become " + status + " now.", transfer.status);
        }
        transfer.processingSimulated |= processing;
        fundings.simulate(transfer, status);
        return Answer.json(200, transfer.json(transfer.status));
    }

    Answer payoutFailure(Call call) {
        SentTransfer transfer = transfers.existing(call);
        String given = call.body().isBlank() ? null : WiseWorld.text(WiseWorld.body(call), "failure_reason_code");
        String reason = given == null ? "REASON_NOT_SPECIFIED" : given;
        if (!REASONS.contains(reason)) {
            throw refusal("invalid_failure_reason_code", "There is no such reason.", reason);
        }
        if (!transfer.status.equals("bounced_back")) {
            throw refusal("invalid_transfer_state", "The transfer is not bounced back.", transfer.status);
        }
        transfers.payoutFailure(transfer, reason, "Simulated: " + reason);
        return Answer.json(200, Json.object("failure_reason_code", reason));
    }

    Answer topUp(Call call) {
        JsonNode body = WiseWorld.body(call);
        Long profile = WiseWorld.integer(body, "profileId");
        world.profile(profile == null ? 0 : profile, call.path());
        Long id = WiseWorld.integer(body, "balanceId");
        String currency = String.valueOf(WiseWorld.text(body, "currency"));
        Balance balance = world.balances.get(currency);
        if (profile != WiseWorld.BUSINESS_PROFILE || balance == null || id == null || balance.id != id) {
            throw WiseErrors.refusal(404, "BALANCE_MISSING", "There is no such balance.", "balanceId", id);
        }
        JsonNode amount = body.path("amount");
        if (!amount.isNumber()
                || amount.decimalValue().signum() <= 0
                || amount.decimalValue().stripTrailingZeros().scale() > Currencies.decimals(currency)) {
            throw WiseErrors.notValid("amount", "Please send an amount of this currency.");
        }
        long transaction = world.setBalance(currency, balance.amount.add(amount.decimalValue()), "topped up");
        return Answer.json(
                200,
                Json.object(
                        "transactionId",
                        transaction,
                        "state",
                        "COMPLETED",
                        "balancesAfter",
                        Json.array(Json.object("id", balance.id, "value", balance.amount, "currency", currency))));
    }

    private static Refusal refusal(String code, String message, String argument) {
        return WiseErrors.refusal(400, code, message, null, argument);
    }
}
