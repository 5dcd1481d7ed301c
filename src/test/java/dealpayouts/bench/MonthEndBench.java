package dealpayouts.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.chaos.Tables;
import dealpayouts.e2e.LedgerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A thousand deals are moved to the Pay stage at once, while Kommo and Wise enforce the limits that they publish, each of
 * their answers takes 100 ms, and other deals are changed all the time. Then a thousand more for the same contractors.
 */
class MonthEndBench {

    private static final int DEALS = Integer.getInteger("bench.deals", 1_000);
    private static final Duration REMOTE = Duration.ofMillis(100);
    /** Those that Wise counts, and then its transfers are not looked at any more for a while. */
    private static final Duration A_MINUTE = Duration.ofSeconds(61);

    private static final int OTHERS_PER_SECOND = 10;
    private static final double WISE_PER_SECOND = 1_000 / 60.0;
    /** Quote, requirements, transfer, funding. */
    private static final int CALLS_FOR_A_PAYOUT = 4;

    private static final List<String> ROWS = new ArrayList<>(List.of(
            "| deals | contractors | all funded, s | Wise's limit allows, s | ratio | all told, s | calls to Wise | calls to Kommo"
                    + " | refused | p50 / p99 of 10 other deliveries a second, ms | farthest from its place in the order |",
            "|---|---|---|---|---|---|---|---|---|---|---|"));

    @AfterAll
    static void print() {
        Tables.print("bench", "month-end", ROWS);
    }

    @Test
    void aThousandDealsAtOnce() throws Exception {
        try (Remotes remotes = Remotes.start();
                MeasuredProduct product = MeasuredProduct.withPublishedLimits(remotes, LedgerAddress.freshSqlite())) {
            remotes.latency(REMOTE);
            remotes.limits();
            // One more call for each: is the recipient on the contact one of ours?
            pay(remotes, product, remotes.deals(DEALS), "not paid before", CALLS_FOR_A_PAYOUT + 1);
            remotes.awaitQuiet(A_MINUTE);
            pay(remotes, product, remotes.dealsAgain(DEALS), "the same", CALLS_FOR_A_PAYOUT);
        }
    }

    private static void pay(
            Remotes remotes, MeasuredProduct product, List<String> deliveries, String contractors, int callsNeeded)
            throws Exception {
        Remotes.Figures before = remotes.figures();
        List<Load.Post> others = product.posts(remotes.others(seconds(callsNeeded) * OTHERS_PER_SECOND));
        long began = System.nanoTime();
        Load.Result moved = Load.flatOut(product.port(), product.posts(deliveries));
        assertThat(moved.codes()).containsOnlyKeys(200);
        CompletableFuture<Load.Result> meanwhile = CompletableFuture.supplyAsync(() -> steady(product, others));
        remotes.await(figures -> figures.fundings() >= before.fundings() + DEALS);
        double funded = (System.nanoTime() - began) / 1e9;
        remotes.await(figures -> figures.notes() >= before.notes() + DEALS);
        double told = (System.nanoTime() - began) / 1e9;
        Remotes.Figures after = remotes.figures();
        Load.Result acknowledged = meanwhile.join();
        double allowed = DEALS * callsNeeded / WISE_PER_SECOND;
        ROWS.add(Tables.row(Stream.of(
                        DEALS,
                        contractors,
                        Math.round(funded),
                        Math.round(allowed),
                        String.format("%.2f", funded / allowed),
                        Math.round(told),
                        after.wiseCalls() - before.wiseCalls(),
                        after.kommoCalls() - before.kommoCalls(),
                        after.refused() - before.refused(),
                        acknowledged.percentile(50) + " / " + acknowledged.percentile(99),
                        farthest(deliveries, remotes.order().subList(before.fundings(), after.fundings())))
                .map(String::valueOf)));
        assertThat(acknowledged.codes()).containsOnlyKeys(200);
        assertThat(after.transfers() - before.transfers()).isEqualTo(DEALS);
        assertThat(after.fundings() - before.fundings()).isEqualTo(DEALS);
        assertThat(after.notes() - before.notes()).isEqualTo(DEALS);
        assertThat(after.refused() - before.refused()).isZero();
    }

    private static int seconds(int callsNeeded) {
        return (int) (DEALS * callsNeeded / WISE_PER_SECOND);
    }

    private static Load.Result steady(MeasuredProduct product, List<Load.Post> posts) {
        try {
            return Load.steady(product.port(), posts, OTHERS_PER_SECOND);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many places lie between when a deal was delivered and when it was paid, at most. */
    private static int farthest(List<String> deliveries, List<String> references) {
        Map<String, Integer> paid = new HashMap<>();
        references.forEach(reference -> paid.put(reference.replace("DEAL-", ""), paid.size()));
        int farthest = 0;
        for (int place = 0; place < deliveries.size(); place++) {
            String delivery = deliveries.get(place);
            String deal = paid.keySet().stream()
                    .filter(id -> delivery.contains("=" + id + "&") || delivery.endsWith("=" + id))
                    .findFirst()
                    .orElseThrow();
            farthest = Math.max(farthest, Math.abs(place - paid.get(deal)));
        }
        return farthest;
    }
}
