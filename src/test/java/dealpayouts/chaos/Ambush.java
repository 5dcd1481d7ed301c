package dealpayouts.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for a node to come to a place, and kills it there while it waits for an answer. */
final class Ambush {

    private final Node victim;
    private final Moment moment;
    private final Predicate<String> places;
    private final CountDownLatch done = new CountDownLatch(1);
    private int toLetPass;
    private boolean sprung;

    /**
     * @param places the calls or steps at which it lies
     * @param toLetPass how many of them go through before
     */
    Ambush(Node victim, Moment moment, Predicate<String> places, int toLetPass) {
        this.victim = victim;
        this.moment = moment;
        this.places = places;
        this.toLetPass = toLetPass;
    }

    Moment moment() {
        return moment;
    }

    boolean isFor(String node, String place) {
        return victim.name().equals(node) && places.test(place);
    }

    /** Whether the caller, who is at the place, has to {@link #kill}; nobody else gets the same answer. */
    synchronized boolean springs() {
        if (sprung || toLetPass-- > 0) {
            return false;
        }
        sprung = true;
        return true;
    }

    void kill() {
        victim.kill();
        done.countDown();
    }

    /** Waits for the kill; false when the victim did not come by, and is safe from now on. */
    boolean succeedsWithin(Duration time) {
        try {
            if (done.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            synchronized (this) {
                if (!sprung) {
                    sprung = true;
                    return false;
                }
            }
            done.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
