package dealpayouts.ledger;

import java.time.Instant;

/**
 * Something that Kommo has to be told once.
 *
 * @param dealId the deal that is told: the payout's own, or the one for summaries of batches
 * @param contractorId the contact that a recipient was made for; else the contact of the payout, null when the payout never
 *     had one
 * @param payee a digest of the e-mail address that a recipient was made for; null when it is about something else
 * @param transferId the payout's transfer; null when there is none
 * @param content a note's text, or the value for a field
 * @param attempts how often it may have been sent before
 * @param sentAt when it was sent last, if what became of that is not known; else null
 */
public record Feedback(
        long id,
        long payoutId,
        long dealId,
        Long contractorId,
        String payee,
        Long transferId,
        Kind kind,
        String content,
        int attempts,
        Instant sentAt,
        Instant createdAt) {

    /** What is written, and where. */
    public enum Kind {
        /** A note on the deal. */
        NOTE("a note"),
        /** The deal's fields "Wise transfer" and "Wise status". */
        DEAL_FIELDS("what its fields \"Wise transfer\" and \"Wise status\" show"),
        /** The contact's field "Wise recipient". */
        CONTACT_FIELD("the recipient for its contact's field \"Wise recipient\""),
        /** News of the transfer: a note, and what the routes make of it; the content is its name and its facts. */
        NOTICE("the news of its transfer");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        /** In words that go on with "was given up". */
        public String what() {
            return what;
        }
    }

    /** What it is, in words. */
    public String what() {
        return kind.what();
    }

    /** Whether the recipient that is to be written was made for that contact with that e-mail address. */
    public boolean isMadeFor(Long contactId, String email) {
        return payee != null && payee.equals(Payee.address(email)) && contractorId.equals(contactId);
    }

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "feedback " + id;
    }
}
