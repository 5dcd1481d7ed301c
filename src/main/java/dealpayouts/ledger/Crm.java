package dealpayouts.ledger;

import java.util.List;

/** How the CRM speaks. It says what its messages mean; what follows from them is the ledger's. */
public interface Crm {

    /**
     * What one webhook request says.
     *
     * @param accountId the account that it says it is from; null when it has none that can be read. Anybody can write
     *     that, so it is only good for refusing what names another account
     * @param accountName that account's name in its address; null when it has none that can be read
     * @param deals every deal that can be read
     * @param problems one sentence for each part that could not be read, with nothing of the body; empty for a sound one
     */
    record Message(Long accountId, String accountName, List<DealEvent> deals, List<String> problems) {

        public Message {
            deals = List.copyOf(deals);
            problems = List.copyOf(problems);
        }

        /** What of it may stand in a log or a note by accident. */
        @Override
        public String toString() {
            return "delivery of " + deals.size() + " deals";
        }
    }

    /**
     * Reads a webhook request. A body in which nothing can be read has no deals and one problem.
     *
     * @param contentType as sent; may be null
     * @param body as received
     */
    Message read(String contentType, byte[] body);

    /**
     * Why a call was refused, in the CRM's words, without a final stop.
     *
     * @param status HTTP status of the answer
     * @param body of the answer; null when there was none
     */
    String refusal(int status, String body);
}
