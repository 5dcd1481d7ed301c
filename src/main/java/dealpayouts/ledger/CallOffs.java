package dealpayouts.ledger;

import java.util.Map;

/** The explicit act by which a payout is not paid, as long as no money can have moved. */
public final class CallOffs {

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final Journal journal;
    private final WorkQueue work;

    CallOffs(LedgerDatabase database, PayoutTable payouts, Journal journal, WorkQueue work) {
        this.database = database;
        this.payouts = payouts;
        this.journal = journal;
        this.work = work;
    }

    /**
     * Calls off the deal's payout. Whatever the routes do, the ledger then refuses to make its transfer and to fund it; it
     * stays so until it is released. What Wise shows of a transfer that exists is still recorded.
     *
     * @param actor who decided it
     * @return the payout, due now, so that its deal says so
     * @throws IllegalTransitionException when money has left or may have left, or there is nothing to call off
     */
    public Payout callOff(long dealId, String actor) {
        return database.inTransaction(() -> {
            Payout payout = payouts.latestOf(dealId)
                    .orElseThrow(() -> new IllegalTransitionException("Deal " + dealId + " has no payout yet."));
            String refusal = refusal(payout);
            if (refusal != null) {
                throw new IllegalTransitionException(
                        "Payout " + payout.id() + " of deal " + dealId + " cannot be cancelled: " + refusal);
            }
            payouts.move(payout, payout.state(), Map.of("called_off_by", actor));
            journal.write(payout.id(), dealId, "called off", "not to be paid", actor);
            payouts.hint(payout);
            work.payoutDue(payout.id());
            return payouts.get(payout.id());
        });
    }

    /** Why it is not safe, or not needed; null when it is both. */
    private static String refusal(Payout payout) {
        if (payout.state().isMoneyOut()) {
            return "it is " + payout.state() + ", its money has left the balance. Only Wise can stop transfer "
                    + payout.transferId() + " now.";
        }
        if (payout.state() == PayoutState.DROPPED) {
            return "it was given up because its deal left the Pay stage.";
        }
        if (payout.isOver()) {
            return (payout.transferId() == null ? "its batch" : "transfer " + payout.transferId())
                    + " was cancelled before it was paid; it is over.";
        }
        if (payout.calledOffBy() != null) {
            return payout.calledOffBy() + " has called it off already.";
        }
        if (payout.fundingAttempts() > 0) {
            return "funding was asked for, so its money may have left. If transfer " + payout.transferId()
                    + " is not funded in Wise, cancel it there; the deal then says so by itself.";
        }
        if (payout.transferId() == null && payout.transferAttempts() > 0) {
            return "its transfer was asked for and it is not known yet whether it exists. Try again when the payout is"
                    + " further.";
        }
        return null;
    }
}
