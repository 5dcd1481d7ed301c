package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Disturbance;
import dealpayouts.standin.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quartz.Scheduler;

/** Whatever a batch was doing when the product stopped, the next start goes on with it. */
class BatchRestartIT extends WithBatches {

    private static final String BALANCES = "/v4/profiles/\\d+/balances";

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void payoutsThatWaitAreGatheredAgain(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(3);

        restart();
        cutOff();

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void payoutsThatWereGatheredBeforeTheRoutesWereEditedAreGatheredAgain(World world) {
        ProductFolder folder = ProductFolder.copy();
        startBatches(world, Map.of("routes.folder", folder.routes().toString()));
        List<Long> deals = collect(2);
        Scheduler former = product.scheduler();

        folder.edit(
                "routes/batch-collect.camel.yaml", "description: The latest time", "description: The very latest time");
        patiently().until(() -> product.scheduler() != former);
        cutOff();

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "PLATFORM_ON_POSTGRESQL"})
    void whenAGroupMayHaveBeenMade(World world) {
        startBatches(world, Map.of());
        untilTheRestart("POST", GROUPS, Fault.cutAfter());
        List<Long> deals = collect(3);
        cutOff();
        untilBatchIs("GROUP_REQUESTED");

        restart();

        assertPaidOnce(deals);
        assertThat(wise().batches().all())
                .filteredOn(group -> !group.transfers().isEmpty())
                .hasSize(1);
        assertThat(wise().batches().all()).extracting(group -> group.name()).containsOnly(name());
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void whenItsMembersMayHaveTransfers(World world) {
        startBatches(world, Map.of());
        untilTheRestart("POST", makeTransfer(), Fault.cutAfter());
        List<Long> deals = collect(3);
        cutOff();
        patiently().until(() -> wise().transfers().size() == 3);
        assertThat(batchStates()).containsExactly("OPEN");

        restart();

        assertPaidOnce(deals);
        assertThat(wise().transfers()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "PLATFORM_ON_POSTGRESQL"})
    void whenItsGroupMayBeClosed(World world) {
        startBatches(world, Map.of());
        untilTheRestart("PATCH", GROUP, Fault.cutAfter());
        List<Long> deals = collect(3);
        cutOff();
        patiently()
                .until(() ->
                        !wise().batches().all().isEmpty() && group().status().equals("COMPLETED"));

        restart();

        assertPaidOnce(deals);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void whenItIsComplete(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(3);
        untilTheRestart("GET", BALANCES, Fault.resetBefore());
        cutOff();
        untilBatchIs("COMPLETED");

        restart();

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void whenItMayBePaid(World world) {
        startBatches(world, Map.of("payout.parked-look-ms", "600000"));
        wise().fault("POST", FUNDING, Fault.cutAfter(), 1);
        List<Long> deals = collect(3);
        wise().fundingLag(3);
        cutOff();
        patiently().until(() -> wise().fundings() == 3);
        product.stop();
        assertThat(deals).allSatisfy(deal -> assertThat(notes(deal)).containsExactly(WAITS));

        product.start();

        assertPaidOnce(deals);
    }

    private void untilTheRestart(String method, String path, Fault fault) {
        wise().disturb(call ->
                call.method().equals(method) && call.path().matches(path) ? Optional.of(fault) : Optional.empty());
    }

    private void restart() {
        product.stop();
        wise().disturb(Disturbance.NONE);
        product.start();
    }

    private String name() {
        return product.ledgerColumn("batch", "name").get(0);
    }
}
