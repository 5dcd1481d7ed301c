package dealpayouts.ledger;

import java.util.Optional;
import java.util.UUID;

/** The explicit act by which a deal is paid once more, after its money came back. */
public final class Cycles {

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final Journal journal;
    private final WorkQueue work;

    Cycles(LedgerDatabase database, PayoutTable payouts, Journal journal, WorkQueue work) {
        this.database = database;
        this.payouts = payouts;
        this.journal = journal;
        this.work = work;
    }

    /**
     * Accepts one more payout for the deal, with a key of its own at Wise.
     *
     * @param actor who decided it
     * @return the new payout
     * @throws IllegalTransitionException when the deal was never paid, or its money is not back
     */
    public Payout begin(long dealId, String actor) {
        return database.inTransaction(() -> {
            Payout last = payouts.latestOf(dealId)
                    .orElseThrow(() -> new IllegalTransitionException("Deal " + dealId + " has no payout yet."));
            if (!last.isOver()) {
                throw new IllegalTransitionException(
                        "Deal " + dealId + " is not to be paid again: its payout " + last.id()
                                + " is " + last.state()
                                + (last.transferState() == null ? "" : " (" + last.transferState() + ")")
                                + ", expected one whose money came back.");
            }
            Payout next = insert(last)
                    .orElseThrow(() -> new IllegalTransitionException(
                            "Somebody else has begun cycle " + (last.cycle() + 1) + " of deal " + dealId + "."));
            journal.write(last.id(), dealId, "cycle", "followed by cycle " + next.cycle(), actor);
            journal.write(next.id(), dealId, "accepted", "cycle " + next.cycle() + " by an explicit act", actor);
            work.payoutDue(next.id());
            return next;
        });
    }

    /**
     * Pays the deal in place of a payout that was withdrawn; needs the transaction in which that is recorded.
     *
     * @param last is over, nothing of it was paid
     * @param why what a person has corrected
     */
    void follow(Payout last, String why) {
        if (!last.isOver()) {
            throw new IllegalTransitionException("Payout " + last.id() + " is not over; no cycle follows it");
        }
        insert(last).ifPresent(next -> {
            journal.write(last.id(), last.dealId(), "cycle", "followed by cycle " + next.cycle());
            journal.write(next.id(), next.dealId(), "accepted", "cycle " + next.cycle() + ", because " + why);
            work.payoutDue(next.id());
        });
    }

    /** The next cycle, with a key of its own under the name of the one before; empty when somebody has begun it. */
    private Optional<Payout> insert(Payout last) {
        int cycle = last.cycle() + 1;
        UUID key = IdempotencyKey.of(last.account(), last.dealId(), cycle);
        return payouts.insert(last.account(), last.dealId(), cycle, key)
                ? payouts.latestOf(last.dealId())
                : Optional.empty();
    }
}
