package dealpayouts.routes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for changes in the folder and puts them in charge. It reads what is there instead of waiting for events, which not
 * every kind of volume sends, and takes a folder only when it was the same twice: editors may write a file in two steps.
 */
public final class RouteWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

    private final Path folder;
    private final long pollMs;
    private final LiveRoutes routes;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "routes-watch"));
    private RouteFiles seen;
    private volatile Refusal refusal;

    /** @param pollMs how often the folder is read, in milliseconds */
    public RouteWatch(Path folder, long pollMs, LiveRoutes routes) {
        this.folder = folder;
        this.pollMs = pollMs;
        this.routes = routes;
    }

    /** Files that were not put in charge, and why. */
    private record Refusal(RouteFiles files, List<Diagnostic> findings) {}

    /** Begins to look. */
    public void start() {
        thread.execute(routes::warnOfSchema);
        thread.scheduleWithFixedDelay(this::look, pollMs, pollMs, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            RouteFiles now = RouteFiles.read(folder);
            boolean settled = now.equals(seen);
            seen = now;
            if (settled) {
                take(now);
            }
        } catch (RuntimeException e) {
            LOG.error("The routes could not be looked at, which is tried again: {}", e.getMessage(), e);
        }
    }

    private void take(RouteFiles now) {
        Refusal last = refusal;
        Optional<RouteFiles> before = routes.files();
        if (before.isEmpty() || before.get().equals(now)) {
            if (last != null) {
                LOG.info("The route files are again as those in charge");
                refusal = null;
            }
            return;
        }
        if (last != null && last.files().equals(now)) {
            return;
        }
        List<String> changed = now.differences(before.get());
        try {
            routes.replaceBy(now);
            refusal = null;
            LOG.info("Changed: {}", String.join(", ", changed));
        } catch (InvalidRoutesException e) {
            refusal = new Refusal(now, e.findings());
            e.findings().forEach(finding -> LOG.error("A change of the routes is not taken: {}", finding));
            LOG.error("Routes {} stay in charge", before.get().version());
        }
    }

    /** What is wrong with the files in the folder; empty when they are in charge. */
    public List<Diagnostic> findings() {
        Refusal last = refusal;
        return last == null ? List.of() : last.findings();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
