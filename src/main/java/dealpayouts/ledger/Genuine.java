package dealpayouts.ledger;

import dealpayouts.json.UnreadableAnswerException;

/** Tells answers of Wise's from what a route has made up. */
public interface Genuine {

    /**
     * Requires that Wise has answered that in this attempt.
     *
     * @param payout to whose work the answer belongs
     * @param subject see {@link Answers.Kind}; null where there is none
     * @param status the HTTP status; 0: any success
     * @throws UnreadableAnswerException when it has not: what it says is not believed, and Wise is asked again
     */
    void require(Payout payout, Answers.Kind kind, Long subject, int status, String body);

    /** The same for the work of a batch; the subject is its own. */
    void require(Batch batch, Answers.Kind kind, int status, String body);
}
