package dealpayouts.ledger;

import dealpayouts.money.Money;
import dealpayouts.wise.Balances;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code topUps}: wakes batches and payouts that wait for money, oldest first, as far as the balance reaches. */
public final class BalanceWakeup {

    private static final Logger LOG = LoggerFactory.getLogger(BalanceWakeup.class);

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final BatchTable batches;
    private final WorkQueue work;

    BalanceWakeup(LedgerDatabase database, PayoutTable payouts, BatchTable batches, WorkQueue work) {
        this.database = database;
        this.payouts = payouts;
        this.batches = batches;
        this.work = work;
    }

    /** Whether any payout or batch waits for money. */
    public boolean isAnyWaiting() {
        return !payouts.waitingForBalance().isEmpty()
                || !batches.waitingForBalance().isEmpty();
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
            for (Batch batch : batches.waitingForBalance()) {
                if (fits(batch.unpaid(), left, answer)) {
                    batches.hint(batch.id());
                    work.batchDue(batch.id());
                    woken += batch.count();
                }
            }
            for (Payout payout : payouts.waitingForBalance()) {
                if (fits(payout.debit(), left, answer)) {
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

    /** Takes the debit from what is left, if that is enough. */
    private static boolean fits(Money debit, Map<String, Money> left, String answer) {
        String currency = debit.currency().getCurrencyCode();
        Money available = left.computeIfAbsent(currency, any -> Balances.available(debit, answer));
        if (available.isLessThan(debit)) {
            return false;
        }
        left.put(currency, available.minus(debit));
        return true;
    }
}
