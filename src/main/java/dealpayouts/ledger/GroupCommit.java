package dealpayouts.ledger;

import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.MDC;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits together what several threads want to store at the same time. SQLite writes one transaction after the other
 * and waits for the disk each time; while it waits, the next ones gather and share one wait. Nobody is told that his part
 * is stored before the common commit is on disk. A part may be run twice, so it must do nothing but use the database.
 */
final class GroupCommit {

    /** With more of them a group would take long, and who has just missed it would wait for it. */
    private static final int MOST_TOGETHER = 32;

    private final TransactionTemplate transactions;
    private final long longestInFrontMs;
    private final long longestBehindMs;
    /** Those in front. Guarded, as what follows, by this object. */
    private final Deque<Part<?>> front = new ArrayDeque<>();

    private final Deque<Part<?>> behind = new ArrayDeque<>();
    private boolean led;

    /**
     * Commits to that database.
     *
     * @param longestInFrontMs how long one for whom somebody waits may wait for the transactions of others
     * @param longestBehindMs the same for others, which wait for those in front, too
     */
    GroupCommit(TransactionTemplate transactions, long longestInFrontMs, long longestBehindMs) {
        this.transactions = transactions;
        this.longestInFrontMs = longestInFrontMs;
        this.longestBehindMs = longestBehindMs;
    }

    /** Where one waits for the next group. */
    enum Place {
        /** Of those for whom somebody waits. */
        IN_FRONT,
        BEHIND
    }

    /**
     * Runs the work in a transaction, with that of others or alone. When it fails by itself it fails alone; when the
     * database fails, all that wanted to be stored with it fail at once.
     *
     * @throws CannotAcquireLockException when its turn did not come in time
     */
    <T> T run(Supplier<T> work, Place place) {
        Part<T> part = new Part<>(work);
        if (!isFirst(part, place)) {
            awaitSignal(part, place == Place.IN_FRONT ? longestInFrontMs : longestBehindMs);
        }
        if (part.leads) {
            lead(part);
        }
        return part.result();
    }

    private synchronized boolean isFirst(Part<?> part, Place place) {
        if (led) {
            (place == Place.IN_FRONT ? front : behind).add(part);
            return false;
        }
        led = true;
        part.leads = true;
        return true;
    }

    /** Until it is stored with others, or leads the next group. */
    private void awaitSignal(Part<?> part, long longestWaitMs) {
        try {
            if (part.signal.tryAcquire(longestWaitMs, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (withdraw(part)) {
            throw new CannotAcquireLockException("The ledger was busy for more than " + longestWaitMs + " ms");
        }
        part.signal.acquireUninterruptibly();
    }

    private synchronized boolean withdraw(Part<?> part) {
        return front.remove(part) || behind.remove(part);
    }

    private void lead(Part<?> own) {
        List<Part<?>> group = gather(own);
        try {
            commit(group);
        } finally {
            appointNext();
            group.forEach(part -> part.signal.release());
        }
    }

    private synchronized List<Part<?>> gather(Part<?> own) {
        List<Part<?>> group = new ArrayList<>(List.of(own));
        while (group.size() < MOST_TOGETHER && !(front.isEmpty() && behind.isEmpty())) {
            group.add(poll());
        }
        return group;
    }

    private synchronized void appointNext() {
        Part<?> next = poll();
        led = next != null;
        if (led) {
            next.leads = true;
            next.signal.release();
        }
    }

    private Part<?> poll() {
        return front.isEmpty() ? behind.poll() : front.poll();
    }

    private void commit(List<Part<?>> parts) {
        List<Part<?>> left = new ArrayList<>(parts);
        while (!left.isEmpty()) {
            AtomicReference<Part<?>> running = new AtomicReference<>();
            try {
                transactions.executeWithoutResult(status -> {
                    for (Part<?> part : left) {
                        running.set(part);
                        part.run();
                    }
                    running.set(null);
                });
                left.forEach(part -> part.end(null));
                return;
            } catch (RuntimeException e) {
                List<Part<?>> failed = isOfTheDatabase(e) || running.get() == null ? left : List.of(running.get());
                failed.forEach(part -> part.end(e));
                left.removeAll(List.copyOf(failed));
            }
        }
    }

    /** Not of one part: another try would only wait once more. */
    private static boolean isOfTheDatabase(RuntimeException e) {
        return (e instanceof DataAccessException && !(e instanceof DataIntegrityViolationException))
                || e instanceof TransactionException
                || e instanceof SQLRuntimeException;
    }

    /** What one thread wants to store. Read and written only by who leads, and by its own thread after the signal. */
    private static final class Part<T> {
        private final Semaphore signal = new Semaphore(0);
        private final Supplier<T> work;
        private final Map<String, String> logContext = MDC.getCopyOfContextMap();
        private T result;
        private RuntimeException failure;
        private boolean done;
        private boolean leads;

        Part(Supplier<T> work) {
            this.work = work;
        }

        void run() {
            Map<String, String> mine = MDC.getCopyOfContextMap();
            setLogContext(logContext);
            try {
                result = work.get();
            } finally {
                setLogContext(mine);
            }
        }

        private static void setLogContext(Map<String, String> context) {
            MDC.setContextMap(context == null ? Map.of() : context);
        }

        void end(RuntimeException failure) {
            this.failure = failure;
            this.done = true;
        }

        T result() {
            if (failure != null) {
                throw failure;
            }
            if (!done) {
                throw new IllegalStateException("It was not stored: whoever led its group has failed.");
            }
            return result;
        }
    }
}
