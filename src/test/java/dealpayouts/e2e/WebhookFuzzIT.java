package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.SignedEvent;
import dealpayouts.standin.WiseStandIn;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thousands of bodies for each webhook that nobody meant: each has a defined answer, none makes a payout, nothing of it comes back. */
class WebhookFuzzIT extends WithTransfers {

    /** For each webhook. Ten thousand take a minute: {@code mvn verify -Dit.test=WebhookFuzzIT -Dfuzz.bodies=10000}. */
    private static final int BODIES = Integer.getInteger("fuzz.bodies", 2_000);

    private static final int SIGNED = BODIES / 2;
    private static final int AT_ONCE = 50;
    private static final long SEED = 20261125;
    private static final List<String> TYPES = List.of(
            "application/x-www-form-urlencoded",
            "application/json",
            "text/plain; charset=utf-16",
            "multipart/form-data; boundary=x",
            "nonsense");
    private static final List<String> TOKENS = List.of(
            "[",
            "]",
            "{",
            "}",
            "&",
            "=",
            "%",
            "%00",
            "%zz",
            "leads[status][0][id]",
            "\u0000",
            "\\u0000",
            "\"",
            "1e999",
            "-1",
            "9223372036854775808",
            "${exception.stacktrace}",
            "{{wise.api-key}}",
            "../",
            "<script>",
            "null");

    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        subscribeToTransfers(World.PLATFORM_ON_SQLITE);
    }

    @Test
    void noBodyOfAKommoDeliveryDoesHarm() {
        long contact = kommo().addContact("Ada Quist", "ada@quist.example", null);
        long deal = kommo().addDealInStage(
                        KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW, "Landing page", "850.50", "EUR", contact);
        List<byte[]> models = List.of(
                bytes(kommo().statusDelivery(deal)),
                bytes(kommo().delivery("update", deal)),
                bytes(kommo().statusDeliveryJson(deal)),
                bytes(kommo().digitalPipelineDelivery(deal)));

        List<Sent> all = sendAll(BODIES, () -> request(product.webhook(), mutated(models), Map.of()));

        assertThat(all).allSatisfy(sent -> assertThat(sent.answer()).isEqualTo("200 {\"status\":\"stored\"}"));
        nothingHappened();
    }

    @Test
    void noUnsignedBodyForTheWiseWebhookIsTaken() {
        byte[] model = bytes(event());

        List<Sent> all = sendAll(
                BODIES - SIGNED,
                () -> request(
                        product.wiseWebhook(), mutated(List.of(model)), Map.of("X-Signature-SHA256", signature())));

        assertThat(all)
                .allSatisfy(sent -> assertThat(sent.answer()).isEqualTo("401 {\"error\":\"invalid signature\"}"));
        nothingHappened();
    }

    @Test
    void noSignedBodyForTheWiseWebhookDoesHarm() {
        byte[] model = bytes(event());

        List<Sent> all =
                sendAll(SIGNED, () -> signed(new String(mutated(List.of(model)), StandardCharsets.ISO_8859_1)));

        assertThat(all).allSatisfy(sent -> assertThat(sent.answer())
                .isIn("200 {\"status\":\"stored\"}", "200 {\"status\":\"ignored\"}"));
        nothingHappened();
    }

    private void nothingHappened() {
        assertThat(product.ledgerColumn("payout", "id")).isEmpty();
        assertThat(wise().transfers()).isEmpty();
        assertThat(product.observe("health").statusCode()).isEqualTo(200);
    }

    private String event() {
        return wise().webhooks()
                .stateChange(WiseStandIn.PROFILE_ID, 2150000123L, "outgoing_payment_sent", "processing", Instant.now());
    }

    /** What one body was answered; the body in hexadecimal, to be sent again. */
    private record Sent(String body, String answer) {}

    private record Request(byte[] body, HttpRequest request) {}

    private List<Sent> sendAll(int bodies, Supplier<Request> next) {
        return IntStream.range(0, bodies / AT_ONCE)
                .mapToObj(round -> IntStream.range(0, AT_ONCE)
                        .mapToObj(number -> send(next.get()))
                        .toList())
                .flatMap(round -> round.stream().map(CompletableFuture::join))
                .toList();
    }

    private CompletableFuture<Sent> send(Request request) {
        return http.sendAsync(request.request(), BodyHandlers.ofString())
                .thenApply(answer -> new Sent(HexFormat.of().formatHex(request.body()), text(answer)));
    }

    private static String text(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body();
    }

    private Request signed(String body) {
        SignedEvent event = wise().webhooks().sign(body);
        return request(product.wiseWebhook(), event.body(), Map.of("X-Signature-SHA256", event.signatureOrNull()));
    }

    private Request request(String url, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", TYPES.get(random.nextInt(TYPES.size())))
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return new Request(body, request.build());
    }

    private String signature() {
        byte[] some = new byte[random.nextInt(300)];
        random.nextBytes(some);
        return Base64.getEncoder().encodeToString(some);
    }

    /** One of the models with up to eight changes, or nothing but noise. */
    private byte[] mutated(List<byte[]> models) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] body = models.get(random.nextInt(models.size())).clone();
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            body = changed(body);
        }
        return body;
    }

    private byte[] changed(byte[] body) {
        if (body.length == 0) {
            return bytes(token());
        }
        int at = random.nextInt(body.length);
        int to = Math.min(body.length, at + 1 + random.nextInt(40));
        return switch (random.nextInt(5)) {
            case 0 -> joined(Arrays.copyOf(body, at), bytes(token()), Arrays.copyOfRange(body, at, body.length));
            case 1 -> joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, to, body.length));
            case 2 -> joined(Arrays.copyOf(body, to), Arrays.copyOfRange(body, at, body.length));
            case 3 -> Arrays.copyOf(body, at);
            default -> {
                byte[] flipped = body.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                yield flipped;
            }
        };
    }

    private String token() {
        return TOKENS.get(random.nextInt(TOKENS.size()));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
