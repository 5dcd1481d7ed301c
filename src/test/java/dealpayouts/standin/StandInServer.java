package dealpayouts.standin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The HTTP side of a stand-in: one WireMock server whose every request goes to one function, with faults, latency and a record of calls. */
final class StandInServer implements AutoCloseable {

    private static final int THREADS = 50;

    private final WireMockServer server;
    private final Function<Call, Answer> handler;
    private final ConcurrentLinkedQueue<RecordedCall> calls = new ConcurrentLinkedQueue<>();
    private final List<PlannedFault> faults = new ArrayList<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger lateEffects = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean recording = true;
    private volatile Disturbance disturbance = Disturbance.NONE;

    StandInServer(int port, Function<Call, Answer> handler) {
        this.handler = handler;
        var config = wireMockConfig()
                .disableRequestJournal()
                .containerThreads(THREADS)
                .templatingEnabled(false)
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .jettyStopTimeout(100L)
                .extensions(new Dispatcher());
        server = new WireMockServer(port == 0 ? config.dynamicPort() : config.port(port));
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    int lateEffects() {
        return lateEffects.get();
    }

    void forgetCalls() {
        calls.clear();
    }

    void recordCalls(boolean record) {
        recording = record;
    }

    void latency(Duration perCall) {
        latency = perCall;
    }

    void fault(String method, String pathRegex, Fault fault, int times) {
        synchronized (faults) {
            faults.add(new PlannedFault(method, Pattern.compile(pathRegex), fault, times));
        }
    }

    void disturb(Disturbance chosen) {
        disturbance = chosen;
    }

    @Override
    public void close() {
        later.shutdownNow();
        server.stop();
    }

    private Fault nextFault(Call call) {
        synchronized (faults) {
            for (Iterator<PlannedFault> each = faults.iterator(); each.hasNext(); ) {
                PlannedFault planned = each.next();
                if (planned.matches(call)) {
                    if (--planned.left == 0) {
                        each.remove();
                    }
                    return planned.fault;
                }
            }
        }
        String host = call.header("Host").replaceFirst(":\\d+$", "");
        return disturbance
                .of(new Disturbance.Arrival(call.method(), call.path(), host, call.body()))
                .orElse(null);
    }

    private ResponseDefinition respond(Request request) {
        Instant at = Instant.now();
        Call call =
                Call.of(request.getMethod().getName(), request.getUrl(), headers(request), request.getBodyAsString());
        Fault fault = nextFault(call);
        Answer answer = fault == null || fault.processed() ? handler.apply(call) : Answer.empty(200);
        Duration delay = latency;
        ResponseDefinitionBuilder response = aResponse();
        boolean cut = false;
        if (fault != null) {
            answer = fault.apply(answer);
            delay = delay.plus(fault.delay());
            if (!fault.effectAfter().isZero()) {
                lateEffects.incrementAndGet();
                later.schedule(() -> processLate(call), fault.effectAfter().toMillis(), TimeUnit.MILLISECONDS);
            }
            cut = fault.cuts();
        }
        if (cut) {
            fault.cut(response);
        } else {
            fill(response, answer);
        }
        if (!delay.isZero()) {
            response.withFixedDelay(Math.toIntExact(delay.toMillis()));
        }
        if (recording) {
            calls.add(new RecordedCall(
                    at, call.method(), call.pathWithQuery(), call.headers(), call.body(), cut ? -1 : answer.status()));
        }
        return response.build();
    }

    private void processLate(Call call) {
        handler.apply(call);
        lateEffects.decrementAndGet();
    }

    private static void fill(ResponseDefinitionBuilder response, Answer answer) {
        response.withStatus(answer.status());
        if (answer.contentType() != null) {
            response.withHeader("Content-Type", answer.contentType());
        }
        answer.headers().forEach(response::withHeader);
        if (!answer.body().isEmpty()) {
            response.withBody(answer.body());
        }
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().all().forEach(header -> headers.put(header.key(), String.join(",", header.values())));
        return Collections.unmodifiableMap(headers);
    }

    private static final class PlannedFault {

        private final String method;
        private final Pattern path;
        private final Fault fault;
        private int left;

        PlannedFault(String method, Pattern path, Fault fault, int times) {
            this.method = method;
            this.path = path;
            this.fault = fault;
            this.left = times;
        }

        boolean matches(Call call) {
            return method.equalsIgnoreCase(call.method())
                    && path.matcher(call.path()).matches();
        }
    }

    private final class Dispatcher implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return "stand-in";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return respond(event.getRequest());
        }
    }
}
