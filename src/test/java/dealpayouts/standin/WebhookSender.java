package dealpayouts.standin;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends the webhooks of a stand-in from threads of its own, with the disturbances that a test asks for. */
final class WebhookSender implements AutoCloseable {

    /** What one attempt carries. */
    record Message(String id, String body) {}

    /** One event on its way to one address. */
    interface Parcel {

        String destination();

        /** What this attempt carries; the first is 1. */
        Message message(int attempt);

        HttpRequest request(Message message);

        /**
         * Hears what was answered to an attempt, 0 for nothing in time, and says after which pause the next one is due, if any is.
         *
         * @param speed by which pauses are divided, 0 when nothing is sent again
         */
        Optional<Duration> answered(int attempt, int status, long speed);
    }

    private record Held(Parcel parcel, Message message, Instant at) {

        Delivery verdict() {
            return new Delivery(at, parcel.destination(), message.id(), 0, message.body(), 0);
        }
    }

    private static final int THREADS = 4;

    private final HttpClient http;
    private final ScheduledThreadPoolExecutor threads;
    private final ConcurrentLinkedQueue<Delivery> attempts = new ConcurrentLinkedQueue<>();
    private final List<Held> held = new ArrayList<>();
    private volatile boolean dropping;
    private volatile boolean holding;
    private volatile int copies = 1;
    private volatile Duration delay = Duration.ZERO;
    private volatile long speed;

    WebhookSender(String threadName, Duration connectLimit) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectLimit)
                .build();
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    List<Delivery> attempts() {
        return List.copyOf(attempts);
    }

    void drop(boolean drop) {
        dropping = drop;
    }

    void hold(boolean hold) {
        holding = hold;
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

    /** Sends as many copies as are asked for, each made anew, unless they are to be lost or held. */
    void send(Supplier<Parcel> parcels) {
        if (dropping) {
            return;
        }
        for (int copy = 0; copy < copies; copy++) {
            Parcel parcel = parcels.get();
            Message message = parcel.message(1);
            if (holding) {
                synchronized (held) {
                    held.add(new Held(parcel, message, Instant.now()));
                }
            } else {
                schedule(() -> attempt(parcel, message, 1), delay);
            }
        }
    }

    /** Sends from another thread, whatever is to be dropped, held, copied or delayed. */
    void sendNow(Parcel parcel) {
        schedule(() -> attempt(parcel, parcel.message(1), 1), Duration.ZERO);
    }

    List<Delivery> held() {
        synchronized (held) {
            return held.stream().map(Held::verdict).toList();
        }
    }

    /** Forgets what is held and sends the ones at these indexes, each after the one before it was answered. */
    void release(int... order) {
        synchronized (held) {
            sendInTurn(Arrays.stream(order).mapToObj(held::get).toList());
            held.clear();
        }
    }

    /** Sends all that is held, each after the one before it was answered. */
    void release(Comparator<Delivery> order) {
        synchronized (held) {
            sendInTurn(held.stream()
                    .sorted(Comparator.comparing(Held::verdict, order))
                    .toList());
            held.clear();
        }
    }

    /** Sends once and waits; 0 when nothing was answered in time. */
    int exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Sends once, waits and remembers it as a delivery. */
    Delivery deliver(Message message, HttpRequest request) {
        Instant at = Instant.now();
        int status = exchange(request);
        Delivery delivery = new Delivery(at, request.uri().toString(), message.id(), 1, message.body(), status);
        attempts.add(delivery);
        return delivery;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void schedule(Runnable task, Duration after) {
        threads.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sendInTurn(List<Held> chosen) {
        schedule(() -> chosen.forEach(each -> attempt(each.parcel, each.message, 1)), Duration.ZERO);
    }

    private void attempt(Parcel parcel, Message message, int attempt) {
        Instant at = Instant.now();
        long factor = speed;
        int status = exchange(parcel.request(message));
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        Optional<Duration> pause = parcel.answered(attempt, status, factor);
        attempts.add(new Delivery(at, parcel.destination(), message.id(), attempt, message.body(), status));
        if (factor > 0 && pause.isPresent()) {
            int next = attempt + 1;
            schedule(
                    () -> attempt(parcel, parcel.message(next), next),
                    pause.get().dividedBy(factor));
        }
    }
}
