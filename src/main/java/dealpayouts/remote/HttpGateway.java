package dealpayouts.remote;

import dealpayouts.ledger.OutageTable;
import dealpayouts.ledger.PaymentPermits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
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
import org.apache.hc.core5.http.io.entity.BufferedHttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Bean {@code remoteGates}: stands between all routes and the network, as the outermost step of Camel's HTTP client, so
 * that a route can neither go around a gate nor forget to tell it what became of a call. Answers are read completely
 * here: one that breaks off is a failed call.
 */
public final class HttpGateway implements HttpClientConfigurer {

    private static final int UNAUTHORIZED = 401;

    /** Who has answered, for people who read of a failed call; it is put on answers here, whatever they bring. */
    private static final String CALLED = "Called-Remote";

    private final Map<Remote, RemoteGate> gates = new LinkedHashMap<>();
    private final Fence fence;
    private final Tokens changing;
    private final Supplier<MeterRegistry> meters;

    /**
     * The most calls to each remote.
     *
     * @param kommoPerSecond most calls in any second
     */
    public record Limits(long kommoPerSecond, long wisePerSecond, long wisePerMinute, long commandsPerSecond) {}

    /**
     * The gates in front of those addresses.
     *
     * @param changing tokens that change; empty texts for those that stay what they are
     * @param attempts permits calls that make recipients or transfers, or move money
     * @param meters asked for with the first call
     */
    public HttpGateway(
            Reach reach,
            Tokens changing,
            Limits limits,
            GateSettings settings,
            OutageTable closings,
            PaymentPermits attempts,
            Clock clock,
            Supplier<MeterRegistry> meters) {
        this.fence = new Fence(reach, attempts, KommoCalls.TABLE);
        this.changing = changing;
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

    /** Whether calls below one of the addresses cannot be told from calls below the other. */
    public static boolean areOneAddress(URI one, URI other) {
        return Address.of(one).overlaps(Address.of(other));
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("deliveries", fence::listen);
        client.addExecInterceptorFirst("gate", this::execute);
    }

    /** @throws RemoteUnavailableException when a call to one of them would not be let through now */
    public void requireOpen(Remote... remotes) {
        List.of(remotes).forEach(remote -> gates.get(remote).requireOpen());
    }

    /** A health check for each remote. */
    public List<RemoteHealthCheck> healthChecks() {
        return gates.values().stream().map(RemoteHealthCheck::new).toList();
    }

    /** Shows which gates are open: 1, or 0 while calls are not made as usual, or soon will not be for want of a token. */
    public void register(MeterRegistry registry) {
        gates.values().forEach(gate -> Gauge.builder("remote.gate.open", gate, g -> isOpen(g) ? 1 : 0)
                .description("1 while calls to the remote are made as usual and nobody has to see to its token")
                .tag("remote", gate.remote().key())
                .register(registry));
    }

    private boolean isOpen(RemoteGate gate) {
        return gate.problem().isEmpty() && changing.problem(gate.remote()).isEmpty();
    }

    private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Fence.Admitted admitted = fence.admit(request, scope.route);
        if (admitted.remote() == null) {
            ClassicHttpResponse other = chain.proceed(request, scope);
            other.removeHeaders(CALLED);
            return other;
        }
        RemoteGate gate = gates.get(admitted.remote());
        String call = admitted.name();
        // Camel's own name of it is the HTTP method.
        Span.current().updateName(gate.remote().key() + " " + call);
        RemoteGate.Pass pass = enter(gate, call);
        ClassicHttpResponse response;
        Answer answer;
        String token;
        try {
            // Only now: much may have happened while the call waited for its turn.
            admitted.permit();
            token = changing.token(gate.remote());
            if (!token.isEmpty()) {
                request.setHeader("Authorization", "Bearer " + token);
            }
            response = chain.proceed(request, scope);
            answer = read(response);
            fence.answered(admitted, response);
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
            if (answer.status() == UNAUTHORIZED && isRenewed(gate, token, pass)) {
                throw pass.withOldToken(answer);
            }
            pass.answered(answer);
        } catch (RemoteUnavailableException e) {
            response.close();
            throw e;
        }
        return response;
    }

    private boolean isRenewed(RemoteGate gate, String token, RemoteGate.Pass pass) {
        try {
            return changing.isRenewed(gate.remote(), token);
        } catch (RuntimeException e) {
            pass.failed(e);
            throw e;
        }
    }

    /** The remote that refused a call; of others the host; empty when it is not known. */
    public static Optional<String> label(HttpOperationFailedException answer) {
        return Optional.ofNullable(answer.getResponseHeaders())
                .map(headers -> headers.get(CALLED))
                .or(() -> host(answer.getUri()));
    }

    private static Optional<String> host(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getHost());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private RemoteGate.Pass enter(RemoteGate gate, String call) throws InterruptedIOException {
        try {
            return gate.enter();
        } catch (RemoteUnavailableException e) {
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
