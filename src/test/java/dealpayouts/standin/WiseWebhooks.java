package dealpayouts.standin;

import dealpayouts.standin.WiseEvent.TransferRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The webhooks of the Wise stand-in: subscriptions, what happens to deliveries, and events made by hand (Wise reference §12, §13). */
public final class WiseWebhooks {

    private final WiseWorld world;
    private final Guard guard;
    private final WiseDeliveries deliveries;
    private final WebhookSender sender;

    WiseWebhooks(WiseWorld world, Guard guard) {
        this.world = world;
        this.guard = guard;
        deliveries = world.deliveries;
        sender = deliveries.sender();
    }

    /** The RSA key that belongs to the signatures of {@link Dialect#PLATFORM}. */
    public String publicKeyPem() {
        return WiseSignatures.publicKeyPem();
    }

    /** Whether {@code http://localhost} on any port may be subscribed; true at the start. */
    public void allowLocalCallbacks(boolean allowed) {
        guard.locked(() -> world.scenario.localCallbacks = allowed);
    }

    /** All subscriptions, oldest first. */
    public List<WiseSubscription> subscriptions() {
        return guard.locked(() -> List.copyOf(deliveries.subscriptions().values()));
    }

    /**
     * Subscribes without a test notification and without the rules of the API.
     *
     * @param secretOrNull the guide's token; null in the other dialect
     * @return the id
     */
    public String subscribe(String triggerOn, String url, String secretOrNull) {
        WiseEventType type = type(triggerOn);
        return subscribe(type, type.newestVersion(world.dialect), url, secretOrNull);
    }

    /** As above, in a version that need not be the newest. */
    public String subscribe(String triggerOn, String version, String url, String secretOrNull) {
        return subscribe(type(triggerOn), version, url, secretOrNull);
    }

    /** A person deletes a subscription on Wise's pages. */
    public void unsubscribe(String id) {
        guard.locked(() -> deliveries.subscriptions().remove(id));
    }

    /** Every attempt to deliver an event, in the order in which they ended; test notifications are not among them. */
    public List<Delivery> deliveries() {
        return sender.attempts();
    }

    /** Whether deliveries to come are lost. */
    public void dropDeliveries(boolean drop) {
        sender.drop(drop);
    }

    /** How often each delivery to come is sent, at the same moment; 1 at the start. */
    public void copiesOfEachDelivery(int copies) {
        sender.copies(copies);
    }

    /** Whether each copy and each retry has an X-Delivery-Id of its own, rather than its notification's; false at the start. */
    public void ownIdForEachAttempt(boolean own) {
        deliveries.ownIdForEachAttempt(own);
    }

    /** Deliveries to come are sent this much later. */
    public void delayDeliveries(Duration delay) {
        sender.delay(delay);
    }

    /** Turns on the retries of §13 with its pauses divided by this factor; 0 turns them off. */
    public void retryDeliveries(long speed) {
        sender.retry(speed);
    }

    /** Whether deliveries to come wait for a release. */
    public void holdDeliveries(boolean hold) {
        sender.hold(hold);
    }

    /** What waits, oldest first. */
    public List<Delivery> heldDeliveries() {
        return sender.held();
    }

    /**
     * Sends what waits in this order, each when the one before it was answered.
     *
     * @param order indexes in {@link #heldDeliveries}: one left out is lost, one given twice is sent twice
     */
    public void releaseDeliveries(int... order) {
        sender.release(order);
    }

    /** Sends all that waits in this order, each when the one before it was answered. */
    public void releaseDeliveries(Comparator<Delivery> order) {
        sender.release(order);
    }

    /** Sends a delivery once more with a new {@code sent_at}. */
    public void redeliver(Delivery earlier, boolean sameId) {
        guard.locked(() -> deliveries.sendAgain(earlier, sameId ? earlier.requestId() : WiseDeliveries.newId()));
    }

    /** Sends these bytes once, at once, and waits for the answer. */
    public Delivery deliver(String url, SignedEvent event) {
        return deliveries.deliver(url, event);
    }

    /** Any text signed as the dialect does; in {@link Dialect#GUIDE} with the secret of the newest subscription. */
    public SignedEvent sign(String body) {
        String secret = world.dialect == Dialect.GUIDE ? newestSecret() : null;
        return SignedEvent.of(body, deliveries.signature(body, secret));
    }

    /** Signed as Wise does, but with a key that is not its own. */
    public SignedEvent signWithAnotherKey(String body) {
        return SignedEvent.of(body, WiseSignatures.rsaWithAnotherKey(body));
    }

    /** Signed as the guide has it. */
    public SignedEvent signWithSecret(String body, String secret) {
        return SignedEvent.of(body, WiseSignatures.hmac(body, secret));
    }

    /** The body of a state change that need not have happened, of a transfer and a profile that need not exist, as of now. */
    public String stateChange(
            long profileId, long transferId, String state, String previousStateOrNull, Instant occurredAt) {
        WiseEvent event = WiseEvent.stateChange(
                new TransferRef(transferId, profileId, 702204455), state, previousStateOrNull, occurredAt);
        return deliveries.body(event, WiseDeliveries.newId(), event.type().newestVersion(world.dialect));
    }

    private String subscribe(WiseEventType type, String version, String url, String secretOrNull) {
        if ((world.dialect == Dialect.GUIDE) == (secretOrNull == null) || !type.comesIn(version, world.dialect)) {
            throw new IllegalArgumentException(world.dialect + " has no such subscription");
        }
        return guard.locked(() -> {
            WiseSubscription made = new WiseSubscription(
                    WiseDeliveries.newId(),
                    WiseWorld.BUSINESS_PROFILE,
                    "stand-in",
                    type.trigger,
                    version,
                    url,
                    secretOrNull,
                    world.now());
            deliveries.subscriptions().put(made.id(), made);
            return made.id();
        });
    }

    private String newestSecret() {
        List<WiseSubscription> all = subscriptions();
        if (all.isEmpty()) {
            throw new IllegalStateException("no subscription has told a secret yet");
        }
        return all.get(all.size() - 1).secretOrNull();
    }

    private static WiseEventType type(String triggerOn) {
        return WiseEventType.of(triggerOn)
                .orElseThrow(() -> new IllegalArgumentException("no such event: " + triggerOn));
    }
}
