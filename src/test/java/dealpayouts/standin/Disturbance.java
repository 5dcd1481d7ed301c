package dealpayouts.standin;

import java.util.Optional;

/** Decides for each call to a stand-in what goes wrong with it; asked when no planned fault fits, by many threads at once. */
@FunctionalInterface
public interface Disturbance {

    /** Nothing goes wrong. */
    Disturbance NONE = call -> Optional.empty();

    /** What happens to this call, which has not been processed yet. */
    Optional<Fault> of(Arrival call);

    /**
     * A call that has reached a stand-in and is not answered yet.
     *
     * @param path without query
     * @param host to which name of the stand-in it was sent, without the port
     */
    record Arrival(String method, String path, String host, String body) {}
}
