package dealpayouts.ledger;

import java.util.Map;

/**
 * What Wise may want to know about a payment beside who gets how much, by Wise's keys, such as {@code transferPurpose}
 * (Wise reference §7).
 *
 * @param ofDeal what the deal's fields say; it wins
 * @param ofSettings what holds for all payouts
 */
public record TransferDetails(Map<String, String> ofDeal, Map<String, String> ofSettings) {

    /** Nobody has given any. */
    public static final TransferDetails NONE = new TransferDetails(Map.of(), Map.of());

    public TransferDetails {
        ofDeal = Map.copyOf(ofDeal);
        ofSettings = Map.copyOf(ofSettings);
    }

    /** The value that was given; null when there is none. */
    public String value(String key) {
        return ofDeal.getOrDefault(key, ofSettings.get(key));
    }

    /** Whether it was given for this deal, and not for all. */
    public boolean isOfDeal(String key) {
        return ofDeal.containsKey(key);
    }
}
