package dealpayouts.ledger;

import dealpayouts.money.Money;
import dealpayouts.wise.Balances;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code topUps}: wakes payouts that wait for money, oldest first, as far as the balance reaches. */
public final class TopUps {

    private static final Logger LOG = LoggerFactory.getLogger(TopUps.class);

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final WorkQueue work;

    TopUps(LedgerDatabase database, PayoutTable payouts, WorkQueue work) {
        this.database = database;
        this.payouts = payouts;
        this.work = work;
    }

    /** Whether any payout waits for money. */
    public boolean isAnyWaiting() {
        return !payouts.waitingForBalance().isEmpty();
    }

    /**
     * Wakes what the balances can bear. Those behind a payout that is too large get their turn when they fit into what is
     * left; waking only means looking again, so a second node may do the same.
     *
     * @param answer Wise's list of balances
     * @return how many payouts were woken
     */
    public int resume(@Variable("balancesAnswer") String answer) {
        return database.inTransaction(() -> {
            Map<String, Money> left = new HashMap<>();
            int woken = 0;
            for (Payout payout : payouts.waitingForBalance()) {
                Money debit = payout.debit();
                Money available = left.computeIfAbsent(
                        debit.currency().getCurrencyCode(), currency -> Balances.available(debit, answer));
                if (!available.isLessThan(debit)) {
                    left.put(debit.currency().getCurrencyCode(), available.minus(debit));
                    payouts.hint(payout);
                    work.payoutDue(payout.id());
                    woken++;
                }
            }
            if (woken > 0) {
                LOG.info("the balance has room again: {} waiting payouts are looked at", woken);
            }
            return woken;
        });
    }
}
