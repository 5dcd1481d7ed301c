package dealpayouts.chaos;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** How often something happened at each place. */
final class Tally {

    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

    void add(String place) {
        counts.merge(place, 1, Integer::sum);
    }

    int at(String place) {
        return counts.getOrDefault(place, 0);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
