package dealpayouts.remote;

import java.time.Instant;
import java.util.Optional;

/**
 * A call was not made, or not carried out, because its remote takes no calls from us now. Nothing is known of the
 * subject of the call and nothing has to be found out: it is made again later. It is no failed attempt.
 */
public final class RemoteUnavailableException extends RuntimeException {

    private final Instant retryAt;
    private final boolean passing;

    /** @param why the remote and what is the matter, as part of a sentence on a deal; it passes by itself */
    public RemoteUnavailableException(String why, Instant retryAt) {
        this(why, retryAt, true);
    }

    /** @param passing whether it passes by itself; else somebody has to do something about it */
    public RemoteUnavailableException(String why, Instant retryAt, boolean passing) {
        super(why, null, false, false);
        this.retryAt = retryAt;
        this.passing = passing;
    }

    /** Whether it passes by itself. */
    public boolean isPassing() {
        return passing;
    }

    /** When it may be tried again; not before. */
    public Instant retryAt() {
        return retryAt;
    }

    /** The closed gate behind a failure, when there is one. */
    public static Optional<RemoteUnavailableException> behind(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RemoteUnavailableException closed) {
                return Optional.of(closed);
            }
        }
        return Optional.empty();
    }
}
