package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.BatchGroup;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.RecordedCall;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;

/** A product that pays in batches, which are closed when a test fires the cut-off. */
abstract class WithBatches extends WithProduct {

    static final String GROUPS = "/v3/profiles/\\d+/batch-groups";
    static final String GROUP = GROUPS + "/[^/]+";
    static final String FUNDING = "/v3/profiles/\\d+/batch-payments(/[^/]+/payments)?";
    static final String WAITS =
            "Wise: the payment of 850.50 EUR is checked and waits for the next batch; nothing to do.";
    static final BigDecimal MUCH = new BigDecimal("1000000.00");
    static final TriggerKey CUT_OFF = TriggerKey.triggerKey("batch-cut-off", "payouts");

    World world;

    void startBatches(World world, Map<String, String> overrides) {
        startBatches(world, overrides, Clock.systemUTC());
    }

    void startBatches(World world, Map<String, String> overrides, Clock clock) {
        this.world = world;
        Map<String, String> all = new HashMap<>(Map.of(
                "payout.funding", "batch",
                "payout.explain-after-failures", "1000",
                "payout.parked-look-ms", "700",
                "watch.balances-ms", "300",
                "batch.gather-ms", "300"));
        all.putAll(overrides);
        start(world, all, clock);
        wise().setBalance("USD", MUCH.toPlainString());
    }

    @AfterEach
    void stopProduct() {
        if (product != null) {
            product.close();
        }
    }

    /** Deals that have passed all checks and wait for a batch. */
    List<Long> collect(int count) {
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deals.add(pay());
        }
        untilWaiting(deals);
        return deals;
    }

    void untilWaiting(List<Long> deals) {
        deals.forEach(deal -> untilNote(deal, WAITS));
    }

    /** What Quartz does at the time of the cut-off. */
    void cutOff() {
        try {
            scheduler().triggerJob(scheduler().getTrigger(CUT_OFF).getJobKey());
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    Scheduler scheduler() {
        return product.scheduler();
    }

    void untilAllPaid(List<Long> deals) {
        deals.forEach(this::untilPaid);
    }

    /** Each deal says that it waited and that it is paid, its only transfer is funded, and the balance agrees. */
    void assertPaidOnce(List<Long> deals) {
        untilAllPaid(deals);
        assertThat(deals)
                .allSatisfy(deal -> assertThat(notes(deal)).containsExactly(WAITS, paidNote(deal)))
                .allSatisfy(deal -> assertThat(transferOf(deal).funded()).isTrue());
        assertThat(wise().balance("USD")).isEqualByComparingTo(MUCH.subtract(debitOf(deals.size())));
    }

    static BigDecimal debitOf(int payouts) {
        return DEBIT.multiply(BigDecimal.valueOf(payouts));
    }

    void assertNothingPaid() {
        assertThat(wise().fundings()).isZero();
    }

    List<String> batchStates() {
        return product.ledgerColumn("batch", "state");
    }

    void untilBatchIs(String state) {
        patiently().untilAsserted(() -> assertThat(batchStates()).containsExactly(state));
    }

    List<RecordedCall> fundingCalls() {
        return matching(wise().calls(), "POST", FUNDING);
    }

    BatchGroup group() {
        assertThat(wise().batches().all()).hasSize(1);
        return wise().batches().all().get(0);
    }

    boolean isPlatform() {
        return world.dialect() == Dialect.PLATFORM;
    }

    /** The call that makes a transfer, in the dialect's way. */
    String makeTransfer() {
        return isPlatform() ? GROUP + "/transfers" : "/v3/transfers";
    }
}
