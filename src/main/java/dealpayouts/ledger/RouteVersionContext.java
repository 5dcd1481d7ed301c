package dealpayouts.ledger;

/** Which version of the routes the calling thread works for, so that the journal can name it. */
public final class RouteVersionContext {

    private final ThreadLocal<String> version = new ThreadLocal<>();

    /** A stretch of work; closed by the same thread. */
    public interface Stretch extends AutoCloseable {
        @Override
        void close();
    }

    /** From here on until it is closed, the calling thread works for that version. */
    public Stretch begin(String routes) {
        String before = version.get();
        version.set(routes);
        return () -> {
            if (before == null) {
                version.remove();
            } else {
                version.set(before);
            }
        };
    }

    /** Null when the calling thread does not work for a route. */
    String version() {
        return version.get();
    }
}
