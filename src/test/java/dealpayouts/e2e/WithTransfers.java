package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.SignedEvent;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/** A product whose deals are paid, so that their transfers can have a fate. */
abstract class WithTransfers {

    private static final Map<String, String> STAGES = Map.of(
            "kommo.paid-stage-id", String.valueOf(KommoStandIn.STAGE_PAID),
            "kommo.attention-stage-id", String.valueOf(KommoStandIn.STAGE_ATTENTION));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final MovableClock clock = new MovableClock();
    Product product;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int management = Product.freePorts().get(0);

    /** A deal whose transfer is funded. */
    record Paid(long deal, long contact, long recipient, long transfer) {}

    /** Starts without anything that tells Wise where to send events. */
    void start(World world, Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(Map.of("management.port", String.valueOf(management)));
        all.putAll(overrides);
        product = Product.start(world.dialect(), world.freshLedger(), all, clock);
        product.wise().setBalance("USD", "1000000.00");
    }

    static Map<String, String> withStages(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(STAGES);
        all.putAll(others);
        return all;
    }

    /** Has Wise send these events to the product, without the product having asked for it. */
    void subscribe(World world, String... events) {
        for (String event : events) {
            wise().webhooks()
                    .subscribe(event, product.wiseWebhook(), world.dialect() == Dialect.GUIDE ? Product.SECRET : null);
        }
    }

    void subscribeToTransfers(World world) {
        subscribe(
                world,
                "transfers#state-change",
                "transfers#payout-failure",
                "transfers#refund",
                "transfers#active-cases");
    }

    @AfterEach
    void close() {
        if (product != null) {
            product.close();
        }
    }

    WiseStandIn wise() {
        return product.wise();
    }

    KommoStandIn kommo() {
        return product.kommo();
    }

    Paid payNewContractor() {
        long recipient = wise().addRecipient("EUR", "Ada Quist", null);
        long contact = kommo().addContact("Ada Quist", null, recipient);
        return pay(contact, recipient);
    }

    Paid pay(long contact, long recipient) {
        long deal = product.payDeal("850.50", "EUR", contact);
        awaiting().untilAsserted(() -> assertThat(kommo().notes(deal)).anyMatch(note -> note.contains("funded")));
        return new Paid(deal, contact, recipient, Long.parseLong(kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER)));
    }

    Transfer transfer(long id) {
        return wise().transfers().stream().filter(t -> t.id() == id).findFirst().orElseThrow();
    }

    String status(Paid paid) {
        return kommo().dealField(paid.deal(), KommoStandIn.FIELD_STATUS);
    }

    void awaitStatus(Paid paid, String status) {
        awaiting().untilAsserted(() -> assertThat(status(paid)).isEqualTo(status));
    }

    void awaitStage(Paid paid, long stage) {
        awaiting().untilAsserted(() -> assertThat(kommo().stageOf(paid.deal())).isEqualTo(stage));
    }

    void awaitNote(Paid paid, String words) {
        awaiting().untilAsserted(() -> assertThat(kommo().notes(paid.deal())).anyMatch(note -> note.contains(words)));
    }

    /** Every event that was stored is looked into and all that Kommo is to be told is told. */
    void awaitSettled() {
        awaiting().untilAsserted(() -> {
            assertThat(product.ledgerColumn("wise_event", "handled_at")).doesNotContainNull();
            assertThat(product.ledgerColumn("feedback", "state")).doesNotContain("PENDING");
        });
    }

    static ConditionFactory awaiting() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    List<String> readsOf(long transfer) {
        return wise().calls().stream()
                .filter(call -> call.method().equals("GET") && call.path().equals("/v1/transfers/" + transfer))
                .map(call -> call.path())
                .toList();
    }

    HttpResponse<String> send(SignedEvent event) {
        return send(event, UUID.randomUUID().toString());
    }

    HttpResponse<String> send(SignedEvent event, String deliveryId) {
        return send(event, Map.of("X-Delivery-Id", deliveryId));
    }

    HttpResponse<String> send(SignedEvent event, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(product.wiseWebhook()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(event.body()));
        headers.forEach(request::header);
        if (event.signatureOrNull() != null) {
            request.header("X-Signature-SHA256", event.signatureOrNull());
        }
        return exchange(request.build());
    }

    /** The value of a metric without labels; 0 when it is not there. */
    double metric(String name) {
        String all = exchange(HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/observe/metrics"))
                        .build())
                .body();
        return all.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
