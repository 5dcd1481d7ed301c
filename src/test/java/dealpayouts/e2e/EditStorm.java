package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.routes.RouteFiles;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Deliveries come at a steady rate while route files are edited one after the other, every third edit broken. */
final class EditStorm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MS = 10;
    private static final String BROKEN = "routes/broken.camel.yaml";
    private static final String NOTES = "routes/notes.camel.yaml";
    private static final String SENTENCE = "Wise: payout amount not set.";
    private static final int OK = 200;
    private static final String STORED = "{\"status\":\"stored\"}";
    /** What a route answers when the disk does not keep up; without a route nothing would be said. Kommo repeats. */
    private static final String BUSY = "{\"error\":\"unavailable\"}";

    private static final Duration UNANSWERED = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;
    private static final String AMOUNT = "1.00";
    /** So that most deliveries speak of deals that are known, as most deliveries do. */
    private static final int DELIVERIES_FOR_EACH_DEAL = 100;

    /** Different mistakes, each with a part of what must be said about it. */
    private static final List<Map.Entry<String, String>> MISTAKES = List.of(
            Map.entry("- route:\n    id: broken\n  from: [\n", "line 4, column 1: This is no valid YAML"),
            Map.entry(route("        - setBodyy:\n            simple: a\n"), "'setBodyy' is not allowed in a route"),
            Map.entry(route("        - to:\n            uri: direct:nobody\n"), "Nobody listens to direct:nobody"),
            Map.entry(
                    route("        - to:\n            uri: timer:a\n            parameters:\n              perod: 1\n"),
                    "The option 'perod' of 'timer' is not allowed"),
            Map.entry(
                    route("        - log:\n            message: \"{{no.such.setting}}\"\n"),
                    "'no.such.setting' is not one that a route may read"),
            Map.entry(
                    route("        - to:\n            uri: https://elsewhere.example\n"),
                    "calls a remote by its address"),
            Map.entry(
                    route("        - log:\n            message: a\n").replace("id: broken", "id: payout"),
                    "'payout' is taken"));

    private final ProductFolder folder = ProductFolder.copy();
    private final Product product;
    private final ScheduledExecutorService sender = Executors.newScheduledThreadPool(2);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Long> deals = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong slowestMs = new AtomicLong();
    private final List<Long> toLiveMs = new ArrayList<>();
    private final List<Long> toReportMs = new ArrayList<>();
    private final long contact;

    EditStorm() {
        product = Product.start(
                World.PLATFORM_ON_SQLITE.dialect(),
                World.PLATFORM_ON_SQLITE.freshLedger(),
                Map.of("routes.folder", folder.routes().toString()));
        product.wise().setBalance("USD", "1000000.00");
        contact = product.kommo().addContact("Ada Quist", null, product.wise().addRecipient("EUR", "Ada Quist", null));
    }

    /**
     * What came of it.
     *
     * @param wrong answers that no route gives, and failed requests
     * @param busy how often the ledger was too busy to store within Kommo's patience, so that it was sent again
     * @param toLiveMs from a save to the moment when the new version is in charge, each
     */
    record Outcome(
            int deliveries,
            int stored,
            List<String> wrong,
            int busy,
            int deals,
            int paidOnce,
            List<Long> toLiveMs,
            List<Long> toReportMs,
            long slowestAnswerMs) {

        static long percentile(List<Long> values, int percent) {
            List<Long> sorted = values.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }

        @Override
        public String toString() {
            return "deliveries " + deliveries + ", stored " + stored + ", wrong answers " + wrong.size()
                    + ", ledger busy " + busy + ", slowest answer "
                    + slowestAnswerMs + " ms\nedits taken " + toLiveMs.size() + ", save to live p50 "
                    + percentile(toLiveMs, 50) + " ms, p99 " + percentile(toLiveMs, 99)
                    + " ms\nedits refused and reported "
                    + toReportMs.size() + ", save to report p50 " + percentile(toReportMs, 50) + " ms, p99 "
                    + percentile(toReportMs, 99) + " ms\ndeals " + deals + ", paid once " + paidOnce;
        }
    }

    /** @param perSecond deliveries */
    Outcome play(int edits, int perSecond) {
        long everyMicros = TimeUnit.SECONDS.toMicros(1) / perSecond;
        ScheduledFuture<?> deliveries =
                sender.scheduleAtFixedRate(this::deliver, 0, everyMicros, TimeUnit.MICROSECONDS);
        for (int n = 0; n < edits; n++) {
            if (n % 3 == 2) {
                breakAndMend(MISTAKES.get(n / 3 % MISTAKES.size()));
            } else {
                changeSentence(n);
            }
        }
        assertThat(deliveries.isDone()).as("deliveries ended").isFalse();
        sender.shutdown();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(answered.get())
                .isEqualTo(sent.get()));
        Awaitility.await().atMost(PATIENCE).until(() -> paidOnce() == deals.size());
        return new Outcome(
                sent.get(),
                product.ledgerColumn("delivery", "id").size(),
                wrong,
                busy.get(),
                deals.size(),
                paidOnce(),
                toLiveMs,
                toReportMs,
                slowestMs.get());
    }

    private void changeSentence(int n) {
        String text = read(NOTES);
        folder.write(
                NOTES, text.replaceFirst("amountNotSet: \"[^\"]*\"", "amountNotSet: \"" + SENTENCE + " (" + n + ")\""));
        toLiveMs.add(untilHealthSays(
                "\"version\":\"" + RouteFiles.read(folder.routes()).version() + "\""));
    }

    private void breakAndMend(Map.Entry<String, String> mistake) {
        folder.write(BROKEN, mistake.getKey());
        toReportMs.add(untilHealthSays(mistake.getValue()));
        folder.remove(BROKEN);
        Awaitility.await().atMost(PATIENCE).until(() -> !health().contains("is not taken"));
    }

    private long untilHealthSays(String text) {
        long saved = System.nanoTime();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(LOOK_MS))
                .until(() -> health().contains(text));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - saved);
    }

    private String health() {
        return product.observe("health?data=true").body().replace("\\/", "/").replaceAll("\"\\s*:\\s*\"", "\":\"");
    }

    private void deliver() {
        int n = sent.getAndIncrement();
        if (n % DELIVERIES_FOR_EACH_DEAL == 0) {
            deals.add(product.kommo()
                    .addDealInStage(KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Storm", AMOUNT, "EUR", contact));
        }
        // A new deal is spoken of at once: the storm may end before its turn comes.
        int spokenOf = n % DELIVERIES_FOR_EACH_DEAL == 0 ? deals.size() - 1 : n % deals.size();
        send(product.kommo().statusDelivery(deals.get(spokenOf)), ATTEMPTS);
    }

    private void send(String delivery, int attempts) {
        long began = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(URI.create(product.webhook()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(UNANSWERED)
                .POST(BodyPublishers.ofString(delivery))
                .build();
        http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            slowestMs.accumulateAndGet(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), Math::max);
            if (failure == null && answer.body().equals(BUSY) && attempts > 1) {
                busy.incrementAndGet();
                send(delivery, attempts - 1);
                return;
            }
            if (failure != null) {
                wrong.add(failure.toString());
            } else if (answer.statusCode() != OK || !answer.body().equals(STORED)) {
                wrong.add(answer.statusCode() + " " + answer.body());
            }
            answered.incrementAndGet();
        });
    }

    private int paidOnce() {
        List<Transfer> transfers = product.wise().transfers();
        return (int) deals.stream()
                .filter(deal -> transfers.stream()
                                .filter(t -> t.reference().equals("DEAL-" + deal))
                                .filter(Transfer::funded)
                                .filter(t -> new BigDecimal(AMOUNT).compareTo(t.targetValue()) == 0)
                                .count()
                        == 1)
                .count();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.path().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String route(String steps) {
        return """
                # Only for a test.
                - route:
                    id: broken
                    from:
                      uri: direct:broken
                      steps:
                """
                + steps;
    }

    @Override
    public void close() {
        sender.shutdownNow();
        product.close();
    }
}
