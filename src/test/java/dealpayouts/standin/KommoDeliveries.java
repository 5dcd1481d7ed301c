package dealpayouts.standin;

import dealpayouts.standin.KommoWorld.Lead;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sends account webhooks: two seconds to answer, the retry schedule and the disabling of Kommo reference §3.6. */
final class KommoDeliveries implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration INVALID_WINDOW = Duration.ofHours(2);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final int THREADS = 4;

    private final Dialect dialect;
    private final Map<String, KommoSubscription> subscriptions = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<Delivery> attempts = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();
    private final ScheduledThreadPoolExecutor sender;
    private long lastSubscription = 1056000;
    private boolean accountFirst;
    private volatile boolean dropping;
    private volatile int copies = 1;
    private volatile Duration delay = Duration.ZERO;
    private volatile long speed;

    KommoDeliveries(Dialect dialect) {
        this.dialect = dialect;
        sender = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "kommo-stand-in-deliveries");
            thread.setDaemon(true);
            return thread;
        });
        sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Map<String, KommoSubscription> subscriptions() {
        return subscriptions;
    }

    KommoSubscription subscribe(String destination, Set<String> settings, long now) {
        KommoSubscription known = subscriptions.get(destination);
        if (known == null) {
            known = new KommoSubscription(++lastSubscription, destination, settings, now);
            subscriptions.put(destination, known);
        } else {
            known.save(settings, now);
        }
        return known;
    }

    List<Delivery> attempts() {
        return List.copyOf(attempts);
    }

    void drop(boolean drop) {
        dropping = drop;
    }

    void copies(int each) {
        copies = each;
    }

    void delay(Duration before) {
        delay = before;
    }

    void retry(long times) {
        speed = times;
    }

    /** The account block comes first and last in turn. */
    String form(String action, List<Lead> leads) {
        accountFirst = !accountFirst;
        return KommoBodies.account(action, leads, accountFirst);
    }

    /** Sends the leads as they are now to every subscription that wants to know, from another thread. */
    void send(String action, List<Lead> leads) {
        for (KommoSubscription subscription : subscriptions.values()) {
            if (!dropping && subscription.wants(action)) {
                String body = dialect == Dialect.GUIDE ? KommoBodies.guide(action, leads) : form(action, leads);
                for (int copy = 0; copy < copies; copy++) {
                    schedule(subscription, UUID.randomUUID().toString(), body, 1, delay);
                }
            }
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    private void schedule(KommoSubscription subscription, String requestId, String body, int attempt, Duration after) {
        sender.schedule(() -> attempt(subscription, requestId, body, attempt), after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void attempt(KommoSubscription subscription, String requestId, String body, int attempt) {
        Instant at = Instant.now();
        long factor = speed;
        int status;
        try {
            status = http.send(
                            request(subscription.destination, requestId, body), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException e) {
            status = 0;
        }
        subscription.answered(status >= 100 && status < 300, INVALID_WINDOW.dividedBy(Math.max(1, factor)));
        attempts.add(new Delivery(at, subscription.destination, requestId, attempt, body, status));
        if (factor > 0 && attempt <= PAUSES.size() && earnsAnother(attempt, status)) {
            schedule(
                    subscription,
                    requestId,
                    body,
                    attempt + 1,
                    PAUSES.get(attempt - 1).dividedBy(factor));
        }
    }

    private static boolean earnsAnother(int attempt, int status) {
        return attempt <= 2 ? status < 100 || status >= 300 : status == 499 || status >= 500 && status <= 599;
    }

    private HttpRequest request(String destination, String requestId, String body) {
        return HttpRequest.newBuilder(URI.create(destination))
                .timeout(ANSWER_LIMIT)
                .header(
                        "Content-Type",
                        dialect == Dialect.GUIDE ? "application/json" : "application/x-www-form-urlencoded")
                .header("User-Agent", "amoCRM-Webhooks/3.0")
                .header("X-AmoCRM-RequestId", requestId)
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
