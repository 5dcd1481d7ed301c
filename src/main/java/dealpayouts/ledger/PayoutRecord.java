package dealpayouts.ledger;

import dealpayouts.money.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator or an accountant reads of a payout. Parts that are not known are null.
 *
 * @param payout as it stands
 * @param fundedAt when the money left the balance, as this ledger saw it
 * @param refund what Wise said that came back, in digits; the currency is beside it
 * @param updatedAt when anything of it changed last
 */
public record PayoutRecord(Payout payout, Instant fundedAt, String refund, String refundCurrency, Instant updatedAt) {

    /** The names of all parts, in their order. */
    public static final List<String> NAMES = List.of(
            "payout",
            "account",
            "deal",
            "cycle",
            "contact",
            "state",
            "reason",
            "amount",
            "currency",
            "debit",
            "debit_currency",
            "fee",
            "rate",
            "transfer",
            "transfer_state",
            "batch",
            "refund",
            "refund_currency",
            "customer_transaction_id",
            "profile",
            "recipient",
            "quote",
            "called_off_by",
            "accepted_at",
            "funded_at",
            "transfer_state_at",
            "updated_at");

    /** Names and values in their order, for JSON and CSV. Amounts are texts: exact, with the decimals of their currency. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("payout", payout.id());
        fields.put("account", payout.account());
        fields.put("deal", payout.dealId());
        fields.put("cycle", payout.cycle());
        fields.put("contact", payout.contractorId());
        fields.put("state", payout.state().name());
        fields.put("reason", payout.state() == PayoutState.PARKED ? payout.reason() : null);
        put(fields, "amount", "currency", payout.amount());
        put(fields, "debit", "debit_currency", payout.debit());
        fields.put("fee", payout.fee() == null ? null : payout.fee().amount().toPlainString());
        fields.put("rate", payout.rate() == null ? null : payout.rate().toPlainString());
        fields.put("transfer", payout.transferId());
        fields.put("transfer_state", payout.transferState());
        fields.put("batch", payout.batchId());
        fields.put("refund", refund);
        fields.put("refund_currency", refundCurrency);
        fields.put("customer_transaction_id", payout.customerTransactionId().toString());
        fields.put("profile", payout.profileId());
        fields.put("recipient", payout.recipientId());
        fields.put("quote", payout.quoteId());
        fields.put("called_off_by", payout.calledOffBy());
        fields.put("accepted_at", text(payout.createdAt()));
        fields.put("funded_at", text(fundedAt));
        fields.put("transfer_state_at", text(payout.transferStateAt()));
        fields.put("updated_at", text(updatedAt));
        return fields;
    }

    private static void put(Map<String, Object> fields, String amount, String currency, Money money) {
        fields.put(amount, money == null ? null : money.amount().toPlainString());
        fields.put(currency, money == null ? null : money.currency().getCurrencyCode());
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
