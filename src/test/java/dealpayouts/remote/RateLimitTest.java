package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void asManyAsAllowedMayCallAtOnce() throws Exception {
        assertThat(timeFor(RateLimit.of(20), 20)).isLessThan(SECOND);
    }

    @Test
    void theNextWaitsASecondFromTheEndOfAnEarlierCall() throws Exception {
        RateLimit limit = RateLimit.of(1);
        RateLimit.Turn first = limit.await();
        long ended = System.nanoTime();
        first.ended();

        limit.await();

        assertThat(System.nanoTime() - ended).isGreaterThanOrEqualTo(SECOND.toNanos());
    }

    @Test
    void noSecondSeesMoreThanItMay() throws Exception {
        assertThat(timeFor(RateLimit.of(50, 10_000), 51)).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void aMinuteThatIsUsedUpKeepsAllWaiting() throws Exception {
        RateLimit limit = RateLimit.of(10, 2);
        for (int i = 0; i < 2; i++) {
            limit.await().ended();
        }
        Thread third = waiting(limit::await, List.of());

        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(3)).until(third::isAlive);

        third.interrupt();
    }

    @Test
    void whoStandsAsideWaitsForAllButOne() throws Exception {
        RateLimit limit = RateLimit.of(1, 1_000);
        RateLimit.Turn first = limit.await();
        List<Thread> order = new CopyOnWriteArrayList<>();
        Thread aside = waiting(limit::awaitAside, order);
        await().until(() -> aside.getState() == Thread.State.WAITING);
        Thread asideToo = waiting(limit::awaitAside, order);
        await().until(() -> asideToo.getState() == Thread.State.WAITING);
        Thread other = waiting(limit::await, order);
        await().until(() -> other.getState() == Thread.State.WAITING);

        first.unused();

        await().until(() -> order.size() == 3);
        assertThat(order).containsExactly(aside, other, asideToo);
    }

    @Test
    void aTurnThatIsNotUsedIsTheNextOnes() throws Exception {
        RateLimit limit = RateLimit.of(1);
        limit.await().unused();

        assertThat(timeFor(limit, 1)).isLessThan(SECOND);
    }

    @Test
    void whoIsStoppedWhileWaitingTakesNothing() throws Exception {
        RateLimit limit = RateLimit.of(1, 2);
        RateLimit.Turn first = limit.await();
        Thread stopped = waiting(limit::await, List.of());
        await().until(() -> stopped.getState() == Thread.State.WAITING);
        stopped.interrupt();
        stopped.join();
        first.unused();

        limit.await().unused();
        limit.await().unused();
    }

    @Test
    void turnsComeInTheOrderOfAsking() throws Exception {
        RateLimit limit = RateLimit.of(1);
        RateLimit.Turn first = limit.await();
        List<Thread> order = new CopyOnWriteArrayList<>();
        Thread second = waiting(limit::await, order);
        await().until(() -> second.getState() == Thread.State.WAITING);
        Thread third = waiting(limit::await, order);
        await().until(() -> third.getState() == Thread.State.WAITING);

        first.unused();

        await().until(() -> order.size() == 2);
        assertThat(order).containsExactly(second, third);
    }

    private interface Asking {
        RateLimit.Turn ask() throws InterruptedException;
    }

    private static Thread waiting(Asking asking, List<Thread> order) {
        Thread thread = new Thread(() -> {
            try {
                RateLimit.Turn turn = asking.ask();
                order.add(Thread.currentThread());
                turn.unused();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    private static Duration timeFor(RateLimit limit, int calls) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            limit.await().ended();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
