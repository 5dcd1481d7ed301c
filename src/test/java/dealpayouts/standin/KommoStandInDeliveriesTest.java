package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KommoStandInDeliveriesTest {

    private WebhookReceiver receiver;
    private String destination;
    private KommoStandIn kommo;
    private Caller caller;
    private long ada;
    private long deal;

    @BeforeEach
    void start() throws IOException {
        receiver = new WebhookReceiver();
        destination = receiver.url("/webhooks/kommo/secret");
        start(Dialect.PLATFORM);
    }

    private void start(Dialect dialect) {
        if (kommo != null) {
            kommo.close();
        }
        kommo = KommoStandIn.start(dialect);
        caller = new Caller(kommo.url(), KommoStandIn.TOKEN);
        ada = kommo.addContact("Ada Quist", "ada@quist.example", null);
        deal = kommo.addDeal("Site & shop, 100% [new] žluť", "850.50", "EUR", ada);
    }

    @AfterEach
    void stop() {
        kommo.close();
        receiver.close();
    }

    @Test
    void aFormDeliveryDecodesAsDocumented() {
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        String body = kommo.statusDelivery(deal);
        Map<String, String> form = decode(body);

        assertThat(body).doesNotContain("[").contains("leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + deal);
        assertThat(form)
                .containsEntry("leads[status][0][name]", "Site & shop, 100% [new] žluť")
                .containsEntry("leads[status][0][status_id]", "67000003")
                .containsEntry("leads[status][0][old_status_id]", "67000002")
                .containsEntry("leads[status][0][pipeline_id]", "8500001")
                .containsEntry("leads[status][0][custom_fields][0][id]", "1240001")
                .containsEntry("leads[status][0][custom_fields][0][values][0][value]", "850.50")
                .containsEntry("leads[status][0][custom_fields][1][values][0][value]", "EUR")
                .containsEntry("leads[status][0][custom_fields][1][values][0][enum]", "908101")
                .containsKey("leads[status][0][custom_fields][2][values][0]")
                .containsEntry("leads[status][0][custom_fields][3][values][value]", "Normal")
                .containsEntry("leads[status][0][custom_fields][3][values][enum]", "908201")
                .containsEntry("account[id]", "32000001")
                .containsEntry("account[subdomain]", "northlight")
                .containsEntry("account[_links][self]", "https://northlight.kommo.com")
                .doesNotContainKey("leads[status][0][custom_fields_values]");
    }

    @Test
    void theAccountBlockComesFirstAndLastInTurn() {
        List<Boolean> first = List.of(
                kommo.statusDelivery(deal).startsWith("account"),
                kommo.statusDelivery(deal).startsWith("account"));

        assertThat(first).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void severalDealsShareOneDelivery() {
        long other = kommo.addDeal("Other", null, null);
        Map<String, String> form = decode(kommo.statusDelivery(deal, other));

        assertThat(form)
                .containsEntry("leads[status][0][id]", "" + deal)
                .containsEntry("leads[status][1][id]", "" + other);
        assertThat(decode(kommo.delivery("delete", deal)).keySet())
                .filteredOn(key -> key.startsWith("leads"))
                .containsExactlyInAnyOrder(
                        "leads[delete][0][id]", "leads[delete][0][status_id]", "leads[delete][0][pipeline_id]");
    }

    @Test
    void aDigitalPipelineDeliveryHasIdsOnly() {
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

        assertThat(decode(kommo.digitalPipelineDelivery(deal)))
                .containsOnlyKeys(
                        "leads[status][0][id]",
                        "leads[status][0][status_id]",
                        "leads[status][0][pipeline_id]",
                        "leads[status][0][old_status_id]",
                        "leads[status][0][old_pipeline_id]",
                        "account[id]",
                        "account[subdomain]");
    }

    @Test
    void theGuidesDeliveryIsJsonWithIntegers() {
        start(Dialect.GUIDE);
        kommo.subscribe(destination, "status_lead");
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

        await().until(() -> receiver.received().size() == 1);
        assertThat(receiver.received().get(0).headers()).containsEntry("content-type", "application/json");
        assertThat(Json.read(receiver.received().get(0).body())
                        .orElseThrow()
                        .at("/leads/status/0/status_id")
                        .isIntegralNumber())
                .isTrue();
        assertThat(kommo.statusDeliveryJson(deal))
                .isEqualTo(receiver.received().get(0).body());
    }

    @Test
    void subscribersHearOfMovesByManagersAndByTheApi() throws IOException {
        kommo.subscribe(destination);
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        caller.patch("/api/v4/leads/" + deal, "{\"pipeline_id\":8500001,\"status_id\":67000004}");
        kommo.addDealInStage(KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Born there", null, null);

        await().until(() -> receiver.received().size() == 5);
        assertThat(receiver.received())
                .extracting(WebhookReceiver.Received::body)
                .filteredOn(body -> body.contains("leads%5Bstatus%5D"))
                .hasSize(2);
        assertThat(receiver.received())
                .extracting(WebhookReceiver.Received::body)
                .filteredOn(body -> body.contains("leads%5Bupdate%5D"))
                .hasSize(2);
        assertThat(receiver.received())
                .extracting(WebhookReceiver.Received::body)
                .filteredOn(body -> body.contains("leads%5Badd%5D"))
                .hasSize(1);
        assertThat(receiver.received()).allSatisfy(delivery -> assertThat(delivery.headers())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry("user-agent", "amoCRM-Webhooks/3.0")
                .containsKey("x-amocrm-requestid"));
    }

    @Test
    void aServerErrorEarnsFourRetries() {
        receiver.answer(503);
        kommo.retryDeliveries(100_000);
        kommo.subscribe(destination, "status_lead");
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

        await().atMost(Duration.ofSeconds(10)).until(() -> kommo.deliveries().size() == 5);
        assertThat(kommo.deliveries()).extracting(Delivery::attempt).containsExactly(1, 2, 3, 4, 5);
        assertThat(kommo.deliveries())
                .extracting(Delivery::requestId)
                .containsOnly(kommo.deliveries().get(0).requestId());
    }

    @Test
    void aClientErrorEarnsTwoRetriesAndNoneComesByDefault() {
        receiver.answer(404);
        kommo.subscribe(destination, "status_lead");
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        await().until(() -> kommo.deliveries().size() == 1);
        kommo.retryDeliveries(1_000_000);
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);

        await().until(() -> kommo.deliveries().size() == 4);
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .until(() -> kommo.deliveries().size() == 4);
    }

    @Test
    void manyInvalidAnswersDisableTheWebhook() throws IOException {
        receiver.answer(500);
        kommo.subscribe(destination, "status_lead");
        kommo.copiesOfEachDelivery(101);
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        await().until(() -> kommo.deliveries().size() == 101);

        assertThat(webhooks().at("/_embedded/webhooks/0/disabled").asBoolean()).isTrue();
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        kommo.subscribe(destination, "status_lead");
        assertThat(webhooks().at("/_embedded/webhooks/0/disabled").asBoolean()).isFalse();
        assertThat(receiver.received()).hasSize(101);
    }

    @Test
    void aDroppedDeliveryLeavesItsEvent() throws IOException {
        kommo.subscribe(destination);
        kommo.dropDeliveries(true);
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

        assertThat(caller.get("/api/v4/events?filter[type]=lead_status_changed").at("/_embedded/events"))
                .hasSize(1);
        assertThat(kommo.deliveries()).isEmpty();
    }

    @Test
    void webhooksAreManagedByTheirUrl() throws IOException {
        Reply made = caller.post(
                "/api/v4/webhooks",
                "{\"destination\":\"%s\",\"settings\":[\"status_lead\",\"add_lead\"]}".formatted(destination));
        Reply wrong = caller.post(
                "/api/v4/webhooks",
                "{\"destination\":\"%s\",\"settings\":[\"leads.status.changed\"]}".formatted(destination));

        assertThat(made.at("/disabled").asBoolean()).isFalse();
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(webhooks().at("/_embedded/webhooks")).hasSize(1);
        String body = "{\"destination\":\"" + destination + "\"}";
        assertThat(caller.send("DELETE", "/api/v4/webhooks", body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(204);
        assertThat(caller.send("DELETE", "/api/v4/webhooks", body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(404);
    }

    private Reply webhooks() throws IOException {
        return caller.get(
                "/api/v4/webhooks?filter[destination]=" + URLEncoder.encode(destination, StandardCharsets.UTF_8));
    }

    private static Map<String, String> decode(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }
}
