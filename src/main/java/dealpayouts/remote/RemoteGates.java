package dealpayouts.remote;

import dealpayouts.ledger.Attempts;
import dealpayouts.ledger.Closings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.BufferedHttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Bean {@code remoteGates}: stands between all routes and the network, as the outermost step of Camel's HTTP client, so
 * that a route can neither go around a gate nor forget to tell it what became of a call. Answers are read completely
 * here: one that breaks off is a failed call.
 */
public final class RemoteGates implements HttpClientConfigurer {

    /** The name of the call, for the metrics; it is taken off before the request goes out. */
    static final String CALL = "Remote-Call";

    /** Who has answered, for people who read of a failed call; it is put on answers here, whatever they bring. */
    private static final String CALLED = "Called-Remote";

    private static final String UNNAMED = "unnamed";

    private final Map<Remote, RemoteGate> gates = new LinkedHashMap<>();
    private final Map<Remote, URI> addresses;
    private final Map<Remote, String> tokens;
    private final MoneyGuard money;
    private final Supplier<MeterRegistry> meters;

    /**
     * The most calls to each remote.
     *
     * @param kommoPerSecond most calls in any second
     */
    public record Limits(long kommoPerSecond, long wisePerSecond, long wisePerMinute) {}

    /**
     * The gates in front of those addresses.
     *
     * @param tokens which token goes to which remote, and nowhere else
     * @param attempts permits calls that make transfers or move money
     * @param meters asked for with the first call
     */
    public RemoteGates(
            Map<Remote, URI> addresses,
            Map<Remote, String> tokens,
            Limits limits,
            GateSettings settings,
            Closings closings,
            Attempts attempts,
            Clock clock,
            Supplier<MeterRegistry> meters) {
        this.addresses = Map.copyOf(addresses);
        this.tokens = Map.copyOf(tokens);
        this.money = new MoneyGuard(attempts);
        this.meters = meters;
        Map<Remote, RateLimit> rates = Map.of(
                Remote.KOMMO, RateLimit.of(limits.kommoPerSecond()),
                Remote.WISE, RateLimit.of(limits.wisePerSecond(), limits.wisePerMinute()));
        for (Remote remote : Remote.values()) {
            gates.put(
                    remote,
                    new RemoteGate(
                            remote, settings, rates.get(remote), closings, clock, () -> ThreadLocalRandom.current()));
        }
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("gate", this::execute);
    }

    /** @throws ClosedGateException when a call to one of them would not be let through now */
    public void requireOpen(Remote... remotes) {
        List.of(remotes).forEach(remote -> gates.get(remote).requireOpen());
    }

    /** A health check for each remote. */
    public List<RemoteHealthCheck> healthChecks() {
        return gates.values().stream().map(RemoteHealthCheck::new).toList();
    }

    /** Shows which gates are open: 1, or 0 while calls are not made as usual. */
    public void register(MeterRegistry registry) {
        gates.values().forEach(gate -> Gauge.builder(
                        "remote.gate.open", gate, g -> g.problem().isEmpty() ? 1 : 0)
                .description("1 while calls to the remote are made as usual")
                .tag("remote", gate.remote().key())
                .register(registry));
    }

    private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        URI uri = uri(request);
        RemoteGate gate = gateTo(uri);
        String call = takeName(request);
        requireOwnToken(request, gate);
        if (gate == null) {
            return chain.proceed(request, scope);
        }
        // Camel's own name of it is the HTTP method.
        Span.current().updateName(gate.remote().key() + " " + call);
        RemoteGate.Pass pass = enter(gate, call);
        ClassicHttpResponse response;
        Answer answer;
        try {
            if (gate.remote() == Remote.WISE) {
                // Only now: much may have happened while the call waited for its turn.
                money.check(request, uri);
            }
            response = chain.proceed(request, scope);
            answer = read(response);
        } catch (IOException | HttpException e) {
            pass.failed(e);
            record(gate, call, e instanceof InterruptedIOException ? "timeout" : "unreachable", pass.nanos());
            if (e instanceof IOException failure) {
                throw new FailedCallException(gate.remote(), failure);
            }
            throw e;
        } catch (RuntimeException e) {
            pass.unused();
            throw e;
        }
        record(gate, call, String.valueOf(answer.status()), pass.nanos());
        response.setHeader(CALLED, gate.remote().label());
        try {
            pass.answered(answer);
        } catch (ClosedGateException e) {
            response.close();
            throw e;
        }
        return response;
    }

    /** The remote that refused a call; else the host. */
    public static String label(HttpOperationFailedException answer) {
        return Optional.ofNullable(answer.getResponseHeaders())
                .map(headers -> headers.get(CALLED))
                .orElseGet(() -> URI.create(answer.getUri()).getHost());
    }

    private RemoteGate.Pass enter(RemoteGate gate, String call) throws InterruptedIOException {
        try {
            return gate.enter();
        } catch (ClosedGateException e) {
            record(gate, call, "closed", 0);
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while it waited for its turn");
        }
    }

    private static Answer read(ClassicHttpResponse response) throws IOException, HttpException {
        HttpEntity entity = response.getEntity();
        String body = "";
        if (entity != null) {
            HttpEntity whole = new BufferedHttpEntity(entity);
            response.setEntity(whole);
            body = response.getCode() < 400 ? "" : EntityUtils.toString(whole, StandardCharsets.UTF_8);
        }
        return new Answer(response.getCode(), value(response, "Content-Type"), value(response, "Retry-After"), body);
    }

    private static String value(ClassicHttpResponse response, String header) {
        Header first = response.getFirstHeader(header);
        return first == null ? null : first.getValue();
    }

    static String takeName(ClassicHttpRequest request) throws ProtocolException {
        Header name = request.getHeader(CALL);
        request.removeHeaders(CALL);
        return name == null ? UNNAMED : name.getValue();
    }

    static URI uri(ClassicHttpRequest request) throws HttpException {
        try {
            return request.getUri();
        } catch (URISyntaxException e) {
            throw new HttpException("The address cannot be read", e);
        }
    }

    /** Null for an address that is neither Kommo's nor Wise's: an integration engineer may call others. */
    private RemoteGate gateTo(URI uri) {
        return gates.values().stream()
                .filter(gate -> isBelow(addresses.get(gate.remote()), uri))
                .findFirst()
                .orElse(null);
    }

    /** A remote has other names and numbers than the one that is configured, under which nobody would watch. */
    private void requireOwnToken(ClassicHttpRequest request, RemoteGate gate) {
        for (Header header : request.getHeaders()) {
            tokens.forEach((remote, token) -> {
                if (header.getValue() != null
                        && header.getValue().contains(token)
                        && (gate == null || gate.remote() != remote)) {
                    throw new RefusedCallException("The token for " + remote.label()
                            + " goes only to its configured address; a call to another one is not sent");
                }
            });
        }
    }

    static boolean isBelow(URI address, URI uri) {
        String path = address.getPath() == null ? "" : address.getPath();
        return address.getHost().equalsIgnoreCase(uri.getHost())
                && port(address) == port(uri)
                && String.valueOf(uri.getPath()).startsWith(path);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }

    private void record(RemoteGate gate, String call, String outcome, long nanos) {
        Timer.builder("remote.calls")
                .description("Calls to Kommo and Wise by name and outcome")
                .tag("remote", gate.remote().key())
                .tag("call", call)
                .tag("outcome", outcome)
                .register(meters.get())
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
