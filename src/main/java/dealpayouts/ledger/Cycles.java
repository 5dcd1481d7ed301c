package dealpayouts.ledger;

import dealpayouts.wise.CustomerTransactionId;
import java.util.UUID;

/** The explicit act by which a deal is paid once more, after its money came back. */
public final class Cycles {

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final Journal journal;
    private final WorkQueue work;
    private final String account;

    Cycles(LedgerDatabase database, PayoutTable payouts, Journal journal, WorkQueue work, String account) {
        this.database = database;
        this.payouts = payouts;
        this.journal = journal;
        this.work = work;
        this.account = account;
    }

    /**
     * Accepts one more payout for the deal, with a key of its own at Wise.
     *
     * @param actor who decided it
     * @return the new payout
     * @throws IllegalMoveException when the deal was never paid, or its money is not back
     */
    public Payout begin(long dealId, String actor) {
        return database.inTransaction(() -> {
            Payout last = payouts.latestOf(account, dealId)
                    .orElseThrow(() -> new IllegalMoveException("Deal " + dealId + " has no payout yet."));
            if (!last.isOver()) {
                throw new IllegalMoveException("Deal " + dealId + " is not to be paid again: its payout " + last.id()
                        + " is " + last.state()
                        + (last.transferState() == null ? "" : " (" + last.transferState() + ")")
                        + ", expected one whose money came back.");
            }
            int cycle = last.cycle() + 1;
            UUID key = CustomerTransactionId.of(account, dealId, cycle);
            if (!payouts.insert(account, dealId, cycle, key)) {
                throw new IllegalMoveException("Somebody else has begun cycle " + cycle + " of deal " + dealId + ".");
            }
            Payout next = payouts.latestOf(account, dealId).orElseThrow();
            journal.write(last.id(), dealId, "cycle", "followed by cycle " + cycle, actor);
            journal.write(next.id(), dealId, "accepted", "cycle " + cycle + " by an explicit act", actor);
            work.payoutDue(next.id());
            return next;
        });
    }
}
