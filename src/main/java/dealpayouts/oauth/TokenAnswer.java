package dealpayouts.oauth;

/** What became of asking for tokens. */
sealed interface TokenAnswer {

    /**
     * New tokens; those before are worthless.
     *
     * @param seconds for how long the access token is good
     */
    record Granted(String accessToken, String renewalToken, long seconds) implements TokenAnswer {

        @Override
        public String toString() {
            return "Granted[" + seconds + " s]";
        }
    }

    /** No: what was sent is not accepted. */
    record Refused(int status, String words) implements TokenAnswer {}

    /** It was surely not looked at. */
    record NotTaken(String why) implements TokenAnswer {}

    /** It may have been carried out, and then what was sent is worthless. */
    record Unanswered(String why) implements TokenAnswer {}
}
