package dealpayouts.remote;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How many calls to a remote this node makes. Calls wait for their turn in the order in which they came. */
final class RateLimit {

    private final BlockingBucket bucket;

    private RateLimit(Bucket bucket) {
        this.bucket = bucket.asBlocking();
    }

    /**
     * Kommo counts 7 in any second (Kommo reference §12), so what a quiet moment saves up must stay small.
     *
     * @param perSecond steady rate; two more calls may follow at once after a quiet moment
     */
    static RateLimit steady(long perSecond) {
        return new RateLimit(Bucket.builder()
                .addLimit(bandwidth(2, perSecond, Duration.ofSeconds(1)))
                .build());
    }

    /**
     * Wise counts seconds and minutes (Wise reference §3).
     *
     * @param perSecond most calls in any second
     * @param perMinute most calls in any minute
     */
    static RateLimit atMost(long perSecond, long perMinute) {
        return new RateLimit(Bucket.builder()
                .addLimit(atMost(perSecond, Duration.ofSeconds(1)))
                .addLimit(atMost(perMinute, Duration.ofMinutes(1)))
                .build());
    }

    /** A twentieth may come at once; together with the refill no window of that length sees more than {@code most}. */
    private static Bandwidth atMost(long most, Duration window) {
        long burst = Math.max(1, most / 20);
        return bandwidth(burst, Math.max(1, most - burst), window);
    }

    private static Bandwidth bandwidth(long burst, long refill, Duration window) {
        return Bandwidth.builder().capacity(burst).refillGreedy(refill, window).build();
    }

    /** Waits until one more call may be made. */
    void await() throws InterruptedException {
        bucket.consume(1);
    }
}
