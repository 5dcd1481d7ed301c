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
    private static final long LONG_MS = 60_000;

    private final CountDownLatch diskIsReady = new CountDownLatch(1);
    private final SlowDisk disk = new SlowDisk();
    private final GroupCommit commits = new GroupCommit(new TransactionTemplate(disk), LONG_MS, LONG_MS);
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
        GroupCommit impatient = new GroupCommit(new TransactionTemplate(disk), 1, LONG_MS);
        List<String> stored = new CopyOnWriteArrayList<>();
        Thread first = waiting(() -> impatient.run(() -> stored.add("first"), Place.BEHIND));
        Thread behind = waiting(() -> impatient.run(() -> stored.add("behind"), Place.BEHIND));

        assertThatThrownBy(() -> impatient.run(() -> stored.add("in front"), Place.IN_FRONT))
                .isInstanceOf(CannotAcquireLockException.class);

        diskIsReady.countDown();
        first.join();
        behind.join();
        assertThat(stored).containsExactly("first", "behind");
    }

    @Test
    void whoIsInFrontIsStoredBeforeThoseBehind() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        List<Thread> all = new ArrayList<>();
        all.add(waiting(() -> commits.run(() -> order.add("first"), Place.BEHIND)));
        for (Place place : List.of(Place.BEHIND, Place.BEHIND, Place.IN_FRONT)) {
            all.add(waiting(() -> commits.run(() -> order.add(place.name()), place)));
        }

        diskIsReady.countDown();
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(order).containsExactly("first", "IN_FRONT", "BEHIND", "BEHIND");
    }

    /** Started, and at its wait for the disk or for its turn. */
    private static Thread waiting(Runnable store) {
        Thread thread = new Thread(store);
        thread.start();
        await().until(() ->
                thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
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
