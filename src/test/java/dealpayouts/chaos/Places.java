package dealpayouts.chaos;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where processes were killed: at which steps and in which calls, on all days together. */
final class Places {

    private final Tally atSteps = new Tally();
    private final Tally inCalls = new Tally();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    /** No step is wanted for another kill before all that are passed were wanted as often. */
    private final AtomicInteger round = new AtomicInteger(1);

    void reached(String step) {
        reached.add(step);
    }

    boolean isWanted(String step) {
        return atSteps.at(step) < round.get();
    }

    void killedAt(String step) {
        atSteps.add(step);
    }

    /** In this round nobody passes a wanted step any more. */
    void nobodyCame() {
        round.incrementAndGet();
    }

    boolean wasReached(String step) {
        return reached.contains(step);
    }

    Tally atSteps() {
        return atSteps;
    }

    Tally inCalls() {
        return inCalls;
    }
}
