package dealpayouts.work;

/**
 * How durable work is carried out; all times in milliseconds.
 *
 * @param threads how many payouts and notes are worked on at once
 * @param pollMs how often other nodes' and overdue work is looked for; own new work starts at once
 * @param retryFirstMs delay after the first failed attempt
 * @param retryLongestMs longest delay between attempts
 * @param explainAfterFailures after that many failed attempts in a row the deal says that the payout is delayed
 * @param explainAfterMs so it does when a payout has waited that long for a remote that takes no calls
 * @param parkedLookMs how often a parked payout is looked at even if nobody mentions its deal
 * @param feedbackAttempts after that many answers that are no success a note stays as failed feedback
 * @param feedbackGiveUpMs so it does when it could not be written for that long, whatever the reason
 * @param settleMs how long after it was sent a write whose answer was lost may still take effect
 * @param hooks how routes of the integration engineer's own are called
 * @param watchEveryMs how often transfers whose next look is due are gathered
 */
public record WorkSettings(
        int threads,
        long pollMs,
        long retryFirstMs,
        long retryLongestMs,
        int explainAfterFailures,
        long explainAfterMs,
        long parkedLookMs,
        int feedbackAttempts,
        long feedbackGiveUpMs,
        long settleMs,
        HookSettings hooks,
        long watchEveryMs) {

    /**
     * How routes of the integration engineer's own are called after a fact.
     *
     * @param threads how many at once, beside all other work
     * @param retryFirstMs delay after the first failed call
     * @param retryLongestMs longest delay between calls
     * @param giveUpMs how long a call is tried
     */
    public record HookSettings(int threads, long retryFirstMs, long retryLongestMs, long giveUpMs) {}
}
