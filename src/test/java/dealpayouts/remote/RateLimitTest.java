package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void keepsASteadyRate() throws Exception {
        assertThat(timeFor(RateLimit.steady(20), 12)).isGreaterThanOrEqualTo(Duration.ofMillis(450));
    }

    @Test
    void letsTwoCallsFollowAtOnceAfterAQuietMoment() throws Exception {
        assertThat(timeFor(RateLimit.steady(1), 2)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void letsNoSecondSeeMoreThanItMay() throws Exception {
        assertThat(timeFor(RateLimit.atMost(50, 10_000), 52)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void letsNoMinuteSeeMoreThanItMay() throws Exception {
        RateLimit limit = RateLimit.atMost(1_000, 600);

        assertThat(timeFor(limit, 66)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void isSharedByAllWhoCall() throws Exception {
        RateLimit limit = RateLimit.steady(20);
        ExecutorService threads = Executors.newFixedThreadPool(12);
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(() -> {
                limit.await();
                return null;
            });
        }

        long start = System.nanoTime();
        for (Future<Object> call : threads.invokeAll(calls)) {
            call.get();
        }
        threads.shutdown();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(450));
    }

    private static Duration timeFor(RateLimit limit, int calls) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            limit.await();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
