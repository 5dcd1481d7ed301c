package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.WebhookReceiver.Received;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WiseStandInDeliveriesTest {

    private WebhookReceiver receiver;
    private String url;
    private WiseStandIn wise;
    private WiseWebhooks webhooks;
    private long transfer;

    @BeforeEach
    void start() throws IOException {
        receiver = new WebhookReceiver();
        url = receiver.url("/webhooks/wise");
        start(Dialect.PLATFORM, null);
    }

    private void start(Dialect dialect, String secretOrNull) {
        if (wise != null) {
            wise.close();
        }
        wise = WiseStandIn.start(dialect);
        webhooks = wise.webhooks();
        transfer = wise.makeByHand(wise.addRecipient("EUR", "Marta Vogel", null), "10");
        webhooks.subscribe("transfers#state-change", url, secretOrNull);
    }

    @AfterEach
    void stop() {
        wise.close();
        receiver.close();
    }

    @Test
    void copiesShareTheirIdUnlessEachAttemptHasItsOwn() {
        webhooks.copiesOfEachDelivery(3);
        wise.advance(transfer, "processing");
        await().until(() -> webhooks.deliveries().size() == 3);
        assertThat(webhooks.deliveries())
                .extracting(Delivery::requestId)
                .containsOnly(webhooks.deliveries().get(0).requestId());

        webhooks.ownIdForEachAttempt(true);
        wise.advance(transfer, "funds_converted");
        await().until(() -> webhooks.deliveries().size() == 6);
        assertThat(webhooks.deliveries().subList(3, 6))
                .extracting(Delivery::requestId)
                .doesNotHaveDuplicates();
    }

    @Test
    void aDroppedDeliveryLeavesTheState() {
        webhooks.dropDeliveries(true);
        wise.advance(transfer, "processing");
        webhooks.dropDeliveries(false);
        wise.advance(transfer, "funds_converted");

        await().until(() -> webhooks.deliveries().size() == 1);
        assertThat(states()).containsExactly("funds_converted");
        assertThat(wise.transfers().get(0).status()).isEqualTo("funds_converted");
    }

    @Test
    void aDelayedDeliveryIsOvertaken() {
        webhooks.delayDeliveries(Duration.ofMillis(300));
        wise.advance(transfer, "processing");
        webhooks.delayDeliveries(Duration.ZERO);
        wise.advance(transfer, "funds_converted");

        await().until(() -> receiver.received().size() == 2);
        assertThat(states()).containsExactly("funds_converted", "processing");
    }

    @Test
    void heldDeliveriesComeInAnyOrderLostOrTwice() {
        webhooks.holdDeliveries(true);
        List.of("processing", "funds_converted", "outgoing_payment_sent", "bounced_back")
                .forEach(state -> wise.advance(transfer, state));
        assertThat(webhooks.heldDeliveries())
                .hasSize(4)
                .extracting(Delivery::attempt)
                .containsOnly(0);
        assertThat(receiver.received()).isEmpty();

        webhooks.releaseDeliveries(3, 0, 2, 0);
        await().until(() -> receiver.received().size() == 4);
        assertThat(states()).containsExactly("bounced_back", "processing", "outgoing_payment_sent", "processing");
        assertThat(webhooks.heldDeliveries()).isEmpty();
    }

    @Test
    void heldDeliveriesComeInTheOrderOfAComparator() {
        webhooks.holdDeliveries(true);
        IntStream.range(0, 20).forEach(number -> wise.advance(transfer, "state_" + number));
        webhooks.releaseDeliveries(Comparator.comparing((Delivery each) ->
                Json.read(each.body()).orElseThrow().at("/data/current_state").asText()));

        await().until(() -> receiver.received().size() == 20);
        assertThat(states()).isSorted().hasSize(20);
    }

    @Test
    void aRedeliveryHasANewTimeAndANewSignature() throws GeneralSecurityException {
        wise.advance(transfer, "processing", Instant.parse("2026-09-01T10:12:50Z"));
        await().until(() -> webhooks.deliveries().size() == 1);
        Delivery first = webhooks.deliveries().get(0);
        wise.passTime(Duration.ofMinutes(2));
        webhooks.redeliver(first, true);
        await().until(() -> webhooks.deliveries().size() == 2);
        webhooks.redeliver(first, false);
        await().until(() -> webhooks.deliveries().size() == 3);

        List<Received> received = receiver.received();
        assertThat(received)
                .extracting(each -> each.headers().get("x-delivery-id").equals(first.requestId()))
                .containsExactly(true, true, false);
        assertThat(sentAt(1)).isAfter(sentAt(0).plusSeconds(100));
        assertThat(received)
                .extracting(each -> each.at("/data"))
                .containsOnly(received.get(0).at("/data"));
        assertThat(SignatureCheck.verifies(
                        webhooks.publicKeyPem(),
                        received.get(2).bytes(),
                        received.get(2).headers().get("x-signature-sha256")))
                .isTrue();
    }

    @Test
    void aServerErrorEarnsTwentyFiveRetries() {
        receiver.answer(503);
        webhooks.retryDeliveries(10_000_000_000L);
        wise.advance(transfer, "processing");

        await().atMost(Duration.ofSeconds(20)).until(() -> webhooks.deliveries().size() == 26);
        assertThat(webhooks.deliveries())
                .extracting(Delivery::attempt)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 26).boxed().toList());
        assertThat(webhooks.deliveries())
                .extracting(Delivery::requestId)
                .containsOnly(webhooks.deliveries().get(0).requestId());
        nothingMoreComes(26);
    }

    @Test
    void aRefusalIsTriedThreeTimesOnly() {
        receiver.answer(401);
        webhooks.retryDeliveries(1_000_000);
        webhooks.ownIdForEachAttempt(true);
        wise.advance(transfer, "processing");

        await().until(() -> webhooks.deliveries().size() == 3);
        nothingMoreComes(3);
        assertThat(webhooks.deliveries()).extracting(Delivery::requestId).doesNotHaveDuplicates();
    }

    @Test
    void pausesDoubleAndThenLastADay() {
        receiver.answer(500);
        webhooks.retryDeliveries(600);
        wise.advance(transfer, "processing");

        await().atMost(Duration.ofSeconds(5)).until(() -> webhooks.deliveries().size() == 4);
        List<Instant> at = webhooks.deliveries().stream().map(Delivery::at).toList();
        assertThat(Duration.between(at.get(0), at.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(90));
        assertThat(Duration.between(at.get(1), at.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(190));
        assertThat(Duration.between(at.get(2), at.get(3))).isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @Test
    void aSuccessEarnsNoRetry() {
        webhooks.retryDeliveries(1_000_000);
        wise.advance(transfer, "processing");
        await().until(() -> webhooks.deliveries().size() == 1);

        nothingMoreComes(1);
    }

    @Test
    void anyBodyCanBeSignedAndSent() throws GeneralSecurityException {
        String body = webhooks.stateChange(1, 99, "a_state_nobody_knows", null, Instant.parse("2024-01-01T00:00:00Z"));
        SignedEvent signed = webhooks.sign(body);
        receiver.answer(202);
        Delivery delivery = webhooks.deliver(url, signed);

        assertThat(delivery.status()).isEqualTo(202);
        assertThat(webhooks.deliveries()).containsExactly(delivery);
        Received received = receiver.received().get(0);
        assertThat(received.at("/data/resource/profile_id").asLong()).isOne();
        assertThat(received.at("/data/occurred_at").asText()).isEqualTo("2024-01-01T00:00:00.000Z");
        assertThat(SignatureCheck.verifies(
                        webhooks.publicKeyPem(),
                        received.bytes(),
                        received.headers().get("x-signature-sha256")))
                .isTrue();
    }

    @Test
    void aBadSignatureIsReallyBad() throws GeneralSecurityException {
        SignedEvent good = webhooks.sign("{}");
        SignedEvent foreign = webhooks.signWithAnotherKey("{}");

        assertThat(SignatureCheck.verifies(webhooks.publicKeyPem(), foreign.body(), foreign.signatureOrNull()))
                .isFalse();
        assertThat(SignatureCheck.verifies(
                        webhooks.publicKeyPem(), good.withFlippedBit(3).body(), good.signatureOrNull()))
                .isFalse();
        webhooks.deliver(url, good.unsigned());
        assertThat(receiver.received().get(0).headers()).doesNotContainKey("x-signature-sha256");
    }

    @Test
    void theGuidesBodiesAreSignedWithTheSubscribedSecret() {
        start(Dialect.GUIDE, "a-secret");
        String body = webhooks.stateChange(20045501, transfer, "processing", null, Instant.EPOCH);

        assertThat(Json.read(body)
                        .orElseThrow()
                        .at("/data/resource/current_state")
                        .asText())
                .isEqualTo("processing");
        assertThat(webhooks.sign(body).signatureOrNull())
                .isEqualTo(webhooks.signWithSecret(body, "a-secret").signatureOrNull());
        assertThat(webhooks.signWithSecret("what do ya want for nothing?", "Jefe")
                        .signatureOrNull())
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    private void nothingMoreComes(int count) {
        await().during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(2))
                .until(() -> webhooks.deliveries().size() == count);
    }

    private List<String> states() {
        return receiver.received().stream()
                .map(each -> each.at("/data/current_state").asText())
                .toList();
    }

    private Instant sentAt(int index) {
        return Instant.parse(receiver.received().get(index).at("/sent_at").asText());
    }
}
