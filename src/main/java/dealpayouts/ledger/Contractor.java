package dealpayouts.ledger;

import dealpayouts.money.UserInput;

/**
 * The deal's main contact as it is now.
 *
 * @param name as Kommo shows it, as one line that can be seen ({@link UserInput#line}); may be empty
 * @param email the preferred e-mail address; empty when there is none
 * @param recipientField the content of the contact's field "Wise recipient"; empty when there is none. Anybody with
 *     CRM rights can edit it, so nothing follows from it before Wise has confirmed it.
 */
public record Contractor(long id, String name, String email, String recipientField) {

    private static final int LONGEST_NAME = 120;

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "contact " + id;
    }

    /** Who it is, for a sentence: the name as it stands, or that there is none. */
    public String shownName() {
        return name.isEmpty() ? "contact " + id + " (without a name)" : UserInput.shown(name, LONGEST_NAME);
    }
}
