package dealpayouts.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Hands requests to the routes that are in charge, and does two things that a route cannot do, before and after them.
 *
 * <p>Before: a form is handed on as plain bytes. Vert.x would decode it, refuse more than 256 fields, as one delivery
 * with a few deals has, and drop the raw bytes that are to be kept.
 *
 * <p>After: a webhook for which no route is there (yet) is answered 503, not 404: Kommo repeats it longer
 * (Kommo reference §3.6).
 */
public final class FrontDoor implements StartupListener {

    /** Holds the content type as it was sent. */
    public static final String CONTENT_TYPE = "Delivery-Content-Type";

    /** Paths that Kommo and Wise call, as routes write them. */
    public static final List<String> WEBHOOKS = List.of("/webhooks/kommo/{secret}", "/webhooks/wise");

    private static final String RAW = "application/octet-stream";
    private static final int UNAVAILABLE = 503;

    private final int port;
    private final Consumer<RoutingContext> routes;
    private volatile Handler<RoutingContext> bodyHandler;

    /**
     * A door in front of the routes.
     *
     * @param port our HTTP server's configured port
     * @param routes takes a request, or has the next one asked
     */
    public FrontDoor(int port, Consumer<RoutingContext> routes) {
        this.port = port;
        this.routes = routes;
    }

    /** Reads bodies as our HTTP server is set up to; there when it is started. */
    public Handler<RoutingContext> bodyHandler() {
        return bodyHandler;
    }

    /** Called when the server is there and the routes are about to start. */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        bodyHandler = router.bodyHandler();
        router.route().handler(routes::accept);
        for (String webhook : WEBHOOKS) {
            String path = webhook.replaceAll("\\{(\\w+)}", ":$1");
            router.post(path).order(-1).handler(FrontDoor::keepRaw);
            router.post(path)
                    .last()
                    .handler(call -> call.response().setStatusCode(UNAVAILABLE).end());
        }
    }

    private static void keepRaw(RoutingContext call) {
        HttpServerRequest request = call.request();
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        request.headers().remove(CONTENT_TYPE);
        if (contentType != null) {
            request.headers().set(CONTENT_TYPE, contentType);
        }
        request.headers().set(HttpHeaders.CONTENT_TYPE, RAW);
        call.next();
    }
}
