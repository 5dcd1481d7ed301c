package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Dialect;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that was killed is followed by one that goes on by itself and says with what. */
class StartAgainIT {

    /** Less than the 30 seconds after which a dead process misses its heartbeats. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM);
    private final ProductFolder folder = ProductFolder.copy();
    private final Map<String, String> settings = new HashMap<>();

    @AfterEach
    void close() {
        kommo.close();
        wise.close();
    }

    @Test
    void aPayoutThatWasInHandWhenTheProcessWasKilledIsFinishedAtOnceAndTheStartSaysSo() throws Exception {
        List<Integer> ports = Product.freePorts();
        settings.putAll(Product.settings(Dialect.PLATFORM, kommo.url(), wise.url(), LedgerAddress.freshSqlite()));
        settings.put("http.port", String.valueOf(ports.get(0)));
        settings.put("management.port", String.valueOf(ports.get(1)));
        settings.put("remote.response-timeout-ms", "60000");
        wise.setBalance("USD", "1000.00");
        wise.fault("POST", ".*/payments", Fault.delay(Duration.ofMinutes(1)), 1);
        long contact = kommo.addContact("Ada Quist", null, wise.addRecipient("EUR", "Ada Quist", null));
        long deal = kommo.addDealInStage(
                KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", "10.00", "EUR", contact);
        try (JarProcess killed = JarProcess.start(folder.path(), settings)) {
            killed.awaitReady();
            deliver(ports.get(0), kommo.statusDelivery(deal));
            await().atMost(PATIENCE).until(() -> wise.fundings() == 1);
            killed.kill();
        }

        try (JarProcess next = JarProcess.start(folder.path(), settings)) {
            next.awaitReady();
            await().atMost(PATIENCE).until(() -> kommo.notes(deal).size() == 1);

            assertThat(next.output().lines().filter(line -> line.contains("picked up: ")))
                    .singleElement()
                    .asString()
                    .contains("payouts FUNDING_REQUESTED 1;", "a dead process had in hand 1");
        }
        assertThat(wise.transfers()).hasSize(1);
        assertThat(wise.fundings()).isEqualTo(1);
    }

    private static void deliver(int port, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/webhooks/kommo/" + Product.SECRET))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
