package dealpayouts.routes;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The version of the routes that is in charge. A new one is loaded and checked beside it, takes over in one moment, and
 * lets what was begun on the old one end there; or it is refused and nothing has happened.
 */
public final class LiveRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final long LONGEST_END_MS = 60_000;

    private final RuntimeContext surroundings;
    private final RouteCheck check;
    private final RouteHistory history;
    private final List<Thread> retiring = new ArrayList<>();
    private volatile RouteSet current;
    /** Its timers run, and may need its other routes, a moment before it is in charge. */
    private volatile RouteSet starting;

    /** @param history keeps which files made up which version */
    public LiveRoutes(RuntimeContext surroundings, RouteCheck check, RouteHistory history) {
        this.surroundings = surroundings;
        this.check = check;
        this.history = history;
    }

    /** Keeps which files made up a version, before it does anything. */
    @FunctionalInterface
    public interface RouteHistory {

        /** @param hashes the hash of each file, by its name */
        void record(String version, Map<String, String> hashes);
    }

    /**
     * Puts these files in charge.
     *
     * @throws InvalidRoutesException naming what is wrong with them; those that were in charge still are
     * @throws DataAccessException when the ledger cannot be written now; the same
     */
    public void replaceBy(RouteFiles files) {
        replaceBy(files, () -> {});
    }

    /**
     * As {@link #replaceBy(RouteFiles)}.
     *
     * @param beforeTheyRun done when they are loaded; when it fails they do not run
     */
    public synchronized void replaceBy(RouteFiles files, Runnable beforeTheyRun) {
        // At the start Camel's own reading must do: the schema takes a second.
        RouteSet next = RouteSet.load(files, surroundings, check, current != null);
        try {
            beforeTheyRun.run();
        } catch (RuntimeException e) {
            abandon(next);
            throw e;
        }
        try {
            history.record(next.version(), files.hashes());
            starting = next;
            next.start();
        } catch (DataAccessException e) {
            abandon(next);
            throw e;
        } catch (Exception e) {
            abandon(next);
            throw new InvalidRoutesException(List.of(LoadFailure.explain("", e)));
        }
        RouteSet former = current;
        current = next;
        starting = null;
        LOG.info(
                "Routes {} are in charge: {} routes in {} files",
                next.version(),
                next.size(),
                files.all().size());
        if (former != null) {
            retire(former);
        }
    }

    private void abandon(RouteSet next) {
        starting = null;
        next.close();
    }

    private void retire(RouteSet former) {
        Thread thread = new Thread(former::retire, "routes-" + former.version());
        retiring.removeIf(ended -> !ended.isAlive());
        retiring.add(thread);
        thread.start();
    }

    /** Says what the schema has against the files in charge, which would stand in the way of the next change. */
    void warnOfSchema() {
        files().ifPresent(files -> check.schemaFindings(files)
                .forEach(finding -> LOG.warn("The next change of the routes will not be taken: {}", finding)));
    }

    /** The files in charge; empty before the first and after the last. */
    public Optional<RouteFiles> files() {
        return Optional.ofNullable(current).map(RouteSet::files);
    }

    /**
     * Calls a route of the version in charge, which carries it out to its end.
     *
     * @param route its {@code direct:} name
     */
    public Exchange call(String route, Map<String, Object> variables) {
        RouteSet generation = enter();
        if (generation == null) {
            generation = starting;
            if (generation == null || !generation.enter()) {
                throw new IllegalStateException("No routes are running");
            }
        }
        try {
            return generation.call(route, variables);
        } finally {
            generation.exit();
        }
    }

    /** Hands a request to the version in charge; without one it goes on to whoever is asked next. */
    public void handle(RoutingContext request) {
        RouteSet generation = enter();
        if (generation == null) {
            request.next();
            return;
        }
        request.addEndHandler(ended -> generation.exit());
        generation.handle(request);
    }

    private RouteSet enter() {
        RouteSet generation = current;
        while (generation != null && !generation.enter()) {
            generation = current;
        }
        return generation;
    }

    /** Whether a route with that {@code direct:} name is in charge. */
    public boolean has(String route) {
        RouteSet generation = current;
        return generation != null && generation.has(route);
    }

    /** How many routes are in charge. */
    long size() {
        RouteSet generation = current;
        return generation == null ? 0 : generation.size();
    }

    /** Lets what is under way end, for a while, and stops. */
    @Override
    public synchronized void close() {
        RouteSet last = current;
        current = null;
        if (last != null) {
            last.close();
        }
        for (Thread thread : retiring) {
            try {
                thread.join(LONGEST_END_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
