package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dealpayouts.standin.Caller.Reply;
import dealpayouts.standin.WebhookReceiver.Received;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiseStandInSubscriptionsTest {

    private static final String PATH = WiseClient.PROFILE + "/subscriptions";

    private WebhookReceiver receiver;
    private String url;
    private WiseStandIn wise;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        receiver = new WebhookReceiver();
        url = receiver.url("/webhooks/wise");
        start(Dialect.PLATFORM);
    }

    private void start(Dialect dialect) {
        if (wise != null) {
            wise.close();
        }
        wise = WiseStandIn.start(dialect);
        caller = new Caller(wise.url(), WiseStandIn.TOKEN);
    }

    @AfterEach
    void stop() {
        wise.close();
        receiver.close();
    }

    @Test
    void aSubscriptionLooksLikeAtWise() throws IOException {
        Reply made = subscribe("transfers#state-change", "4.0.0", url);

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.at("/trigger_on").asText()).isEqualTo("transfers#state-change");
        assertThat(made.at("/delivery").toString()).isEqualTo("{\"version\":\"4.0.0\",\"url\":\"" + url + "\"}");
        assertThat(made.at("/scope").toString()).isEqualTo("{\"domain\":\"profile\",\"id\":\"20045501\"}");
        assertThat(made.at("/created_by/type").asText()).isEqualTo("user");
        assertThat(made.at("/created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(caller.get(PATH).json()).hasSize(1);
        assertThat(caller.get("/2026Q4/profiles/20045501/subscriptions").json()).hasSize(1);
        assertThat(caller.get(PATH + "/" + made.at("/id").asText()).json()).isEqualTo(made.json());
        assertThat(wise.webhooks().subscriptions())
                .extracting(WiseSubscription::url)
                .containsExactly(url);
    }

    @Test
    void aSubscriptionIsDeletedOnceAndThenHearsNothing() throws IOException {
        String path = PATH + "/"
                + subscribe("transfers#state-change", "4.0.0", url).at("/id").asText();
        receiver.forget();

        assertThat(caller.send("DELETE", path, null).status()).isEqualTo(204);
        assertThat(caller.send("DELETE", path, null).status()).isEqualTo(404);
        assertThat(caller.get(path).status()).isEqualTo(404);
        String other =
                subscribe("transfers#state-change", "2.0.0", url).at("/id").asText();
        receiver.forget();
        wise.makeByHand(wise.addRecipient("EUR", "Marta Vogel", null), "10");
        await().until(() -> wise.webhooks().deliveries().size() == 1);
        assertThat(receiver.received())
                .extracting(each -> each.at("/subscription_id").asText())
                .containsExactly(other);
    }

    @Test
    void equalSubscriptionsEachGetTheirDelivery() throws IOException {
        subscribe("transfers#state-change", "4.0.0", url);
        subscribe("transfers#state-change", "4.0.0", url);
        receiver.forget();
        wise.makeByHand(wise.addRecipient("EUR", "Marta Vogel", null), "10");

        await().until(() -> receiver.received().size() == 2);
        assertThat(receiver.received())
                .extracting(each -> each.at("/subscription_id").asText())
                .doesNotHaveDuplicates();
        assertThat(receiver.received())
                .extracting(each -> each.headers().get("x-delivery-id"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "transfers#state-change, 2.0.0",
        "transfers#payout-failure, 5.0.0",
        "transfers#refund, 4.0.0",
        "transfers#active-cases, 4.0.0",
        "balances#update, 3.0.0",
        "balances#credit, 2.0.0"
    })
    void everyKindIsTriedWithASignedTestNotification(String trigger, String version)
            throws IOException, GeneralSecurityException {
        assertThat(subscribe(trigger, version, url).status()).isEqualTo(200);

        Received test = receiver.received().get(0);
        assertThat(receiver.received()).hasSize(1);
        assertThat(test.headers()).containsEntry("x-test-notification", "true").containsKey("x-delivery-id");
        assertThat(SignatureCheck.verifies(
                        wise.webhooks().publicKeyPem(),
                        test.bytes(),
                        test.headers().get("x-signature-sha256")))
                .isTrue();
        assertThat(test.at("/subscription_id").asText()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(test.at("/event_type").asText()).isEqualTo(trigger);
        assertThat(test.at("/schema_version").asText()).isEqualTo(version);
        assertThat(wise.webhooks().deliveries()).isEmpty();
    }

    @Test
    void theTestOfAStateChangeHasTheShapeOfThePublicOne() throws IOException {
        subscribe("transfers#state-change", "2.0.0", url);

        String published = SignatureCheck.text("wise-sandbox-event-b.json");
        String sent = receiver.received().get(0).body();
        assertThat(Json.read(sent.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "now")))
                .isEqualTo(Json.read(published.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "now")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 404, 500})
    void anEndpointThatRefusesTheTestIsNotSubscribed(int answer) throws IOException {
        receiver.answer(answer);
        Reply refused = subscribe("transfers#state-change", "4.0.0", url);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/code").asText()).isEqualTo("INVALID_CALLBACK_URL");
        assertThat(wise.webhooks().subscriptions()).isEmpty();
    }

    @Test
    void anEndpointThatIsNotThereIsNotSubscribed() throws IOException {
        receiver.close();

        assertThat(subscribe("transfers#state-change", "4.0.0", url).status()).isEqualTo(422);
    }

    @Test
    void theTestNotificationHoldsUpNoOtherCall() {
        assertTimeout(
                Duration.ofSeconds(4), () -> subscribe("transfers#state-change", "4.0.0", wise.url() + "/no-webhook"));
        assertThat(wise.calls()).extracting(RecordedCall::status).containsExactly(401, 422);
    }

    @ParameterizedTest
    @CsvSource({
        "transfers#state-change, 3.0.0",
        "transfers#state-change, 2.0",
        "transfers#refund, 5.0.0",
        "balances#credit, 4.0.0",
        "transfers#unheard-of, 2.0.0",
        "'', 2.0.0"
    })
    void anUnknownEventOrVersionIsRefused(String trigger, String version) throws IOException {
        Reply refused = subscribe(trigger, version, url);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/code").asText()).isEqualTo("invalid");
        assertThat(receiver.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.acme.example/wise?deal=1",
                "https://user:secret@hooks.acme.example/wise",
                "https://hooks.acme.example:8443/wise",
                "http://hooks.acme.example/wise",
                "https://203.0.113.7/wise",
                "https://[2001:db8::7]/wise",
                "https://acme/wise",
                "https://hooks.acme.example/wise#top",
                "http://localhost:8080/wise?deal=1",
                "http://127.0.0.1:8080/wise",
                "hooks.acme.example",
                "https://hooks acme/"
            })
    void aUrlAgainstTheRulesIsRefused(String wrong) throws IOException {
        Reply refused = subscribe("transfers#state-change", "4.0.0", wrong);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/arguments/0").asText()).isEqualTo("delivery.url: Invalid delivery URL");
        assertThat(CallbackUrl.accepted(wrong, true)).isFalse();
    }

    @Test
    void aLocalUrlIsRefusedWhenNotAllowed() throws IOException {
        assertThat(CallbackUrl.accepted("https://hooks.acme.example/wise", false))
                .isTrue();
        assertThat(CallbackUrl.accepted("https://hooks.acme.example:443/wise", false))
                .isTrue();

        wise.webhooks().allowLocalCallbacks(false);
        assertThat(subscribe("transfers#state-change", "4.0.0", url).status()).isEqualTo(400);
    }

    @Test
    void anotherProfilesSubscriptionsAreOutOfReach() throws IOException {
        String id = subscribe("transfers#state-change", "4.0.0", url).at("/id").asText();

        assertThat(caller.get("/v3/profiles/1/subscriptions").status()).isEqualTo(403);
        assertThat(caller.get("/v3/profiles/20045500/subscriptions").json()).isEmpty();
        assertThat(caller.get("/v3/profiles/20045500/subscriptions/" + id).status())
                .isEqualTo(404);
        assertThat(caller.get("/v3/subscriptions").status()).isEqualTo(404);
    }

    @Test
    void theGuidesCallBringsItsOwnSecret() throws IOException {
        start(Dialect.GUIDE);
        Reply made = guided("SHA256_HMAC", "a-secret", "2.0");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body()).doesNotContain("a-secret");
        Received test = receiver.received().get(0);
        assertThat(test.headers())
                .containsEntry("x-signature-sha256", WiseSignatures.hmac(test.body(), "a-secret"))
                .containsEntry("x-test-notification", "true");
        assertThat(test.at("/data/resource/current_state").asText()).isEqualTo("processing");
        assertThat(caller.get("/v3/subscriptions").json()).hasSize(1);
        assertThat(caller.get(PATH).status()).isEqualTo(404);
        String path = "/v3/subscriptions/" + made.at("/id").asText();
        assertThat(caller.get(path).status()).isEqualTo(200);
        assertThat(caller.send("DELETE", path, null).status()).isEqualTo(204);
        assertThat(caller.get(path).status()).isEqualTo(404);
    }

    @Test
    void theGuidesCallIsRefusedWithoutASecretOrInAnotherVersion() throws IOException {
        start(Dialect.GUIDE);

        assertThat(guided("SHA256_HMAC", "", "2.0").status()).isEqualTo(400);
        assertThat(guided("RSA", "a-secret", "2.0").status()).isEqualTo(400);
        assertThat(guided("SHA256_HMAC", "a-secret", "4.0.0").status()).isEqualTo(400);
        assertThat(receiver.received()).isEmpty();
    }

    private Reply subscribe(String trigger, String version, String destination) throws IOException {
        return caller.post(
                PATH,
                """
                {"name":"deal-payouts","trigger_on":"%s","delivery":{"version":"%s","url":"%s"}}"""
                        .formatted(trigger, version, destination));
    }

    private Reply guided(String signatureType, String token, String version) throws IOException {
        return caller.post(
                "/v3/subscriptions",
                """
                {"name":"deal-payouts","trigger_on":"transfers#state-change","scope":{"domain":"profile","id":"20045501"},
                 "delivery":{"version":"%s","url":"%s","signature":{"type":"%s","token":"%s"}}}"""
                        .formatted(version, url, signatureType, token));
    }
}
