package dealpayouts.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Changes of a payout together with their journal lines, in the transaction that is there or in one of their own. */
final class PayoutMoves {

    private final LedgerDatabase database;
    private final PayoutTable table;
    private final Journal journal;
    private final HookTable hooks;
    private final Clock clock;

    PayoutMoves(LedgerDatabase database, PayoutTable table, Journal journal, HookTable hooks, Clock clock) {
        this.hooks = hooks;
        this.database = database;
        this.table = table;
        this.journal = journal;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Payout get(long payoutId) {
        return table.get(payoutId);
    }

    /** The payout as it is when all changes that have begun are done. */
    Payout getSettled(long payoutId) {
        return inTransaction(() -> {
            table.lock(payoutId);
            return table.get(payoutId);
        });
    }

    void hint(Payout payout) {
        table.hint(payout);
    }

    void forgetReleases(Payout payout) {
        table.forgetReleases(payout);
    }

    <T> T inTransaction(Supplier<T> work) {
        return database.inTransaction(work);
    }

    /**
     * Moves the payout by compare-and-set.
     *
     * @param outcome the journal line; null when nothing happened that anybody has to know
     * @return the payout as it is afterwards
     */
    Payout move(Payout payout, PayoutState next, String step, String outcome, Map<String, ?> columns) {
        return inTransaction(() -> {
            table.move(payout, next, columns);
            if (outcome != null) {
                write(payout, step, outcome);
            }
            Payout moved = table.get(payout.id());
            Hook.between(payout, moved).ifPresent(hook -> hooks.add(moved, hook));
            return moved;
        });
    }

    void write(Payout payout, String step, String outcome) {
        journal.write(payout.id(), payout.dealId(), step, outcome);
    }
}
