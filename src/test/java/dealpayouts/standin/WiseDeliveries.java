package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.WebhookSender.Message;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Sends events to subscriptions: signed, five seconds to answer, the retry schedule of Wise reference §13. */
final class WiseDeliveries implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int DOUBLING_RETRIES = 11;
    private static final int RETRIES = 25;
    private static final int ATTEMPTS_AFTER_REFUSAL = 3;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405, 409, 410, 417, 422);
    private static final String NO_SUBSCRIPTION = new UUID(0, 0).toString();

    private final Dialect dialect;
    private final Supplier<Instant> clock;
    private final Map<String, WiseSubscription> subscriptions = new LinkedHashMap<>();
    private final WebhookSender sender = new WebhookSender("wise-stand-in-deliveries", ANSWER_LIMIT);
    private volatile boolean ownIdForEachAttempt;

    WiseDeliveries(Dialect dialect, Supplier<Instant> clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    WebhookSender sender() {
        return sender;
    }

    Map<String, WiseSubscription> subscriptions() {
        return subscriptions;
    }

    void ownIdForEachAttempt(boolean own) {
        ownIdForEachAttempt = own;
    }

    /** Tells every subscription that wants to know, from another thread. */
    void send(WiseEvent event) {
        for (WiseSubscription subscription : subscriptions.values()) {
            if (subscription.profileId() == event.profile()
                    && subscription.triggerOn().equals(event.type().trigger)) {
                ObjectNode envelope = envelope(event, subscription.id(), subscription.version());
                String id = newId();
                sender.send(() -> new Parcel(subscription, envelope, ownIdForEachAttempt ? newId() : id));
            }
        }
    }

    /** Sends what was delivered once more, as of now. */
    void sendAgain(Delivery earlier, String id) {
        ObjectNode envelope = (ObjectNode) Json.read(earlier.body()).orElseThrow();
        WiseSubscription subscription =
                subscriptions.get(envelope.path("subscription_id").asText());
        if (subscription == null) {
            throw new IllegalArgumentException("its subscription is gone: " + earlier);
        }
        sender.sendNow(new Parcel(subscription, envelope, id));
    }

    /** Sends a test notification and waits; whether it was answered with success. */
    boolean passesTest(WiseSubscription subscription, WiseEventType type) {
        ObjectNode envelope = envelope(WiseEvent.test(type, clock.get()), NO_SUBSCRIPTION, subscription.version());
        Message message = new Message(newId(), stamped(envelope));
        HttpRequest test = request(
                        subscription.url(),
                        message.id(),
                        SignedEvent.of(message.body(), signature(message.body(), subscription.secretOrNull())))
                .header("X-Test-Notification", "true")
                .build();
        return success(sender.exchange(test));
    }

    /** Sends any bytes and waits. */
    Delivery deliver(String url, SignedEvent event) {
        Message message = new Message(newId(), event.text());
        return sender.deliver(message, request(url, message.id(), event).build());
    }

    /** The whole body as it would be sent now. */
    String body(WiseEvent event, String subscriptionId, String version) {
        return stamped(envelope(event, subscriptionId, version));
    }

    String signature(String body, String secretOrNull) {
        return dialect == Dialect.GUIDE ? WiseSignatures.hmac(body, secretOrNull) : WiseSignatures.rsa(body);
    }

    @Override
    public void close() {
        sender.close();
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    private ObjectNode envelope(WiseEvent event, String subscriptionId, String version) {
        return Json.object(
                "data",
                event.data().apply(new WiseEvent.Form(dialect, version)),
                "subscription_id",
                subscriptionId,
                "event_type",
                event.type().trigger,
                "schema_version",
                version);
    }

    private String stamped(ObjectNode envelope) {
        String version = envelope.path("schema_version").asText();
        return Json.write(envelope.deepCopy().put("sent_at", new WiseEvent.Form(dialect, version).time(clock.get())));
    }

    private static HttpRequest.Builder request(String url, String deliveryId, SignedEvent event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .header("X-Delivery-Id", deliveryId)
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
        return event.signatureOrNull() == null
                ? request
                : request.header("X-Signature-SHA256", event.signatureOrNull());
    }

    private static boolean success(int status) {
        return status >= 200 && status < 300;
    }

    private final class Parcel implements WebhookSender.Parcel {

        private final WiseSubscription subscription;
        private final ObjectNode envelope;
        private final String id;

        Parcel(WiseSubscription subscription, ObjectNode envelope, String id) {
            this.subscription = subscription;
            this.envelope = envelope;
            this.id = id;
        }

        @Override
        public String destination() {
            return subscription.url();
        }

        @Override
        public Message message(int attempt) {
            return new Message(attempt > 1 && ownIdForEachAttempt ? newId() : id, stamped(envelope));
        }

        @Override
        public HttpRequest request(Message message) {
            String signature = signature(message.body(), subscription.secretOrNull());
            return WiseDeliveries.request(subscription.url(), message.id(), SignedEvent.of(message.body(), signature))
                    .build();
        }

        @Override
        public Optional<Duration> answered(int attempt, int status, long speed) {
            boolean givenUp = attempt > RETRIES || REFUSALS.contains(status) && attempt >= ATTEMPTS_AFTER_REFUSAL;
            if (success(status) || givenUp) {
                return Optional.empty();
            }
            return Optional.of(
                    attempt <= DOUBLING_RETRIES ? Duration.ofMinutes(1L << (attempt - 1)) : Duration.ofDays(1));
        }
    }
}
