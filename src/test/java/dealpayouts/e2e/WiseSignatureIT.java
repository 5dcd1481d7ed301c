package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Dialect;
import dealpayouts.standin.SignedEvent;
import dealpayouts.standin.WiseStandIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that Wise did not sign gets past the door. */
class WiseSignatureIT extends WithTransfers {

    private static final String REFUSAL = "{\"error\":\"invalid signature\"}";
    private static final String IGNORED = "{\"status\":\"ignored\"}";

    @Nested
    class WithTheSandboxKey {

        private void start() {
            WiseSignatureIT.this.start(
                    World.PLATFORM_ON_SQLITE, Map.of("wise.webhook-public-keys", resource("wise-sandbox-key.pem")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void aPublicVectorIsAccepted(String vector) {
            start();

            HttpResponse<String> answer = send(vector(vector));

            assertThat(answer.statusCode() + answer.body()).isEqualTo(200 + IGNORED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void aPublicVectorWithOneFlippedBitIsRefused(String vector) {
            start();
            SignedEvent event = vector(vector);

            HttpResponse<String> answer = send(event.withFlippedBit(event.body().length * 4));

            assertThat(answer.statusCode() + answer.body()).isEqualTo(401 + REFUSAL);
        }

        @Test
        void aSignatureWithOneFlippedBitIsRefused() {
            start();
            SignedEvent event = vector("a");
            byte[] signature = Base64.getDecoder().decode(event.signatureOrNull());
            signature[100] ^= 4;

            HttpResponse<String> answer =
                    send(new SignedEvent(event.body(), Base64.getEncoder().encodeToString(signature)));

            assertThat(answer.statusCode() + answer.body()).isEqualTo(401 + REFUSAL);
        }

        @Test
        void anEventOfAnotherKeyIsRefused() {
            start();

            assertThat(send(wise().webhooks().sign(vector("a").text())).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void eachOfSeveralConfiguredKeysIsGood() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        product.stop();
        product.set(
                "wise.webhook-public-keys",
                resource("wise-sandbox-key.pem") + wise().webhooks().publicKeyPem());
        product.start();

        assertThat(send(vector("a")).statusCode()).isEqualTo(200);
        assertThat(send(wise().webhooks().sign("{}")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void anUnsignedEventIsRefused(World world) {
        start(world, Map.of());
        subscribeToTransfers(world);

        HttpResponse<String> answer = send(wise().webhooks().sign("{}").unsigned());

        assertThat(answer.statusCode() + answer.body()).isEqualTo(401 + REFUSAL);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void anEmptySignatureIsRefused() {
        start(World.PLATFORM_ON_SQLITE, Map.of());

        assertThat(send(new SignedEvent("{}".getBytes(StandardCharsets.UTF_8), ""))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aRefusedEventOfOurTransferIsCountedAndNotStored(World world) {
        start(world, Map.of());
        subscribeToTransfers(world);
        wise().webhooks().dropDeliveries(true);
        Paid paid = payNewContractor();
        SignedEvent forged = wise().webhooks().sign(sentEvent(paid)).withFlippedBit(3);

        send(forged);
        send(forged);

        assertThat(metric("wise_signature_invalid_total")).isEqualTo(2);
        assertThat(product.ledgerColumn("wise_event", "id")).isEmpty();
    }

    @Test
    void noEventIsStoredTwice() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        wise().webhooks().dropDeliveries(true);
        Paid paid = payNewContractor();
        SignedEvent event = wise().webhooks().sign(sentEvent(paid));

        assertThat(send(event, "delivery-1").body()).isEqualTo("{\"status\":\"stored\"}");
        assertThat(send(event, "delivery-1").body()).isEqualTo("{\"status\":\"stored\"}");
        assertThat(send(event, "delivery-2").body()).isEqualTo("{\"status\":\"stored\"}");
        assertThat(product.ledgerColumn("wise_event", "event_type")).containsExactly("transfers#state-change");
    }

    @Test
    void theSharedSecretIsNoSignatureForWiseItself() {
        start(World.PLATFORM_ON_SQLITE, Map.of());

        assertThat(send(wise().webhooks().signWithSecret("{}", Product.SECRET)).statusCode())
                .isEqualTo(401);
    }

    @Nested
    class InTheGuide {

        private void start() {
            WiseSignatureIT.this.start(World.GUIDE_ON_SQLITE, Map.of());
        }

        @Test
        void theSharedSecretIsTheSignature() {
            start();

            assertThat(send(wise().webhooks().signWithSecret("{}", Product.SECRET))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void anotherSecretIsRefused() {
            start();

            assertThat(send(wise().webhooks().signWithSecret("{}", Product.SECRET + "x"))
                            .statusCode())
                    .isEqualTo(401);
        }

        @Test
        void wisesOwnSignatureIsRefused() {
            start();
            product.stop();
            product.set("wise.webhook-public-keys", resource("wise-sandbox-key.pem"));
            product.start();

            assertThat(send(vector("a")).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aSignedTestNotificationIsAnswered200AndStaysWithoutEffect(World world) {
        start(world, Map.of());
        subscribeToTransfers(world);
        wise().webhooks().dropDeliveries(true);
        Paid paid = payNewContractor();

        HttpResponse<String> answer =
                send(wise().webhooks().sign(sentEvent(paid)), Map.of("X-Test-Notification", "true"));

        assertThat(answer.statusCode() + answer.body()).isEqualTo(200 + IGNORED);
        assertThat(product.ledgerColumn("wise_event", "id")).isEmpty();
    }

    @Test
    void otherTypesOfEventsAreIgnored() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        Paid paid = payNewContractor();

        HttpResponse<String> answer = send(wise().webhooks()
                .sign(sentEvent(paid).replace("transfers#state-change", "batch-payment-initiations#state-change")));

        assertThat(answer.statusCode() + answer.body()).isEqualTo(200 + IGNORED);
        assertThat(product.ledgerColumn("wise_event", "id")).isEmpty();
    }

    private String sentEvent(Paid paid) {
        return wise().webhooks()
                .stateChange(
                        WiseStandIn.PROFILE_ID,
                        paid.transfer(),
                        "outgoing_payment_sent",
                        "funds_converted",
                        Instant.now());
    }

    private static SignedEvent vector(String name) {
        return new SignedEvent(
                resource("wise-sandbox-event-" + name + ".json").getBytes(StandardCharsets.UTF_8),
                resource("wise-sandbox-event-" + name + ".signature").strip());
    }

    private static String resource(String name) {
        try (InputStream file = Dialect.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
