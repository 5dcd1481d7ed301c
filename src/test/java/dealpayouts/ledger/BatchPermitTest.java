package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchPermitTest {

    private static final int AT_ONCE = 4;
    private static final int ROUNDS = 20_000;
    private static final String GROUP = "68d3a3f2-9c3f-4b8a-a6a2-4b2f2a4c1d11";
    private static final long PROFILE = 20045501;
    private static final String BALANCE = "{\"type\":\"BALANCE\"}";

    private final PaymentPermits attempts = new PaymentPermits(PaymentPermits.NOTHING_TO_ASK);

    @Test
    void aRecordedFundingMayBeAskedForOnce() {
        attempts.beginBatch(1);
        attempts.permitFunding(batch(1, GROUP), Set.of(11L, 12L));

        assertThatNoException().isThrownBy(() -> attempts.useBatchFunding(PROFILE, GROUP, BALANCE));
        refuses(GROUP, BALANCE);
    }

    @Test
    void whatIsNotRecordedIsNotAskedFor() {
        attempts.beginBatch(1);

        refuses(GROUP, BALANCE);
    }

    @Test
    void anotherGroupIsNotPaid() {
        attempts.beginBatch(1);
        attempts.permitFunding(batch(1, "another"), Set.of(11L));

        refuses(GROUP, BALANCE);
    }

    @Test
    void outsideOfDurableWorkNothingIsPermitted() {
        attempts.permitFunding(batch(1, GROUP), Set.of(11L));

        refuses(GROUP, BALANCE);
    }

    @Test
    void nothingIsPermittedAfterTheAttempt() {
        attempts.beginBatch(1);
        attempts.permitFunding(batch(1, GROUP), Set.of(11L));
        attempts.endBatch(1);

        refuses(GROUP, BALANCE);
    }

    @Test
    void moneyComesFromTheBalanceOfTheRecordedProfileAndFromNowhereElse() {
        attempts.beginBatch(1);
        attempts.permitFunding(batch(1, GROUP), Set.of(11L));

        refuses(GROUP, "{\"type\":\"BALANCE\",\"amount\":1}");
        refuses(GROUP, "{\"type\":\"TRUSTED_PRE_FUND_BULK\"}");
        refuses(GROUP, "");
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> attempts.useBatchFunding(PROFILE + 1, GROUP, BALANCE));
        assertThatNoException().isThrownBy(() -> attempts.useBatchFunding(PROFILE, GROUP, BALANCE));
    }

    @Test
    void aGroupIsChangedOnceAndOnlyAsTheLedgerHasRecorded() {
        attempts.beginBatch(1);
        refusesChange(GROUP, "{\"status\":\"COMPLETED\",\"version\":1}");
        attempts.permitGroupChange(batch(1, GROUP), "COMPLETED");

        refusesChange(GROUP, "{\"status\":\"CANCELLED\",\"version\":1}");
        refusesChange(GROUP, "{\"status\":\"COMPLETED\",\"version\":1,\"name\":\"x\"}");
        refusesChange(GROUP, "{\"status\":\"COMPLETED\"}");
        refusesChange(GROUP, "");
        refusesChange("another", "{\"status\":\"COMPLETED\",\"version\":1}");
        assertThatNoException()
                .isThrownBy(() -> attempts.useGroupChange(PROFILE, GROUP, "{\"status\":\"COMPLETED\",\"version\":1}"));
        refusesChange(GROUP, "{\"status\":\"COMPLETED\",\"version\":1}");
    }

    private void refusesChange(String groupId, String body) {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> attempts.useGroupChange(PROFILE, groupId, body));
    }

    @Test
    void inTheGuidesDialectExactlyTheRecordedTransfersArePaid() {
        attempts.beginBatch(1);
        attempts.permitFunding(batch(1, null), Set.of(11L, 12L));

        refuses(null, "{\"transferIds\":[11,12,13]}");
        refuses(null, "{\"transferIds\":[11]}");
        refuses(null, "no JSON");
        assertThatNoException().isThrownBy(() -> attempts.useBatchFunding(PROFILE, null, "{\"transferIds\":[12,11]}"));
    }

    @Test
    void fundingIsNotRecordedTwiceInOneAttempt() {
        attempts.beginBatch(1);
        attempts.permitFunding(batch(1, GROUP), Set.of(11L));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> attempts.requireFundable(batch(1, GROUP), List.of()));
    }

    @Test
    void callsAtTheSameMomentUseOnePermitOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        for (int round = 1; round <= ROUNDS; round++) {
            attempts.beginBatch(round);
            attempts.permitFunding(batch(round, GROUP), Set.of(11L));
            AtomicInteger left = new AtomicInteger();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                calls.add(threads.submit(() -> {
                    together.await();
                    attempts.useBatchFunding(PROFILE, GROUP, BALANCE);
                    return left.incrementAndGet();
                }));
            }
            for (Future<?> call : calls) {
                awaitEnd(call);
            }
            attempts.endBatch(round);

            assertThat(left).as("calls that left in round " + round).hasValue(1);
        }
        threads.shutdown();
    }

    private static void awaitEnd(Future<?> call) throws InterruptedException {
        try {
            call.get();
        } catch (ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(IllegalTransitionException.class);
        }
    }

    private void refuses(String groupId, String body) {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> attempts.useBatchFunding(PROFILE, groupId, body));
    }

    private static Batch batch(long id, String group) {
        Instant now = Instant.parse("2026-09-01T10:00:00Z");
        return new Batch(
                id,
                20045501,
                "USD",
                "deal-payouts " + id,
                BatchState.FUNDING_REQUESTED,
                1,
                null,
                null,
                group,
                1,
                null,
                now,
                now,
                2,
                null,
                null,
                null);
    }
}
