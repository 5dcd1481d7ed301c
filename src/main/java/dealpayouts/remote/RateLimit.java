package dealpayouts.remote;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls to a remote this node makes. The remote counts a call at some time between its beginning and its end, so it
 * counts here from its beginning until a window after its end: no window of the remote's own sees more than it may. Calls
 * get their turns in the order in which they came.
 */
final class RateLimit {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "turns");
        thread.setDaemon(true);
        return thread;
    });

    private final List<Window> windows;
    /** Of those who stand aside only one is among the others at a time. */
    private final Semaphore aside = new Semaphore(1, true);

    private record Window(Semaphore free, Duration length) {
        static Window of(long most, Duration length) {
            return new Window(new Semaphore((int) Math.min(most, Integer.MAX_VALUE), true), length);
        }
    }

    private RateLimit(List<Window> windows) {
        this.windows = windows;
    }

    /** @param perSecond most calls in any second */
    static RateLimit of(long perSecond) {
        return new RateLimit(List.of(Window.of(perSecond, SECOND)));
    }

    /**
     * A limit for two windows.
     *
     * @param perSecond most calls in any second
     * @param perMinute most calls in any minute
     */
    static RateLimit of(long perSecond, long perMinute) {
        return new RateLimit(List.of(Window.of(perMinute, MINUTE), Window.of(perSecond, SECOND)));
    }

    /** As {@link #await}, for a call that stands aside: among those who wait there is one of them at most. */
    Turn awaitAside() throws InterruptedException {
        aside.acquire();
        try {
            return await();
        } finally {
            aside.release();
        }
    }

    /** Waits until one more call may be made. Exactly one method of what it returns must be called afterwards. */
    Turn await() throws InterruptedException {
        int taken = 0;
        try {
            for (Window window : windows) {
                window.free().acquire();
                taken++;
            }
            return new Turn();
        } catch (InterruptedException e) {
            windows.subList(0, taken).forEach(window -> window.free().release());
            throw e;
        }
    }

    /** The right to make one call. */
    final class Turn {

        private Turn() {}

        /** The call was made, and its answer is there or is not waited for any more. */
        void ended() {
            windows.forEach(window -> TIMER.schedule(
                    () -> window.free().release(), window.length().toNanos(), TimeUnit.NANOSECONDS));
        }

        /** The call was not made. */
        void unused() {
            windows.forEach(window -> window.free().release());
        }
    }
}
