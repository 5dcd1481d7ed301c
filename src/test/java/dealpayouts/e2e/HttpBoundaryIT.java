package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE"})
class HttpBoundaryIT extends EndToEnd {

    private static final int MEBIBYTE = 1_048_576;

    @Test
    void aStoredDeliveryIsAcknowledgedAsJson() {
        HttpResponse<String> answer = deliver(product.webhook());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"status\":\"stored\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "A-LONG-SECRET-FOR-TESTS-ONLY", "a-long-secret-for-tests-only%20"})
    void withoutTheSecretTheAddressDoesNotExist(String secret) {
        HttpResponse<String> answer = deliver(withSecret(secret));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(product.ledgerColumn("delivery", "id")).isEmpty();
    }

    @Test
    void aStrangerReadsNothing() {
        HttpResponse<String> answer = deliver(withSecret("wrong"));

        assertThat(answer.body()).isEmpty();
        assertNothingComesBack(answer);
    }

    @Test
    void nothingOfTheRequestComesBack() {
        HttpResponse<String> answer = deliver(product.webhook());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertNothingComesBack(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void onlyPostIsAllowed(String method) {
        HttpResponse<String> answer = product.send(HttpRequest.newBuilder(URI.create(product.webhook()))
                .method(method, BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void thereIsNothingButTheWebhooks(String method) {
        for (String path : List.of("/", "/webhooks", "/webhooks/kommo", "/webhooks/kommo/", "/webhooks/wise/x", "/x")) {
            HttpResponse<String> answer = product.send(
                    HttpRequest.newBuilder(URI.create(product.webhook()).resolve(path))
                            .method(method, BodyPublishers.noBody())
                            .build());

            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aBodyOfOneMebibyteIsReadToItsEnd() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        assertThat(product.deliver(padded(deal, MEBIBYTE)).statusCode()).isEqualTo(200);

        awaitPaid(deal);
    }

    @Test
    void aLargerBodyIsRefused() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        assertThat(product.deliver(padded(deal, MEBIBYTE + 1)).statusCode()).isEqualTo(413);

        assertThat(product.ledgerColumn("delivery", "id")).isEmpty();
    }

    @Test
    void aLargerBodyIsRefusedEvenIfItDoesNotSayHowLargeItIs() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));
        byte[] body = padded(deal, MEBIBYTE + 1).getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(product.ledgerColumn("delivery", "id")).isEmpty();
    }

    @Test
    void anEmptyBodyIsAcknowledgedAndKept() {
        assertThat(product.deliver("").statusCode()).isEqualTo(200);

        assertThat(product.ledgerColumn("delivery", "problem"))
                .containsExactly("The delivery is empty: expected a form or JSON with deals.");
    }

    @Test
    void aDeliveryIsAcknowledgedAtOnceHoweverSlowTheRemotesAre() {
        long contact = contractor("Ada Quist", "EUR");
        product.deliver(kommo.statusDelivery(kommo.addDeal("Warm up", "1.00", "EUR", contact)));
        kommo.latency(Duration.ofSeconds(3));
        wise.latency(Duration.ofSeconds(3));

        List<Duration> taken = LongStream.range(0, 5)
                .map(n -> dealInPay("Page " + n, contact))
                .mapToObj(deal -> {
                    Instant asked = Instant.now();
                    product.deliver(kommo.statusDelivery(deal));
                    return Duration.between(asked, Instant.now());
                })
                .sorted()
                .toList();

        assertThat(taken.get(2)).isLessThan(Duration.ofMillis(200));
    }

    private HttpResponse<String> deliver(String address) {
        return product.send(HttpRequest.newBuilder(URI.create(address + "?probe=echo"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Probe", "echo")
                .header("CamelHttpResponseCode", "299")
                .header("Delivery-Content-Type", "echo")
                .POST(BodyPublishers.ofString("account[subdomain]=echo"))
                .build());
    }

    private HttpResponse<String> post(BodyPublisher body) {
        return product.send(HttpRequest.newBuilder(URI.create(product.webhook()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body)
                .build());
    }

    private static void assertNothingComesBack(HttpResponse<String> answer) {
        assertThat(answer.headers().map().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .isSubsetOf("content-length", "content-type", "transfer-encoding");
        assertThat(answer.headers().map().toString() + answer.body()).doesNotContain("echo");
    }

    private String withSecret(String secret) {
        return product.webhook().replace(Product.SECRET, secret);
    }

    private String padded(long deal, int length) {
        String delivery = kommo.statusDelivery(deal) + "&padding=";
        return delivery + "x".repeat(length - delivery.length());
    }
}
