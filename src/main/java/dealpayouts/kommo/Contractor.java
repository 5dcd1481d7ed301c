package dealpayouts.kommo;

/**
 * The deal's main contact as it is now.
 *
 * @param name as Kommo shows it; may be empty
 * @param email the preferred e-mail address; empty when there is none
 * @param recipientField the content of the contact's field "Wise recipient"; empty when there is none. Anybody with
 *     CRM rights can edit it, so nothing follows from it before Wise has confirmed it.
 */
public record Contractor(long id, String name, String email, String recipientField) {
    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "contact " + id;
    }
}
