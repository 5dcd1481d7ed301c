package dealpayouts.standin;

import dealpayouts.standin.KommoWorld.Lead;
import dealpayouts.standin.WebhookSender.Message;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Account webhooks: two seconds to answer, the retry schedule and the disabling of Kommo reference §3.6. */
final class KommoDeliveries implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration INVALID_WINDOW = Duration.ofHours(2);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(1));

    private final Dialect dialect;
    private final Map<String, KommoSubscription> subscriptions = new LinkedHashMap<>();
    private final WebhookSender sender = new WebhookSender("kommo-stand-in-deliveries", ANSWER_LIMIT);
    private long lastSubscription = 1056000;
    private boolean accountFirst;

    KommoDeliveries(Dialect dialect) {
        this.dialect = dialect;
    }

    WebhookSender sender() {
        return sender;
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

    /** The account block comes first and last in turn. */
    String form(String action, List<Lead> leads) {
        accountFirst = !accountFirst;
        return KommoBodies.account(action, leads, accountFirst);
    }

    /** Sends the leads as they are now to every subscription that wants to know, from another thread. */
    void send(String action, List<Lead> leads) {
        for (KommoSubscription subscription : subscriptions.values()) {
            if (subscription.wants(action)) {
                String body = dialect == Dialect.GUIDE ? KommoBodies.guide(action, leads) : form(action, leads);
                sender.send(() ->
                        new Parcel(subscription, new Message(UUID.randomUUID().toString(), body)));
            }
        }
    }

    @Override
    public void close() {
        sender.close();
    }

    private final class Parcel implements WebhookSender.Parcel {

        private final KommoSubscription subscription;
        private final Message message;

        Parcel(KommoSubscription subscription, Message message) {
            this.subscription = subscription;
            this.message = message;
        }

        @Override
        public String destination() {
            return subscription.destination;
        }

        @Override
        public Message message(int attempt) {
            return message;
        }

        @Override
        public HttpRequest request(Message sent) {
            return HttpRequest.newBuilder(URI.create(subscription.destination))
                    .timeout(ANSWER_LIMIT)
                    .header(
                            "Content-Type",
                            dialect == Dialect.GUIDE ? "application/json" : "application/x-www-form-urlencoded")
                    .header("User-Agent", "amoCRM-Webhooks/3.0")
                    .header("X-AmoCRM-RequestId", sent.id())
                    .header("Accept-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofString(sent.body()))
                    .build();
        }

        @Override
        public Optional<Duration> answered(int attempt, int status, long speed) {
            boolean valid = status >= 100 && status < 300;
            subscription.answered(valid, INVALID_WINDOW.dividedBy(Math.max(1, speed)));
            boolean another = attempt <= 2 ? !valid : status == 499 || status >= 500 && status <= 599;
            return another && attempt <= PAUSES.size() ? Optional.of(PAUSES.get(attempt - 1)) : Optional.empty();
        }
    }
}
