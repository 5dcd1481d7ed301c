package dealpayouts.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.MDC;
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

    GroupCommit(TransactionTemplate transactions) {
        this.transactions = transactions;
    }

    /** Runs the work in a transaction, with that of others or alone; when it fails, it fails alone. */
    <T> T run(Supplier<T> work) {
        Part<T> part = new Part<>(work);
        waiting.add(part);
        turn.lock();
        try {
            if (!part.done) {
                commit(gather());
            }
        } finally {
            turn.unlock();
        }
        return part.result();
    }

    private List<Part<?>> gather() {
        List<Part<?>> parts = new ArrayList<>();
        for (Part<?> part = waiting.poll(); part != null; part = waiting.poll()) {
            parts.add(part);
        }
        return parts;
    }

    private void commit(List<Part<?>> parts) {
        try {
            transactions.executeWithoutResult(status -> parts.forEach(Part::run));
            parts.forEach(part -> part.done = true);
        } catch (RuntimeException e) {
            parts.forEach(this::commitAlone);
        }
    }

    private void commitAlone(Part<?> part) {
        try {
            transactions.executeWithoutResult(status -> part.run());
        } catch (RuntimeException e) {
            part.failure = e;
        }
        part.done = true;
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

        T result() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }
}
