package dealpayouts.chaos;

/**
 * A deal that a manager moved to Pay, and what should become of it.
 *
 * @param recipient Wise's recipient of the contact, null when one has to be made by e-mail
 * @param amount what the contractor shall get in the end
 */
record Deal(long id, Story story, long contact, Long recipient, String amount, String currency) {

    /** What kind of deal it is. */
    enum Story {
        /** The contact names its recipient. */
        BY_RECIPIENT,
        /** The recipient is made by e-mail. */
        BY_EMAIL,
        /** The amount field is empty and the deal's price counts. */
        BY_PRICE,
        /** The amount is nonsense at first, then a manager corrects it. */
        CORRECTED,
        /** The amount stays nonsense. */
        NONSENSE,
        /** The recipient was deleted. */
        NO_RECIPIENT,
        /** A manager moves the deal away again at some moment: paid before or not at all. */
        LEAVES
    }

    boolean mustBePaid() {
        return switch (story) {
            case BY_RECIPIENT, BY_EMAIL, BY_PRICE, CORRECTED -> true;
            case NONSENSE, NO_RECIPIENT, LEAVES -> false;
        };
    }

    boolean mustBeParked() {
        return story == Story.NONSENSE || story == Story.NO_RECIPIENT;
    }
}
