package dealpayouts.ledger;

import dealpayouts.provider.Quote;
import java.util.HashMap;
import java.util.Map;

/** What the ledger keeps of a price, with the transfer request that is made from it. */
final class Priced {

    private Priced() {}

    /** @throws IllegalTransitionException when the fee is no part of the debit */
    static Map<String, Object> columns(Quote quote, String body) {
        if (!quote.fee().currency().equals(quote.debit().currency())) {
            throw new IllegalTransitionException(
                    "The quote's fee of " + quote.fee() + " is not in the currency of its debit, " + quote.debit());
        }
        Map<String, Object> columns = new HashMap<>();
        columns.put("profile_id", quote.profileId());
        columns.put("recipient_id", quote.recipientId());
        columns.put("quote_id", quote.id());
        columns.put("quote_expires_at", quote.expiresAt());
        columns.put("source_currency", quote.debit().currency().getCurrencyCode());
        columns.put("debit_minor", quote.debit().minor());
        columns.put("fee_minor", quote.fee().minor());
        columns.put("rate", quote.rate().toPlainString());
        columns.put("delivery_estimate", quote.deliveryEstimate());
        columns.put("transfer_body", body);
        return columns;
    }
}
