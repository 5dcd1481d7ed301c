package dealpayouts.remote;

import java.util.concurrent.Semaphore;

/**
 * Lets only some pieces of work use the processor and the ledger at the same time; who waits for a remote makes room for
 * another one meanwhile. Else one answer that lets a hundred payouts go on would have a webhook wait behind all of them.
 */
public final class Bulkhead {

    private static final ThreadLocal<Semaphore> OCCUPIED = new ThreadLocal<>();

    private final Semaphore places;

    /** @param places how many work at the same time; in their order */
    public Bulkhead(int places) {
        this.places = new Semaphore(places, true);
    }

    /** Carries the work out as soon as there is a place. */
    public void run(Runnable work) {
        places.acquireUninterruptibly();
        OCCUPIED.set(places);
        try {
            work.run();
        } finally {
            OCCUPIED.remove();
            places.release();
        }
    }

    /** Makes room, if this thread has a place, until the wait is closed; then waits for a place again. */
    public static Wait waiting() {
        Semaphore occupied = OCCUPIED.get();
        if (occupied == null) {
            return () -> {};
        }
        occupied.release();
        return occupied::acquireUninterruptibly;
    }

    /** Time in which nothing is done here. */
    public interface Wait extends AutoCloseable {

        @Override
        void close();
    }
}
