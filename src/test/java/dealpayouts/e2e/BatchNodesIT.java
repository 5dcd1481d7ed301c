package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/** Two nodes on one ledger collect and close at the same time. */
class BatchNodesIT extends WithBatches {

    private static final int DEALS = 40;

    @Test
    void everyMemberIsInExactlyOneBatch() throws SchedulerException {
        startBatches(World.PLATFORM_ON_POSTGRESQL, Map.of("batch.size", "7", "batch.quiet-ms", "2000"));
        try (Product other = product.anotherNode()) {
            Scheduler scheduler = other.scheduler();
            List<Long> deals = new ArrayList<>();
            for (int i = 0; i < DEALS; i++) {
                deals.add(pay());
                if (i % 10 == 9) {
                    cutOff();
                    scheduler.triggerJob(scheduler.getTrigger(CUT_OFF).getJobKey());
                }
            }

            assertPaidOnce(deals);
            patiently().untilAsserted(() -> assertThat(batchStates()).containsOnly("DONE"));
        }
        assertThat(product.ledgerColumn("payout", "batch_id")).hasSize(DEALS).doesNotContainNull();
        assertThat(wise().batches().all().stream().flatMap(group -> group.transfers().stream()))
                .hasSize(DEALS)
                .doesNotHaveDuplicates();
        assertThat(fundingCalls()).hasSameSizeAs(batchStates());
        assertThat(product.ledgerColumn("journal", "outcome").stream().filter(line -> line.startsWith("in batch ")))
                .hasSize(DEALS);
    }
}
