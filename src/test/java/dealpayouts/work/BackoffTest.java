package dealpayouts.work;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.ledger.RetryLaterException;
import dealpayouts.remote.RemoteUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");
    private static final long FIRST = 2_000;
    private static final long LONGEST = 600_000;

    private final Backoff earliest = new Backoff(FIRST, LONGEST, () -> always(0));
    private final Backoff latest = new Backoff(FIRST, LONGEST, () -> always(1));

    @Test
    void doublesWithEachFailure() {
        assertThat(IntStream.range(0, 5).mapToLong(failures -> delay(latest, failures, null)))
                .containsExactly(2_000L, 4_000L, 8_000L, 16_000L, 32_000L);
    }

    @Test
    void staysAtTheLongestDelay() {
        assertThat(LongStream.of(9, 30, 31, 64, 1_000_000).map(failures -> delay(latest, (int) failures, null)))
                .containsOnly(LONGEST);
    }

    @Test
    void spreadsOverTheLaterHalfOfTheDelay() {
        assertThat(new long[] {delay(earliest, 3, null), delay(latest, 3, null)})
                .containsExactly(8_000, 16_000);
    }

    @Test
    void waitsAsLongAsTheRemoteAsks() {
        assertThat(delay(latest, 0, answer("Retry-After", "30"))).isEqualTo(30_000);
    }

    @Test
    void waitsUntilALostWriteCanHaveNoEffectAnyMore() {
        RetryLaterException again = new RetryLaterException("asked for", NOW.plusSeconds(40));

        assertThat(delay(latest, 0, new IllegalStateException(again))).isEqualTo(40_000);
    }

    @Test
    void findsTheWishInWhateverCaseAndHoweverDeep() {
        Exception wrapped = new IllegalStateException(new IllegalStateException(answer("retry-after", " 30 ")));

        assertThat(delay(latest, 0, wrapped)).isEqualTo(30_000);
    }

    @Test
    void waitsUntilTheMomentThatTheRemoteNames() {
        assertThat(delay(latest, 0, answer("Retry-After", "Tue, 1 Sep 2026 10:01:00 GMT")))
                .isEqualTo(60_000);
    }

    @Test
    void aWishForLessThanTheDelayChangesNothing() {
        assertThat(delay(latest, 3, answer("Retry-After", "1"))).isEqualTo(16_000);
    }

    @Test
    void aMomentInThePastChangesNothing() {
        assertThat(delay(latest, 0, answer("Retry-After", "Tue, 1 Sep 2026 09:00:00 GMT")))
                .isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e3", "99999999999", "Tue, 41 Sep 2026 10:01:00 GMT"})
    void anUnreadableWishChangesNothing(String wish) {
        assertThat(delay(latest, 0, answer("Retry-After", wish))).isEqualTo(FIRST);
    }

    @Test
    void anAnswerWithoutHeadersChangesNothing() {
        assertThat(delay(
                        latest,
                        0,
                        new HttpOperationFailedException("https://api.wise.com", 503, null, null, null, null)))
                .isEqualTo(FIRST);
    }

    @Test
    void comesBackWhenTheGateOpensSpreadOverATenthOfTheWait() {
        Exception closed = new IllegalStateException(new RemoteUnavailableException("closed", NOW.plusSeconds(100)));

        assertThat(new long[] {delay(earliest, 7, closed), delay(latest, 7, closed)})
                .containsExactly(100_000, 100_000 + 10_000 + FIRST);
    }

    @Test
    void comesBackAtOnceWhenTheGateHasOpenedMeanwhile() {
        assertThat(delay(earliest, 7, new RemoteUnavailableException("closed", NOW.minusSeconds(1))))
                .isZero();
    }

    private static long delay(Backoff backoff, int failures, Throwable cause) {
        return Duration.between(NOW, backoff.next(NOW, failures, cause)).toMillis();
    }

    private static HttpOperationFailedException answer(String header, String value) {
        return new HttpOperationFailedException(
                "https://api.wise.com", 429, "Too Many Requests", null, Map.of(header, value), "");
    }

    /** Always the smallest number asked for, or always the largest. */
    private static RandomGenerator always(int smallestOrLargest) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long bound) {
                return smallestOrLargest * (bound - 1);
            }
        };
    }
}
