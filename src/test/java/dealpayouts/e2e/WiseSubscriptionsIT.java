package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Dialect;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.WiseStandIn;
import dealpayouts.standin.WiseSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wise sends each event that is needed to our address, once, and the product sees to it. */
class WiseSubscriptionsIT extends WithTransfers {

    private static final String[] EVENTS = {
        "transfers#state-change",
        "transfers#payout-failure",
        "transfers#refund",
        "transfers#active-cases",
        "balances#update"
    };

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void eachEventIsSubscribedToOnceAfterTheStart(World world) {
        begin(world);

        awaitSubscriptions();
        assertThat(subscriptions()).allSatisfy(s -> {
            assertThat(s.url()).isEqualTo(product.wiseWebhook());
            assertThat(s.profileId()).isEqualTo(WiseStandIn.PROFILE_ID);
            assertThat(s.secretOrNull()).isEqualTo(world.dialect() == Dialect.GUIDE ? Product.SECRET : null);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void eventsReachTheDealThroughThem(World world) {
        begin(world);
        awaitSubscriptions();
        Paid paid = payNewContractor();

        wise().advance(paid.transfer(), "outgoing_payment_sent");

        awaitNote(paid, "was sent");
    }

    @Test
    void aSecondStartMakesNoOthers() {
        begin(World.PLATFORM_ON_SQLITE);
        awaitSubscriptions();
        product.stop();
        wise().forgetCalls();
        clock.forward(Duration.ofMinutes(2));

        product.start();

        awaitChecks(1);
        assertThat(subscriptions()).hasSameSizeAs(EVENTS);
    }

    @Test
    void theScheduleMakesNoOthers() {
        begin(World.PLATFORM_ON_SQLITE);
        awaitSubscriptions();
        wise().forgetCalls();

        clock.forward(Duration.ofMinutes(2));
        awaitChecks(1);
        clock.forward(Duration.ofMinutes(2));
        awaitChecks(2);

        assertThat(subscriptions()).hasSameSizeAs(EVENTS);
    }

    @Test
    void aMissingOneIsMadeAgain() {
        begin(World.PLATFORM_ON_SQLITE);
        awaitSubscriptions();
        delete(subscriptions().get(2).id());
        assertThat(subscriptions()).hasSize(EVENTS.length - 1);

        clock.forward(Duration.ofMinutes(2));

        awaitSubscriptions();
    }

    @Test
    void oneInAnotherVersionIsReplacedWithoutAGapAndAnothersIsNot() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        wise().webhooks().subscribe(EVENTS[0], "2.0.0", product.wiseWebhook(), null);
        wise().webhooks().subscribe(EVENTS[1], "2.0.0", "http://localhost:1/somebody-else", null);
        product.set(Product.PUBLIC_URL, product.wiseWebhook().replaceFirst("/webhooks/wise$", ""));
        product.restartWith("wise.webhook-check-ms", "300");

        awaiting().untilAsserted(() -> assertThat(subscriptions())
                .extracting(
                        s -> s.triggerOn() + ":" + s.version() + (s.url().equals(product.wiseWebhook()) ? "" : " else"))
                .containsExactlyInAnyOrder(
                        EVENTS[0] + ":4.0.0",
                        EVENTS[1] + ":4.0.0",
                        EVENTS[2] + ":4.0.0",
                        EVENTS[3] + ":4.0.0",
                        EVENTS[4] + ":4.0.0",
                        EVENTS[1] + ":2.0.0 else"));
        assertThat(wise().calls())
                .filteredOn(call ->
                        call.path().contains("/subscriptions") && !call.method().equals("GET"))
                .extracting(RecordedCall::method)
                .containsExactly("POST", "POST", "POST", "POST", "POST", "DELETE");
    }

    @Test
    void anothersSubscriptionIsNotOurs() {
        start(World.PLATFORM_ON_SQLITE, settings());
        wise().webhooks().subscribe(EVENTS[0], "http://localhost:1/somebody-else", null);

        awaiting().untilAsserted(() -> assertThat(subscriptions())
                .extracting(WiseSubscription::url)
                .filteredOn(product.wiseWebhook()::equals)
                .hasSameSizeAs(EVENTS));
    }

    @Test
    void duplicatesAreLeftAsTheyAre() {
        begin(World.PLATFORM_ON_SQLITE);
        awaitSubscriptions();
        wise().webhooks().subscribe(EVENTS[0], product.wiseWebhook(), null);
        wise().forgetCalls();

        clock.forward(Duration.ofMinutes(2));
        awaitChecks(1);
        clock.forward(Duration.ofMinutes(2));
        awaitChecks(2);

        assertThat(subscriptions()).hasSize(EVENTS.length + 1);
    }

    @Test
    void aDuplicateDeliversTwiceAndShowsOnce() {
        begin(World.PLATFORM_ON_SQLITE);
        awaitSubscriptions();
        wise().webhooks().subscribe(EVENTS[0], product.wiseWebhook(), null);
        Paid paid = payNewContractor();

        wise().advance(paid.transfer(), "outgoing_payment_sent");

        awaitNote(paid, "was sent");
        awaitSettled();
        assertThat(kommo().notes(paid.deal())).hasSize(2);
    }

    @Test
    void anAddressThatWiseRefusesDoesNotStopTheProduct() {
        start(World.PLATFORM_ON_SQLITE, settings());
        wise().webhooks().allowLocalCallbacks(false);

        awaiting().untilAsserted(() -> assertThat(wise().calls())
                .filteredOn(WiseSubscriptionsIT::makesSubscription)
                .hasSameSizeAs(EVENTS)
                .extracting(RecordedCall::status)
                .containsOnly(400));
        payNewContractor();
    }

    @Test
    void withoutOurAddressNoneIsMade() {
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of("wise.webhook-check-ms", "200", "watch.first-ms", "200", "watch.every-ms", "2500"));
        Paid paid = payNewContractor();

        wise().advance(paid.transfer(), "outgoing_payment_sent");

        awaitStatus(paid, "sent");
        assertThat(wise().calls()).noneMatch(call -> call.path().contains("subscriptions"));
    }

    @Test
    void theGuidesRequestNamesSignatureAndScope() {
        begin(World.GUIDE_ON_SQLITE);
        awaitSubscriptions();

        assertThat(wise().calls())
                .filteredOn(WiseSubscriptionsIT::makesSubscription)
                .hasSameSizeAs(EVENTS)
                .allSatisfy(call -> {
                    assertThat(call.path()).isEqualTo("/v3/subscriptions");
                    assertThat(call.body())
                            .contains("\"version\":\"2.0\"")
                            .contains("\"type\":\"SHA256_HMAC\"")
                            .contains("\"token\":\"" + Product.SECRET + "\"")
                            .contains("\"domain\":\"profile\"")
                            .contains("\"id\":\"" + WiseStandIn.PROFILE_ID + "\"");
                });
    }

    private void begin(World world) {
        start(world, settings());
    }

    private static Map<String, String> settings() {
        return Map.of(Product.PUBLIC_URL, "yes", "wise.webhook-check-ms", "300");
    }

    private List<WiseSubscription> subscriptions() {
        return wise().webhooks().subscriptions();
    }

    /** Until the check is over, which lists them once more after it made them. */
    private void awaitSubscriptions() {
        awaiting().untilAsserted(() -> {
            assertThat(subscriptions()).extracting(WiseSubscription::triggerOn).containsExactlyInAnyOrder(EVENTS);
            assertThat(wise().calls())
                    .filteredOn(call -> call.path().endsWith("/subscriptions"))
                    .last()
                    .extracting(RecordedCall::method)
                    .isEqualTo("GET");
        });
    }

    private void awaitChecks(int times) {
        awaiting().untilAsserted(() -> assertThat(wise().calls())
                .filteredOn(call -> call.method().equals("GET") && call.path().endsWith("/subscriptions"))
                .hasSize(times));
    }

    private void delete(String id) {
        wise().webhooks().unsubscribe(id);
    }

    private static boolean makesSubscription(RecordedCall call) {
        return call.method().equals("POST") && call.path().endsWith("/subscriptions");
    }
}
