package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.WebhookReceiver.Received;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiseStandInEventsTest {

    private static final Instant AT = Instant.parse("2026-09-01T10:12:50.123Z");
    private static final String SECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
    private static final String MILLIS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private WebhookReceiver receiver;
    private String url;
    private WiseStandIn wise;
    private WiseClient client;
    private long marta;

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
        client = new WiseClient(wise, dialect);
        marta = wise.addRecipient("EUR", "Marta Vogel", null);
        wise.setBalance("USD", "4000");
    }

    @AfterEach
    void stop() {
        wise.close();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wise-sandbox-event-a", "wise-sandbox-event-b"})
    void thePublicEventsVerifyWithTheSandboxKey(String event) throws IOException, GeneralSecurityException {
        String key = SignatureCheck.text("wise-sandbox-key.pem");
        byte[] body = SignatureCheck.resource(event + ".json");
        String signature = SignatureCheck.text(event + ".signature");

        assertThat(SignatureCheck.verifies(key, body, signature)).isTrue();
        assertThat(SignatureCheck.verifies(
                        key, new SignedEvent(body, signature).withFlippedBit(77).body(), signature))
                .isFalse();
        assertThat(SignatureCheck.verifies(wise.webhooks().publicKeyPem(), body, signature))
                .isFalse();
    }

    @Test
    void everyDeliveryIsSignedOverItsBytes() throws GeneralSecurityException {
        wise.webhooks().subscribe("transfers#state-change", url, null);
        wise.advance(wise.makeByHand(marta, "10"), "žluť");

        for (Received each : received(2)) {
            String signature = each.headers().get("x-signature-sha256");
            assertThat(SignatureCheck.verifies(wise.webhooks().publicKeyPem(), each.bytes(), signature))
                    .isTrue();
            assertThat(each.headers())
                    .containsEntry("content-type", "application/json")
                    .containsKey("x-delivery-id")
                    .doesNotContainKey("x-test-notification");
        }
    }

    @ParameterizedTest
    @CsvSource({"2.0.0, 2026-09-01T10:12:50Z", "4.0.0, 2026-09-01T10:12:50.123Z"})
    void aStateChangeIsWrittenAsDocumented(String version, String occurredAt) {
        long transfer = wise.makeByHand(marta, "10");
        String subscription = wise.webhooks().subscribe("transfers#state-change", version, url, null);
        wise.advance(transfer, "outgoing_payment_sent", AT);

        assertThat(unsent(received(1).get(0), version.equals("2.0.0") ? SECONDS : MILLIS))
                .isEqualTo(json(
                        """
                                {"data":{"resource":{"type":"transfer","id":%d,"profile_id":20045501,"account_id":%d},
                                 "current_state":"outgoing_payment_sent","previous_state":"incoming_payment_waiting",
                                 "occurred_at":"%s"},
                                 "subscription_id":"%s","event_type":"transfers#state-change","schema_version":"%s"}"""
                                .formatted(transfer, marta, occurredAt, subscription, version)));
    }

    @Test
    void everyChangeOfATransferIsToldOnce() throws IOException {
        wise.webhooks().subscribe("transfers#state-change", url, null);
        wise.webhooks().holdDeliveries(true);
        long paid = client.transferId(marta, "EUR", "100");
        client.fund(paid);
        wise.advance(paid, "processing");
        wise.advance(paid, "funds_converted");
        wise.advance(paid, "in_a_state_nobody_knows");
        long cancelled = client.transferId(marta, "EUR", "100");
        client.caller.send("PUT", "/v1/transfers/" + cancelled + "/cancel", "{}", "Content-Type", "application/json");

        assertThat(wise.webhooks().heldDeliveries())
                .extracting(each -> json(each.body()).at("/data/previous_state").asText("-") + " "
                        + json(each.body()).at("/data/current_state").asText())
                .containsExactly(
                        "- incoming_payment_waiting",
                        "incoming_payment_waiting processing",
                        "processing funds_converted",
                        "funds_converted in_a_state_nobody_knows",
                        "- incoming_payment_waiting",
                        "incoming_payment_waiting cancelled");
    }

    @Test
    void theGuidesStateIsUnderTheResourceAndSignedWithTheSecret() {
        start(Dialect.GUIDE);
        wise.webhooks().subscribe("transfers#state-change", url, "a-secret");
        wise.advance(wise.makeByHand(marta, "10"), "funds_converted", AT);

        Received event = received(2).stream()
                .filter(each -> each.body().contains("funds_converted"))
                .findFirst()
                .orElseThrow();
        assertThat(event.at("/data/resource/current_state").asText()).isEqualTo("funds_converted");
        assertThat(event.at("/data/current_state").isMissingNode()).isTrue();
        assertThat(event.at("/data/occurred_at").asText()).isEqualTo("2026-09-01T10:12:50Z");
        assertThat(event.at("/schema_version").asText()).isEqualTo("2.0");
        assertThat(event.headers().get("x-signature-sha256"))
                .matches("[0-9a-f]{64}")
                .isEqualTo(WiseSignatures.hmac(event.body(), "a-secret"));
    }

    @Test
    void aPayoutFailureHasItsIdsUnderDataAndLeavesTheState() {
        long transfer = wise.makeByHand(marta, "10");
        wise.webhooks().subscribe("transfers#payout-failure", "2.0.0", url, null);
        wise.payoutFailure(transfer, "WRONG_ACCOUNT_NUMBER", "Invalid account number.");

        JsonNode data = received(1).get(0).at("/data");
        assertThat(data.path("occurred_at").asText()).matches("[-0-9T:.]{23}\\+00:00");
        ((ObjectNode) data).remove("occurred_at");
        assertThat(data)
                .isEqualTo(json(
                        """
                                {"transfer_id":%d,"profile_id":20045501,"failure_reason_code":"WRONG_ACCOUNT_NUMBER",
                                 "failure_description":"Invalid account number."}"""
                                .formatted(transfer)));
        assertThat(wise.transfers().get(0).status()).isEqualTo("incoming_payment_waiting");
    }

    @Test
    void aRefundOfLessIsToldAndCreditedOnce() throws IOException {
        long transfer = client.transferId(marta, "EUR", "1500.00");
        client.fund(transfer);
        wise.webhooks().subscribe("transfers#refund", url, null);
        wise.webhooks().subscribe("balances#credit", url, null);
        wise.webhooks().holdDeliveries(true);
        wise.refund(transfer, "1600");
        wise.advance(transfer, "funds_refunded");

        assertThat(wise.webhooks().heldDeliveries())
                .hasSize(2)
                .filteredOn(each -> each.body().contains("transfers#refund"))
                .singleElement()
                .satisfies(each -> assertThat(each.body())
                        .contains("\"refund_amount\":1600.00,\"refund_currency\":\"USD\"},\"occurred_at\""));
        assertThat(wise.balance("USD")).isEqualByComparingTo("3961.73");
        assertThatIllegalStateException().isThrownBy(() -> wise.refund(transfer, "1"));
    }

    @Test
    void aStateOfRefundedTellsTheWholeDebit() throws IOException {
        long transfer = client.transferId(marta, "EUR", "1500.00");
        client.fund(transfer);
        wise.webhooks().subscribe("transfers#refund", "2.0.0", url, null);
        wise.advance(transfer, "funds_refunded", AT);

        assertThat(received(1).get(0).body())
                .contains("\"refund_amount\":1638.27", "\"occurred_at\":\"2026-09-01T10:12:50Z\"");
        assertThat(wise.balance("USD")).isEqualByComparingTo("4000");
    }

    @Test
    void activeCasesAreListedAndShowOnTheTransfer() throws IOException {
        long transfer = wise.makeByHand(marta, "10");
        wise.webhooks().subscribe("transfers#active-cases", url, null);
        wise.activeCases(transfer, "deposit_amount_less_invoice");

        assertThat(received(1).get(0).at("/data"))
                .isEqualTo(json(
                        """
                                {"resource":{"type":"transfer","id":%d,"profile_id":20045501,"account_id":%d},
                                 "active_cases":["deposit_amount_less_invoice"]}"""
                                .formatted(transfer, marta)));
        assertThat(client.read(transfer).at("/hasActiveIssues").asBoolean()).isTrue();
    }

    @Test
    void aTopUpIsACreditAndAnUpdate() {
        wise.webhooks().subscribe("balances#credit", url, null);
        wise.webhooks().subscribe("balances#update", url, null);
        wise.topUp("USD", "250.5");

        List<Received> events = received(2);
        assertThat(events)
                .extracting(each -> each.at("/data/transaction_type").asText())
                .containsOnly("credit");
        assertThat(events)
                .extracting(each -> each.at("/data/post_transaction_balance_amount"))
                .allSatisfy(after -> assertThat(after.decimalValue()).isEqualByComparingTo("4250.50"));
        wise.webhooks().holdDeliveries(true);
        wise.setBalance("USD", "4250.50");
        assertThat(wise.webhooks().heldDeliveries()).isEmpty();
        wise.setBalance("USD", "4000");
        assertThat(wise.webhooks().heldDeliveries()).singleElement().satisfies(each -> assertThat(each.body())
                .contains("\"transaction_type\":\"debit\",\"amount\":250.50"));
    }

    @ParameterizedTest
    @CsvSource({"2.2.0, false", "3.0.0, true", "4.0.0, true"})
    void aFundingIsADebitThatNamesTheTransfer(String version, boolean tellsWhatIsLeft) throws IOException {
        long transfer = client.transferId(marta, "EUR", "1500.00");
        wise.webhooks().subscribe("balances#update", version, url, null);
        wise.webhooks().subscribe("balances#credit", url, null);
        client.fund(transfer);

        Received event = received(1).get(0);
        assertThat(event.body()).contains("\"transaction_type\":\"debit\",\"amount\":1638.27,\"currency\":\"USD\"");
        assertThat(event.at("/data/transfer_reference").asText()).isEqualTo("" + transfer);
        assertThat(event.at("/data/channel_name").asText()).isEqualTo("TRANSFER");
        assertThat(event.at("/data/balance_id"))
                .isEqualTo(event.at("/data/resource/id"))
                .isEqualTo(balanceId());
        assertThat(event.at("/data").has("post_transaction_balance_amount")).isEqualTo(tellsWhatIsLeft);
        assertThat(event.at("/data").has("step_id")).isEqualTo(tellsWhatIsLeft);
    }

    private JsonNode balanceId() throws IOException {
        return client.caller
                .get("/v4/profiles/20045501/balances?types=STANDARD")
                .at("/0/id");
    }

    private List<Received> received(int count) {
        await().until(() -> wise.webhooks().deliveries().size() == count);
        return receiver.received();
    }

    private static JsonNode unsent(Received event, String timeForm) {
        ObjectNode body = (ObjectNode) event.at("");
        assertThat(body.remove("sent_at").asText()).matches(timeForm);
        return body;
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
