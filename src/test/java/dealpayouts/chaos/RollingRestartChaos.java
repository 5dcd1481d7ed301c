package dealpayouts.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two nodes are restarted one after the other, as for an upgrade, while deliveries come all the time. In front of them is
 * what the proxy of {@code deploy/haproxy} does: a connection that fails, and a 503, go to the other node.
 */
class RollingRestartChaos {

    private static final int PER_SECOND = Integer.getInteger("chaos.deliveries-per-second", 200);
    private static final int ROUNDS = Integer.getInteger("chaos.restarts", 2);
    private static final int DEALS = 200;
    private static final int RETRIES = 3;
    private static final int OK = 200;
    private static final int COURIERS = 64;
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Post post = new Post();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();
    private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();

    @Test
    void noDeliveryIsRefusedOrLostAndEachDealIsPaidOnce() throws InterruptedException {
        try (Town town = new Town(
                "rolling-restart",
                LedgerAddress.freshPostgresql().durable(),
                2,
                FastJar.withArchive(),
                SteppedRoutes.copy(),
                (node, place) -> {})) {
            town.wise().setBalance("USD", "1000000.00");
            town.start();
            town.nodes().forEach(Node::awaitReady);
            List<Long> deals =
                    IntStream.range(0, DEALS).mapToObj(number -> deal(town)).toList();

            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
            ExecutorService couriers = Executors.newFixedThreadPool(COURIERS);
            clock.scheduleAtFixedRate(
                    () -> couriers.execute(() -> deliver(town, deals)),
                    0,
                    TimeUnit.SECONDS.toMicros(1) / PER_SECOND,
                    TimeUnit.MICROSECONDS);
            for (int round = 0; round < ROUNDS; round++) {
                for (Node node : town.nodes()) {
                    Pause.ms(CALM.toMillis());
                    node.restart();
                    node.awaitReady();
                }
            }
            Pause.ms(CALM.toMillis());
            clock.shutdownNow();
            couriers.shutdown();
            assertThat(couriers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            await().atMost(PATIENCE).until(() -> deals.stream()
                    .allMatch(deal -> !town.kommo().notes(deal).isEmpty()));
            assertAllIsWell(town, deals);
        }
    }

    private void assertAllIsWell(Town town, List<Long> deals) {
        List<Transfer> funded =
                town.wise().transfers().stream().filter(Transfer::funded).toList();
        Tables.print(
                "rolling-restart",
                List.of(
                        "| restarts | deliveries | sent again by the proxy | refused | deals | funded | fundings | notes |",
                        "|---|---|---|---|---|---|---|---|",
                        Tables.row(Stream.of(
                                        2 * ROUNDS,
                                        delivered.get(),
                                        again.get(),
                                        refused.size(),
                                        deals.size(),
                                        funded.size(),
                                        town.wise().fundings(),
                                        deals.stream()
                                                .mapToInt(deal ->
                                                        town.kommo().notes(deal).size())
                                                .sum())
                                .map(String::valueOf))));

        assertThat(refused).isEmpty();
        assertThat(funded.stream().map(Transfer::reference).collect(Collectors.toSet()))
                .hasSize(deals.size());
        assertThat(town.wise().transfers()).hasSize(deals.size());
        assertThat(town.wise().fundings()).isEqualTo(deals.size());
        assertThat(deals).allSatisfy(deal -> assertThat(town.kommo().notes(deal))
                .singleElement()
                .asString()
                .startsWith("Wise: paid "));
    }

    private static long deal(Town town) {
        KommoStandIn kommo = town.kommo();
        long contact = kommo.addContact("Ada Quist", null, town.wise().addRecipient("EUR", "Ada Quist", null));
        return kommo.addDealInStage(
                KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", "20.50", "EUR", contact);
    }

    private void deliver(Town town, List<Long> deals) {
        int number = next.getAndIncrement();
        String form = town.kommo().statusDelivery(deals.get(number % deals.size()));
        int status = 0;
        for (int attempt = 0; attempt <= RETRIES && status != OK; attempt++) {
            status = post.send(town.nodes().get((number + attempt) % 2).webhook(), form);
            if (attempt > 0) {
                again.incrementAndGet();
            }
        }
        delivered.incrementAndGet();
        if (status != OK) {
            refused.add(status);
        }
    }
}
