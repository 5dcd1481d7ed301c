package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dealpayouts.ledger.GroupCommit.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class GroupCommitTest {

    private static final int THREADS = 16;
    private static final int IN_FRONT_MS = 1_000;

    private final CountDownLatch diskIsReady = new CountDownLatch(1);
    private final SlowDisk disk = new SlowDisk();
    private final GroupCommit commits = new GroupCommit(new TransactionTemplate(disk), IN_FRONT_MS, 10_000);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whatGathersWhileTheDiskIsBusySharesOneCommit() throws Exception {
        List<Future<Integer>> results = startAll(-1);

        diskIsReady.countDown();

        for (int i = 0; i < THREADS; i++) {
            assertThat(results.get(i).get()).isEqualTo(i);
        }
        assertThat(disk.commits.get()).isLessThan(THREADS);
    }

    @Test
    void aFailingPartHurtsNoOther() throws Exception {
        int broken = 7;
        List<Future<Integer>> results = startAll(broken);

        diskIsReady.countDown();

        for (int i = 0; i < THREADS; i++) {
            Future<Integer> result = results.get(i);
            if (i == broken) {
                assertThatThrownBy(result::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasMessageContaining("broken");
            } else {
                assertThat(result.get()).isEqualTo(i);
            }
        }
    }

    @Test
    void aFailedCommitIsToldToWhoWantedIt() {
        diskIsReady.countDown();
        disk.isFull = true;

        assertThatThrownBy(() -> commits.run(() -> 1, Place.BEHIND)).hasMessageContaining("full");
    }

    @Test
    void whoIsInFrontSoonHearsThatItDidNotWorkAndWhoIsBehindWaitsOn() throws Exception {
        Future<Boolean> first = threads.submit(() -> commits.run(() -> true, Place.BEHIND));
        Future<Boolean> behind = threads.submit(() -> commits.run(() -> true, Place.BEHIND));
        await().until(() -> commits.waiting() == 1);

        assertThatThrownBy(() -> commits.run(() -> true, Place.IN_FRONT))
                .isInstanceOf(CannotAcquireLockException.class);

        diskIsReady.countDown();
        assertThat(first.get()).isTrue();
        assertThat(behind.get()).isTrue();
    }

    @Test
    void whoIsInFrontIsStoredBeforeThoseBehind() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        List<Future<Boolean>> all = new ArrayList<>();
        all.add(threads.submit(() -> commits.run(() -> order.add("first"), Place.BEHIND)));
        await().until(() -> order.size() == 1);
        for (Place place : List.of(Place.BEHIND, Place.BEHIND, Place.IN_FRONT)) {
            CountDownLatch started = new CountDownLatch(1);
            all.add(threads.submit(() -> {
                started.countDown();
                return commits.run(() -> order.add(place.name()), place);
            }));
            started.await();
        }
        await().until(() -> commits.waiting() == 3);

        diskIsReady.countDown();
        for (Future<Boolean> stored : all) {
            stored.get();
        }

        assertThat(order).containsExactly("first", "IN_FRONT", "BEHIND", "BEHIND");
    }

    private List<Future<Integer>> startAll(int broken) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(THREADS);
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            results.add(threads.submit(() -> {
                started.countDown();
                return commits.run(
                        () -> {
                            if (number == broken) {
                                throw new IllegalStateException("broken");
                            }
                            return number;
                        },
                        Place.BEHIND);
            }));
        }
        started.await();
        return results;
    }

    private final class SlowDisk extends AbstractPlatformTransactionManager {
        private final AtomicInteger commits = new AtomicInteger();
        private volatile boolean isFull;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            // There is nothing to begin.
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            try {
                diskIsReady.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (isFull) {
                throw new IllegalStateException("the disk is full");
            }
            commits.incrementAndGet();
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            // There is nothing to undo.
        }
    }
}
