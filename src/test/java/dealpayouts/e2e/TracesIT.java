package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.WiseStandIn;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector of OpenTelemetry traces gets to see. */
class TracesIT extends WithProduct {

    private final Queue<ExportTraceServiceRequest> received = new ConcurrentLinkedQueue<>();
    private HttpServer collector;

    @BeforeEach
    void startCollector() throws IOException {
        collector = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        collector.createContext("/v1/traces", this::receive);
        collector.start();
    }

    @AfterEach
    void stop() {
        product.close();
        collector.stop(0);
    }

    @Test
    void theCallsOfAPayoutAreInItsTrace() {
        long deal = payTraced();

        Span payout = spans().filter(span -> span.getName().equals("payout") && number(span, "deal.id") == deal)
                .findFirst()
                .orElseThrow();
        assertThat(number(payout, "payout.id")).isEqualTo(1);
        assertThat(spans().filter(span -> span.getTraceId().equals(payout.getTraceId()))
                        .map(Span::getName))
                .contains("kommo deal", "kommo contact", "wise quotes", "wise make-transfer", "wise fund");
    }

    @Test
    void nothingSecretIsInATrace() {
        payTraced();

        assertThat(received.toString())
                .contains("wise fund")
                .doesNotContain(KommoStandIn.TOKEN)
                .doesNotContain(WiseStandIn.TOKEN)
                .doesNotContain(product.webhook().substring(product.webhook().lastIndexOf('/') + 1))
                .doesNotContain("ada@quist.example");
    }

    @Test
    void theRemotesHearNothingOfIt() {
        payTraced();

        assertThat(Stream.concat(kommo().calls().stream(), wise().calls().stream())
                        .map(RecordedCall::headers)
                        .flatMap(headers -> headers.keySet().stream()))
                .isNotEmpty()
                .noneMatch(header -> header.toLowerCase().contains("trace"));
    }

    private long payTraced() {
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of(
                        "otel.exporter.otlp.endpoint",
                        "http://localhost:" + collector.getAddress().getPort()));
        long deal = pay();
        untilPaid(deal);
        product.stop();
        return deal;
    }

    private Stream<Span> spans() {
        return received.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream());
    }

    private static long number(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .mapToLong(attribute -> attribute.getValue().getIntValue())
                .findFirst()
                .orElse(-1);
    }

    private void receive(HttpExchange request) throws IOException {
        received.add(ExportTraceServiceRequest.parseFrom(request.getRequestBody()));
        request.sendResponseHeaders(200, -1);
        request.close();
    }
}
