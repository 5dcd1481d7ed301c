package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.OutageTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate learns from answers, and so does that of another node on the same ledger. */
class RemoteGateTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");
    private static final Duration OPEN = Duration.ofSeconds(15);
    private static final Duration TRIED_AGAIN = OPEN.plusMillis(1);
    private static final Duration PROBE = Duration.ofSeconds(60);
    private static final Duration BLOCK = Duration.ofMinutes(15);
    private static final String HTML = "text/html";
    private static final String PROBLEM = "application/problem+json; charset=utf-8";

    private final SetClock clock = new SetClock();
    private LedgerDatabase database;
    private RemoteGate wise;
    private RemoteGate kommo;

    @BeforeEach
    void open() {
        LedgerAddress at = LedgerAddress.preparedSqlite();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), 5);
        wise = gate(Remote.WISE);
        kommo = gate(Remote.KOMMO);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void letsCallsThroughAsLongAsTheyAreAnswered() throws Exception {
        for (int i = 0; i < 30; i++) {
            wise.enter().answered(answer(i % 2 == 0 ? 200 : 422));
        }

        assertThat(wise.problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30                            | 30",
                "Tue, 1 Sep 2026 10:01:00 GMT  | 60",
                "86400                         | 3600",
                "Wed, 2 Sep 2026 10:00:00 GMT  | 3600"
            })
    void waitsAsLongAsTheRemoteAsksButNotLongerThanAnHour(String retryAfter, long seconds) throws Exception {
        refused(wise, new Answer(429, HTML, retryAfter, ""));

        clock.pass(Duration.ofSeconds(seconds - 1));
        assertClosedUntil(wise, NOW.plusSeconds(seconds));
        clock.pass(Duration.ofSeconds(1));
        wise.enter().answered(answer(200));
    }

    @Test
    void waitsAsLongAsTheBodyAsks() throws Exception {
        refused(kommo, new Answer(429, PROBLEM, null, "{\"status\":429,\"retry_after\":300}"));

        assertClosedUntil(kommo, NOW.plusSeconds(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "{\"retry_after\":\"soon\"}", "{\"retry_after\":-1}", "[1", "null"})
    void waitsASecondWhenTheRemoteDoesNotSayHowLong(String body) throws Exception {
        refused(kommo, new Answer(429, HTML, null, body));

        assertClosedUntil(kommo, NOW.plusSeconds(1));
    }

    @Test
    void waitsTwiceAsLongEachTimeThatItIsStillTooEarly() throws Exception {
        for (int seconds : new int[] {1, 2, 4, 8}) {
            Instant now = clock.instant();
            refused(kommo, answer(429));
            assertClosedUntil(kommo, now.plusSeconds(seconds));
            clock.pass(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void beginsWithASecondAgainAfterACallWasAnswered() throws Exception {
        refused(kommo, answer(429));
        clock.pass(Duration.ofSeconds(1));
        kommo.enter().answered(answer(200));

        Instant now = clock.instant();
        refused(kommo, answer(429));

        assertClosedUntil(kommo, now.plusSeconds(1));
    }

    @Test
    void callsThatWereUnderWayTogetherMakeOnePause() throws Exception {
        RemoteGate.Pass first = kommo.enter();
        RemoteGate.Pass second = kommo.enter();
        clock.pass(Duration.ofMillis(100));
        Instant now = clock.instant();
        refused(first, answer(429));
        refused(second, answer(429));

        assertClosedUntil(kommo, now.plusSeconds(1));
    }

    @Test
    void aCallThatWasUnderWayDoesNotEndAPause() throws Exception {
        RemoteGate.Pass early = wise.enter();
        refused(wise, new Answer(429, HTML, "30", ""));

        early.answered(answer(200));

        assertClosedUntil(wise, NOW.plusSeconds(30));
    }

    @Test
    void aTokenThatIsNotAcceptedStopsAllCallsButOneForATry() throws Exception {
        refused(wise, answer(401));
        assertClosedUntil(wise, NOW.plus(PROBE));

        clock.pass(PROBE);
        RemoteGate.Pass probe = wise.enter();

        assertClosedUntil(wise, clock.instant().plus(SharedClosing.SOON));
        refused(probe, answer(401));
        assertClosedUntil(wise, clock.instant().plus(PROBE));
    }

    @Test
    void ofManyWhoComeAtOnceOneTriesAgainAndTheOthersComeBackSoon() throws Exception {
        refused(wise, answer(401));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int round = 0; round < 100; round++) {
            clock.pass(PROBE);
            List<RemoteGate.Pass> tries = new CopyOnWriteArrayList<>();
            CyclicBarrier together = new CyclicBarrier(16);
            List<Callable<Instant>> calls = Collections.nCopies(16, () -> {
                together.await();
                try {
                    tries.add(wise.enter());
                    return clock.instant();
                } catch (RemoteUnavailableException e) {
                    return e.retryAt();
                }
            });

            List<Future<Instant>> retries = threads.invokeAll(calls);

            assertThat(tries).hasSize(1);
            for (Future<Instant> retry : retries) {
                assertThat(retry.get())
                        .isBetween(clock.instant(), clock.instant().plus(SharedClosing.SOON));
            }
            refused(tries.get(0), answer(401));
        }
        threads.shutdown();
    }

    @Test
    void whileATrySucceedsNobodyIsSentAwayForLong() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 100; round++) {
            refused(wise, answer(401));
            clock.pass(PROBE);
            RemoteGate.Pass probe = wise.enter();
            CyclicBarrier together = new CyclicBarrier(8);
            List<Callable<Instant>> calls = new ArrayList<>(Collections.nCopies(7, () -> {
                together.await();
                return retryAt();
            }));
            calls.add(() -> {
                together.await();
                probe.answered(answer(200));
                return clock.instant();
            });

            for (Future<Instant> retry : threads.invokeAll(calls)) {
                assertThat(retry.get()).isBeforeOrEqualTo(clock.instant().plus(SharedClosing.SOON));
            }
        }
        threads.shutdown();
    }

    @Test
    void aTryThatIsAnsweredOpensTheGate() throws Exception {
        refused(wise, answer(401));
        clock.pass(PROBE);

        wise.enter().answered(answer(404));

        wise.enter().answered(answer(200));
        assertThat(wise.problem()).isEmpty();
    }

    @Test
    void aTryThatFoundNobodyLeavesTheGateClosed() throws Exception {
        refused(wise, answer(401));
        clock.pass(PROBE);

        wise.enter().failed(new IOException("reset"));

        assertClosedUntil(wise, clock.instant().plus(PROBE));
    }

    @Test
    void aCallThatWasUnderWayDoesNotEndAStop() throws Exception {
        RemoteGate.Pass early = wise.enter();
        refused(wise, answer(401));

        early.answered(answer(200));

        assertClosedUntil(wise, NOW.plus(PROBE));
    }

    @Test
    void tooManyCallsAreNoReasonToForgetThatTheTokenIsNotAccepted() throws Exception {
        RemoteGate.Pass early = wise.enter();
        refused(wise, answer(401));

        refused(early, new Answer(429, HTML, "5", ""));

        assertThat(wise.problem()).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith(
                        "Wise does not accept the API token; tried again at 2026-09-01T10:01:00Z; set WISE_API_KEY"));
    }

    @Test
    void anAccountThatIsNotPaidStopsKommoOnly() throws Exception {
        wise.enter().answered(answer(402));
        assertThat(wise.problem()).isEmpty();

        refused(kommo, answer(402));

        assertClosedUntil(kommo, NOW.plus(PROBE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html; charset=UTF-8", "text/plain", "application/json"})
    void aBlockOfKommoMakesALongPauseThatOneCallEnds(String contentType) throws Exception {
        refused(kommo, new Answer(403, contentType, null, "403 Forbidden"));
        assertClosedUntil(kommo, NOW.plus(BLOCK));

        clock.pass(BLOCK);
        RemoteGate.Pass probe = kommo.enter();
        assertClosedUntil(kommo, clock.instant().plus(SharedClosing.SOON));
        probe.answered(answer(200));

        assertThat(kommo.problem()).isEmpty();
    }

    @Test
    void aCallThatIsForbiddenIsAboutThatCall() throws Exception {
        kommo.enter().answered(new Answer(403, PROBLEM, null, "{}"));
        wise.enter().answered(new Answer(403, HTML, null, ""));

        assertThat(kommo.problem()).isEmpty();
        assertThat(wise.problem()).isEmpty();
    }

    @Test
    void aRemoteThatIsOutOfOrderIsLeftAloneButForOneCall() throws Exception {
        breakDown(wise);
        assertClosedUntil(wise, NOW.plus(TRIED_AGAIN));

        clock.pass(TRIED_AGAIN);
        RemoteGate.Pass probe = wise.enter();
        assertClosedUntil(wise, clock.instant().plus(SharedClosing.SOON));
        probe.answered(answer(503));
        assertClosedUntil(wise, clock.instant().plus(TRIED_AGAIN));

        clock.pass(TRIED_AGAIN);
        wise.enter().answered(answer(400));
        assertThat(wise.problem()).isEmpty();
    }

    @Test
    void aCallThatIsNotMadeAfterAllDoesNotKeepTheNextOneFromTryingAgain() throws Exception {
        breakDown(wise);
        clock.pass(TRIED_AGAIN);
        wise.enter().unused();

        wise.enter().answered(answer(200));

        assertThat(wise.problem()).isEmpty();
    }

    @Test
    void aFewFailuresAmongManyCallsCloseNothing() throws Exception {
        for (int i = 0; i < 40; i++) {
            if (i % 3 == 0) {
                wise.enter().failed(new IOException("reset"));
            } else {
                wise.enter().answered(answer(200));
            }
        }

        assertThat(wise.problem()).isEmpty();
    }

    @Test
    void oneRemoteThatIsAwayDoesNotCloseTheOther() throws Exception {
        breakDown(wise);
        refused(wise, kommo);

        kommo.enter().answered(answer(200));
    }

    @Test
    void anotherNodeHearsOfItWithinASecond() throws Exception {
        RemoteGate other = gate(Remote.WISE);
        other.enter().answered(answer(200));
        refused(wise, answer(401));

        clock.pass(Duration.ofSeconds(1));

        assertClosedUntil(other, NOW.plus(PROBE));
    }

    @Test
    void onlyOneNodeTriesAgain() throws Exception {
        RemoteGate other = gate(Remote.WISE);
        refused(wise, answer(401));
        clock.pass(Duration.ofSeconds(1));
        assertClosedUntil(other, NOW.plus(PROBE));
        clock.pass(PROBE.minusSeconds(1));

        wise.enter();

        assertClosedUntil(other, clock.instant().plus(PROBE));
    }

    @Test
    void theSuccessOfOneNodeOpensTheGateOfTheOther() throws Exception {
        RemoteGate other = gate(Remote.WISE);
        refused(wise, answer(401));
        clock.pass(Duration.ofSeconds(1));
        assertClosedUntil(other, NOW.plus(PROBE));
        clock.pass(PROBE);
        wise.enter().answered(answer(200));

        clock.pass(Duration.ofSeconds(1));

        other.enter().answered(answer(200));
        assertThat(other.problem()).isEmpty();
    }

    @Test
    void aStartForgetsNoStop() throws Exception {
        refused(kommo, new Answer(403, HTML, null, ""));

        assertClosedUntil(gate(Remote.KOMMO), NOW.plus(BLOCK));
    }

    @Test
    void withoutTheLedgerANodeGoesOnWithWhatItKnows() throws Exception {
        wise.enter().answered(answer(200));
        database.close();
        clock.pass(Duration.ofSeconds(2));
        wise.enter().answered(answer(200));

        refused(wise, answer(401));

        assertClosedUntil(wise, clock.instant().plus(PROBE));
    }

    /** When the caller may come back, at once when it is let through. */
    private Instant retryAt() throws InterruptedException {
        try {
            wise.enter().unused();
            return clock.instant();
        } catch (RemoteUnavailableException e) {
            return e.retryAt();
        }
    }

    private void breakDown(RemoteGate gate) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            if (i % 2 == 0) {
                gate.enter().failed(new IOException("reset"));
            } else {
                gate.enter().answered(answer(i == 1 ? 408 : 502));
            }
        }
    }

    private static Answer answer(int status) {
        return new Answer(status, null, null, "");
    }

    private static void refused(RemoteGate gate, Answer answer) throws InterruptedException {
        refused(gate.enter(), answer);
    }

    private static void refused(RemoteGate.Pass pass, Answer answer) {
        assertThatExceptionOfType(RemoteUnavailableException.class).isThrownBy(() -> pass.answered(answer));
    }

    private static void refused(RemoteGate closed, RemoteGate open) {
        assertThatExceptionOfType(RemoteUnavailableException.class).isThrownBy(closed::enter);
        open.requireOpen();
    }

    private static void assertClosedUntil(RemoteGate gate, Instant until) {
        assertThatExceptionOfType(RemoteUnavailableException.class)
                .isThrownBy(gate::enter)
                .satisfies(closed -> assertThat(closed.retryAt()).isEqualTo(until));
        assertThatExceptionOfType(RemoteUnavailableException.class).isThrownBy(gate::requireOpen);
    }

    private RemoteGate gate(Remote remote) {
        return new RemoteGate(
                remote,
                new GateSettings(10, 50, OPEN, PROBE, BLOCK),
                RateLimit.of(100_000, 1_000_000),
                new OutageTable(database),
                clock,
                NoJitter::new);
    }

    private static final class NoJitter extends Random {
        @Override
        public long nextLong(long bound) {
            return 0;
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = NOW;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
