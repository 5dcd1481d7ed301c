package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A hundred deals are moved to Pay at once, in batch mode and one by one. */
class ManyInOneBatchIT extends WithBatches {

    private static final int DEALS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void allArePaidWithOneFundingCallAndWiseIsCalledLessThanOneByOne() {
        Map<String, Integer> together = payAll("batch");
        assertThat(fundingCalls()).hasSize(1);
        assertThat(group().transfers()).hasSize(DEALS);
        product.close();
        Map<String, Integer> alone = payAll("auto");

        print(together, alone);
        assertThat(toWise(together)).isLessThan(toWise(alone));
    }

    private static int toWise(Map<String, Integer> calls) {
        return calls.entrySet().stream()
                .filter(call -> !call.getKey().contains("/api/v4/"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Pays the deals and returns how often each call was made. */
    private Map<String, Integer> payAll(String funding) {
        startBatches(World.PLATFORM_ON_SQLITE, Map.of("payout.funding", funding, "payout.parked-look-ms", "600000"));
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            deals.add(pay());
        }
        if (funding.equals("batch")) {
            patiently().atMost(PATIENCE).until(() -> notesSaying(deals, WAITS) == DEALS);
            cutOff();
        }
        patiently().atMost(PATIENCE).until(() -> notesSaying(deals, "Wise: paid ") == DEALS);
        assertThat(wise().transfers()).hasSize(DEALS).allMatch(Transfer::funded);
        assertThat(wise().balance("USD")).isEqualByComparingTo(MUCH.subtract(debitOf(DEALS)));
        Map<String, Integer> calls = new TreeMap<>();
        Stream.concat(kommo().calls().stream(), wise().calls().stream())
                .forEach(call -> calls.merge(name(call), 1, Integer::sum));
        return calls;
    }

    private long notesSaying(List<Long> deals, String start) {
        return deals.stream()
                .filter(deal -> kommo().notes(deal).stream()
                                .filter(note -> note.startsWith(start))
                                .count()
                        == 1)
                .count();
    }

    private static String name(RecordedCall call) {
        return call.method() + " "
                + call.path()
                        .replaceFirst("\\?.*", "")
                        .replaceAll("/[0-9a-f-]{36}", "/{id}")
                        .replaceAll("/\\d+", "/{id}");
    }

    private static int sum(Map<String, Integer> calls) {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void print(Map<String, Integer> together, Map<String, Integer> alone) {
        Map<String, Integer> all = new TreeMap<>(together);
        all.putAll(alone);
        StringBuilder table = new StringBuilder(
                "\n| call | %d in one batch | %d one by one |\n|---|---|---|\n".formatted(DEALS, DEALS));
        all.keySet()
                .forEach(name -> table.append("| %s | %d | %d |\n"
                        .formatted(name, together.getOrDefault(name, 0), alone.getOrDefault(name, 0))));
        System.out.println(table.append("| to Wise | %d | %d |\n| all | %d | %d |\n"
                .formatted(toWise(together), toWise(alone), sum(together), sum(alone))));
    }
}
