package dealpayouts.kommo;

import java.util.List;

/**
 * What one webhook request of Kommo says.
 *
 * @param account who it says it is from
 * @param deals every deal that can be read, once per pipeline and stage it was seen in and per content of its fields; moves before creations before
 *     edits, each in the delivery's own order
 * @param problems one sentence for each part that could not be read, at most 101 of them; of the body they only
 *     repeat a deal's place in its list; empty for a sound delivery
 */
public record WebhookPayload(Account account, List<DealSighting> deals, List<String> problems) {

    public WebhookPayload {
        deals = List.copyOf(deals);
        problems = List.copyOf(problems);
    }

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "delivery of " + deals.size() + " deals";
    }
}
