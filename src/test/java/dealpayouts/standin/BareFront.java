package dealpayouts.standin;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A second door to a stand-in that does nothing but serve, for measurements: without faults and records of calls, and much
 * faster than WireMock.
 */
public final class BareFront implements AutoCloseable {

    private static final int TOO_MANY = 429;
    private static final int BLOCKED = 403;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Function<Call, Answer> handler;
    private final HttpServer server;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile long latencyMs;

    private BareFront(Function<Call, Answer> handler) {
        this.handler = handler;
        this.server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public static BareFront of(KommoStandIn kommo) {
        return new BareFront(kommo::answer);
    }

    public static BareFront of(WiseStandIn wise) {
        return new BareFront(wise::answer);
    }

    /** Base URL without a slash at the end. */
    public String url() {
        return "http://localhost:" + server.actualPort();
    }

    /** How long each answer to come is kept back. */
    public void latency(Duration perCall) {
        latencyMs = perCall.toMillis();
    }

    /** Number of calls that came through this door. */
    public long calls() {
        return calls.get();
    }

    /** Number of calls that were answered 429, or 403 instead of that. */
    public long refused() {
        return refused.get();
    }

    private void take(HttpServerRequest request) {
        calls.incrementAndGet();
        request.body().onSuccess(body -> {
            if (latencyMs == 0) {
                answer(request, body);
            } else {
                vertx.setTimer(latencyMs, due -> answer(request, body));
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        Answer answer = handler.apply(Call.of(request.method().name(), request.uri(), headers, body.toString()));
        if (answer.status() == TOO_MANY || answer.status() == BLOCKED) {
            refused.incrementAndGet();
        }
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        if (answer.contentType() != null) {
            response.putHeader("Content-Type", answer.contentType());
        }
        answer.headers().forEach(response::putHeader);
        response.end(answer.body());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
