package dealpayouts.chaos;

import dealpayouts.e2e.JarProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One place where the product runs, with a supervisor that starts it again whenever it ends. */
final class Node implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MS = 20;

    private final String name;
    private final Path folder;
    private final Map<String, String> settings;
    private final List<String> options;
    private final Path log;
    private final int port;
    /** Nobody else who gets the port while the node is down can take a delivery for his. */
    private final String secret;

    private JarProcess process;
    private boolean stalled;

    /** @param settings keys of application.properties, without ports */
    Node(String name, Path folder, Map<String, String> settings, List<String> options, Path log) {
        this.name = name;
        this.folder = folder;
        this.settings = new HashMap<>(settings);
        this.options = options;
        this.log = log;
        this.port = FreePort.next();
        this.settings.put("http.port", String.valueOf(port));
        this.settings.put("management.port", String.valueOf(FreePort.next()));
        this.secret = "only-for-" + UUID.randomUUID();
        this.settings.put("kommo.webhook-secret", secret);
        this.settings.put("public.url", "http://localhost:" + port);
    }

    String name() {
        return name;
    }

    /** Where Kommo sends its deliveries. */
    String webhook() {
        return "http://localhost:" + port + "/webhooks/kommo/" + secret;
    }

    synchronized void start() {
        process = JarProcess.start(folder, settings, options, log);
    }

    /** Waits until it is ready; a start that was refused, as without a database, is made again. */
    void awaitReady() {
        Instant patience = Instant.now().plus(START_PATIENCE);
        while (!isReady()) {
            if (Instant.now().isAfter(patience)) {
                throw new AssertionError("Node " + name + " does not become ready, see " + log);
            }
            supervise();
            Pause.ms(LOOK_MS);
        }
    }

    boolean isReady() {
        return current().isReady();
    }

    /** SIGKILL, and at once the next start. */
    synchronized void kill() {
        process.kill();
        start();
    }

    synchronized void stall() {
        process.stall();
        stalled = true;
    }

    synchronized void resume() {
        process.resume();
        stalled = false;
    }

    synchronized boolean isStalled() {
        return stalled;
    }

    /** Starts it again when it has ended. */
    synchronized void supervise() {
        if (!process.isAlive()) {
            start();
        }
    }

    /** SIGTERM, the end of what runs, and the next start. */
    synchronized void restart() {
        process.close();
        start();
    }

    private synchronized JarProcess current() {
        return process;
    }

    /** SIGTERM. */
    @Override
    public synchronized void close() {
        process.close();
    }
}
