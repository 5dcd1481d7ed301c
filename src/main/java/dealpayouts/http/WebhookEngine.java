package dealpayouts.http;

import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Lets routes listen to the webhooks only, and cuts what they answer: our port is open to everybody, and Kommo and Wise need
 * no more than a status. Whatever a route has read elsewhere does not leave this way.
 */
public final class WebhookEngine extends VertxPlatformHttpEngine {

    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final Set<Integer> STATUSES = Set.of(OK, 401, 503);
    private static final Set<String> BODIES = Set.of(
            "{\"status\":\"stored\"}",
            "{\"status\":\"ignored\"}",
            "{\"error\":\"invalid signature\"}",
            "{\"error\":\"unavailable\"}");

    /** @param context that of the routes */
    public WebhookEngine(CamelContext context) {
        setCamelContext(context);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor route) {
        if (!WebhookServer.WEBHOOKS.contains(endpoint.getPath())) {
            throw new IllegalArgumentException("A route may not answer at '" + endpoint.getPath() + "', only at "
                    + String.join(" and ", WebhookServer.WEBHOOKS));
        }
        endpoint.setMuteException(true);
        endpoint.setReturnHttpRequestHeaders(false);
        endpoint.setUseCookieHandler(false);
        endpoint.setUseStreaming(false);
        return super.createConsumer(endpoint, new Cut(route));
    }

    /** Takes off an answer what is not on the list, after the route has ended. */
    private static final class Cut extends DelegateAsyncProcessor {

        Cut(Processor route) {
            super(route);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return super.process(exchange, doneSync -> {
                cut(exchange);
                callback.done(doneSync);
            });
        }

        private static void cut(Exchange exchange) {
            Message answer = exchange.getMessage();
            boolean failed = exchange.getException() != null;
            Integer status = failed ? null : status(answer);
            String body = answer.getBody() instanceof String text && BODIES.contains(text) && !failed ? text : "";
            answer.removeHeaders("*");
            answer.setHeader(
                    Exchange.HTTP_RESPONSE_CODE, status == null || !STATUSES.contains(status) ? SERVER_ERROR : status);
            if (!body.isEmpty()) {
                answer.setHeader(Exchange.CONTENT_TYPE, JSON);
            }
            answer.setBody(body);
        }

        /** Null when it is none. */
        private static Integer status(Message answer) {
            Object status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, OK);
            return answer.getExchange().getContext().getTypeConverter().tryConvertTo(Integer.class, status);
        }
    }
}
