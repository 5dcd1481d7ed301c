package dealpayouts.standin;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The one lock of a stand-in's world. */
final class Guard {

    private final ReentrantLock lock = new ReentrantLock();

    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** Lets others in while the holder waits for something outside. */
    <T> T unlocked(Supplier<T> wait) {
        lock.unlock();
        try {
            return wait.get();
        } finally {
            lock.lock();
        }
    }

    <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
