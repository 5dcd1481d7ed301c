package dealpayouts.remote;

/**
 * Whose calls wait for whose when a remote takes no more at once: those of a thread that looks at what is paid already stand
 * aside for those that pay.
 */
public final class CallPriority {

    private static final ThreadLocal<Boolean> ASIDE = new ThreadLocal<>();

    private CallPriority() {}

    /** Does work whose calls stand aside. */
    public static void aside(Runnable work) {
        ASIDE.set(true);
        try {
            work.run();
        } finally {
            ASIDE.remove();
        }
    }

    static boolean isAside() {
        return ASIDE.get() != null;
    }
}
