package dealpayouts.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What happened on a day and what came of it. */
record DayReport(
        long seed,
        ChaosSettings settings,
        Map<String, Integer> kills,
        int faults,
        int outages,
        int stalls,
        Verdict verdict,
        Duration took,
        Map<Problem, List<String>> evidence) {}
