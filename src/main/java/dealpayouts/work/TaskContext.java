package dealpayouts.work;

import dealpayouts.ledger.HookTable;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.Payout;
import dealpayouts.remote.HttpGateway;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.MDC;

/**
 * What a task works with: the ledger, the routes that it calls with variables, outside of any transaction, and the gates
 * to the remotes that those need.
 */
record TaskContext(
        Ledger ledger, RouteCaller routes, HttpGateway gates, Tracer traces, Failures failures, Clock clock) {

    Instant now() {
        return clock.instant();
    }

    /** Calls a route that works on one payout, whose ids then stand in every line of the log. */
    void call(String route, Payout payout, Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("payoutId", payout.id());
        all.put("payout", payout);
        callFor(payout, route, all);
    }

    /** Calls a route of the integration engineer's own, which is told no more than the fact. */
    void call(HookTable.Call hook) {
        Payout payout = ledger.payouts().get(hook.payoutId());
        callFor(payout, hook.hook().route(), Map.of("fact", ledger.hooks().fact(hook, payout)));
    }

    private void callFor(Payout payout, String route, Map<String, Object> variables) {
        try (var payoutId = MDC.putCloseable("payoutId", String.valueOf(payout.id()));
                var dealId = MDC.putCloseable("dealId", String.valueOf(payout.dealId()))) {
            Span span = traces.spanBuilder(route)
                    .setAttribute("payout.id", payout.id())
                    .setAttribute("deal.id", payout.dealId())
                    .startSpan();
            traced(span, () -> call(route, variables));
        }
    }

    private static void traced(Span span, Runnable work) {
        try (Scope traced = span.makeCurrent()) {
            work.run();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, Failure.words(e).text());
            throw e;
        } finally {
            span.end();
        }
    }

    /** @throws RuntimeException what the route failed with */
    void call(String route, Map<String, Object> variables) {
        Exchange exchange = routes.call(route, variables);
        Exception failure = exchange.getException();
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure != null) {
            throw new RouteFailedException(route, failure);
        }
    }
}
