package dealpayouts.ledger;

import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
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

    private final TransactionTemplate transactions;
    private final Queue<Part<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final long longestWaitMs;

    /** @param longestWaitMs how long one may wait for the transactions of others */
    GroupCommit(TransactionTemplate transactions, long longestWaitMs) {
        this.transactions = transactions;
        this.longestWaitMs = longestWaitMs;
    }

    /**
     * Runs the work in a transaction, with that of others or alone. When it fails by itself it fails alone; when the
     * database fails, all that wanted to be stored with it fail at once.
     *
     * @throws CannotAcquireLockException when its turn did not come in time
     */
    <T> T run(Supplier<T> work) {
        Part<T> part = new Part<>(work);
        waiting.add(part);
        awaitTurn(part);
        try {
            if (!part.done) {
                commit(gather());
            }
        } finally {
            turn.unlock();
        }
        return part.result();
    }

    private void awaitTurn(Part<?> part) {
        try {
            if (turn.tryLock(longestWaitMs, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (waiting.remove(part)) {
            throw new CannotAcquireLockException("The ledger was busy for more than " + longestWaitMs + " ms");
        }
        turn.lock();
    }

    private List<Part<?>> gather() {
        List<Part<?>> parts = new ArrayList<>();
        for (Part<?> part = waiting.poll(); part != null; part = waiting.poll()) {
            parts.add(part);
        }
        return parts;
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

    /** What one thread wants to store. Read and written only by whose turn it is, and by its own thread afterwards. */
    private static final class Part<T> {
        private final Supplier<T> work;
        private final Map<String, String> logContext = MDC.getCopyOfContextMap();
        private T result;
        private RuntimeException failure;
        private boolean done;

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
            return result;
        }
    }
}
