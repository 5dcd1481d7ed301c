package dealpayouts.chaos;

/**
 * Something that must never be.
 *
 * @param deal 0 when it is not about one deal
 */
record Problem(Kind kind, long deal, String words) {

    /** Columns of the table. */
    enum Kind {
        /** Accepted, but neither paid nor parked with a note. */
        LOST("lost"),
        /** More than one transfer for a deal, or the balance is not what was paid in minus the debits. */
        PAID_TWICE("paid twice"),
        /** In batch mode a transfer that is not in exactly one batch; else one that is in any. */
        NOT_IN_ONE_BATCH("not in one batch"),
        /** Parked although nothing stands in its way. */
        STUCK("stuck"),
        /** Another amount or recipient than the deal says, or a deal paid that must not be. */
        WRONGLY_PAID("wrongly paid"),
        NOTE_MISSING("notes missing"),
        NOTE_DOUBLED("notes doubled"),
        /** A field, a stage or a task that does not tell the truth, or a recipient made twice. */
        UNTRUE("fields wrong");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    @Override
    public String toString() {
        return kind + ": " + (deal == 0 ? "" : "deal " + deal + " ") + words;
    }
}
