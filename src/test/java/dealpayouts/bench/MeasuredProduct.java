package dealpayouts.bench;

import dealpayouts.chaos.Tables;
import dealpayouts.e2e.JarProcess;
import dealpayouts.e2e.LedgerAddress;
import dealpayouts.e2e.Product;
import dealpayouts.standin.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The packaged jar as it is installed, without limits on the calls it makes, between stand-ins in another process. */
final class MeasuredProduct implements AutoCloseable {

    private static final int STORED = 200;
    private static final String FOR_EVER = String.valueOf(Duration.ofDays(1).toMillis());

    private final Remotes remotes;
    private final int port;
    private final String webhook;
    private final JarProcess process;
    private final long startedIn;

    /** @param more settings beside those that are needed, and options of the Java virtual machine */
    MeasuredProduct(Remotes remotes, LedgerAddress ledger, Map<String, String> more, String... options) {
        this.remotes = remotes;
        Map<String, String> settings =
                new HashMap<>(Product.settings(Dialect.PLATFORM, remotes.kommo(), remotes.wise(), ledger));
        // What tests have made quicker is as it is installed.
        settings.keySet()
                .removeIf(key -> key.startsWith("remote.")
                        || key.startsWith("sweep.")
                        || key.equals("payout.poll-ms")
                        || key.equals("payout.threads")
                        || key.startsWith("payout.retry"));
        settings.put("kommo.calls-per-second", "1000000");
        settings.put("wise.calls-per-second", "1000000");
        settings.put("wise.calls-per-minute", "1000000");
        settings.put("watch.every-ms", FOR_EVER);
        // It would pay what is not delivered yet.
        settings.put("sweep.first-ms", FOR_EVER);
        List<Integer> ports = Product.freePorts();
        port = ports.get(0);
        settings.put("http.port", String.valueOf(port));
        settings.put("management.port", String.valueOf(ports.get(1)));
        settings.putAll(more);
        webhook = "/webhooks/kommo/" + settings.get("kommo.webhook-secret");
        long began = System.nanoTime();
        process = JarProcess.start(
                Path.of("").toAbsolutePath(), settings, List.of(options), Tables.file("bench", "product.log"));
        process.awaitReady();
        startedIn = System.nanoTime() - began;
    }

    /** As above, but with the limits on calls that it is installed with. */
    static MeasuredProduct withPublishedLimits(Remotes remotes, LedgerAddress ledger) {
        return new MeasuredProduct(
                remotes,
                ledger,
                Map.of(
                        "kommo.calls-per-second",
                        "5",
                        "wise.calls-per-second",
                        "100",
                        "wise.calls-per-minute",
                        "1000",
                        "watch.every-ms",
                        "60000",
                        "sweep.first-ms",
                        "5000"));
    }

    int port() {
        return port;
    }

    /** From the start of the process to the answer that it is ready. */
    Duration startedIn() {
        return Duration.ofNanos(startedIn);
    }

    Duration processorTime() {
        return process.processorTime();
    }

    long residentMegabytes() {
        return process.residentMegabytes();
    }

    List<Load.Post> posts(List<String> deliveries) {
        return deliveries.stream().map(form -> Load.Post.form(webhook, form)).toList();
    }

    /** Delivers new deals and waits until each is funded. Returns how long that took. */
    Duration pay(int count) throws InterruptedException {
        List<Load.Post> posts = posts(remotes.deals(count));
        int before = remotes.figures().fundings();
        long began = System.nanoTime();
        Load.Result delivered = Load.flatOut(port, posts);
        while (!delivered.codes().keySet().equals(Set.of(STORED))) {
            // What was not stored in time comes again, and what comes again changes nothing.
            delivered = Load.flatOut(port, posts);
        }
        remotes.await(figures -> figures.fundings() >= before + count);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Delivers deals one after the other; how long each took from the acknowledgement until it was funded. */
    List<Duration> payOneByOne(List<String> deliveries) throws InterruptedException {
        List<Duration> times = new ArrayList<>();
        for (Load.Post post : posts(deliveries)) {
            int before = remotes.figures().fundings();
            Load.flatOut(port, List.of(post));
            long began = System.nanoTime();
            remotes.await(figures -> figures.fundings() > before);
            times.add(Duration.ofNanos(System.nanoTime() - began));
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return times;
    }

    @Override
    public void close() {
        process.close();
    }
}
