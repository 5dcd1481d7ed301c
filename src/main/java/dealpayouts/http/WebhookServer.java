package dealpayouts.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Hands requests to the routes that are in charge: those to the two webhooks, and no others, whatever the routes listen to.
 * It does what a route cannot do, or must not be trusted with.
 *
 * <p>Before: the secret of Kommo's address is compared here, and nothing that holds it is handed on. A form is handed on as
 * plain bytes. Vert.x would decode it, refuse more than 256 fields, as one delivery with a few deals has, and drop the raw
 * bytes that are to be kept.
 *
 * <p>After: a webhook for which no route is there (yet) is answered 503, not 404: Kommo repeats it longer
 * (Kommo reference §3.6).
 */
public final class WebhookServer implements StartupListener {

    /** Holds the content type as it was sent. */
    public static final String CONTENT_TYPE = "Delivery-Content-Type";

    private static final String KOMMO = "/webhooks/kommo";
    private static final String WISE = "/webhooks/wise";

    /** Paths of what Kommo and Wise send, as routes write them. */
    public static final List<String> WEBHOOKS = List.of(KOMMO, WISE);

    private static final String SECRET = "secret";
    /** Where Kommo calls. */
    private static final String WITH_SECRET = KOMMO + "/:" + SECRET;
    /** Marks of a request that nobody outside can set. */
    private static final String ADMITTED = WebhookServer.class.getName() + ".admitted";

    private static final String STRIPPED = WebhookServer.class.getName() + ".stripped";
    /** In small letters. Any other header may repeat the address, as proxies do. */
    private static final Set<String> HEADERS = Set.of(
            "content-length",
            "content-type",
            "expect",
            "transfer-encoding",
            "x-delivery-id",
            "x-signature-sha256",
            "x-test-notification");

    private static final String RAW = "application/octet-stream";
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final int port;
    private final WebhookSecret secret;
    private final Consumer<RoutingContext> routes;
    private volatile Handler<RoutingContext> bodyHandler;

    /**
     * A door in front of the routes.
     *
     * @param port our HTTP server's configured port
     * @param secret the last part of the address that Kommo calls
     * @param routes takes a request, or has the next one asked
     */
    public WebhookServer(int port, String secret, Consumer<RoutingContext> routes) {
        this.port = port;
        this.secret = new WebhookSecret(secret);
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
        router.post(WITH_SECRET).handler(this::admit);
        router.route(WITH_SECRET).handler(call -> answer(call, METHOD_NOT_ALLOWED));
        router.route(KOMMO).handler(WebhookServer::requireAdmitted);
        for (String webhook : WEBHOOKS) {
            router.post(webhook).handler(WebhookServer::strip);
        }
        // Without a path of its own: Vert.x would take that off what the routes get to see.
        router.route().handler(this::handOn);
        for (String webhook : WEBHOOKS) {
            router.post(webhook).handler(call -> answer(call, UNAVAILABLE));
            router.route(webhook).handler(call -> answer(call, METHOD_NOT_ALLOWED));
        }
        router.route().last().handler(call -> answer(call, NOT_FOUND));
    }

    /** With the secret goes the whole address as it was sent. */
    private void admit(RoutingContext call) {
        if (secret.isWrong(call.pathParam(SECRET))) {
            answer(call, NOT_FOUND);
        } else {
            call.put(ADMITTED, true);
            // These would stay, and become headers.
            call.pathParams().clear();
            call.reroute(KOMMO);
        }
    }

    private static void requireAdmitted(RoutingContext call) {
        if (call.get(ADMITTED) == null) {
            answer(call, NOT_FOUND);
        } else {
            call.next();
        }
    }

    private static void strip(RoutingContext call) {
        HttpServerRequest request = call.request();
        MultiMap headers = request.headers();
        for (String name : List.copyOf(headers.names())) {
            if (!HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.remove(name);
            }
        }
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType != null) {
            headers.set(CONTENT_TYPE, contentType);
        }
        headers.set(HttpHeaders.CONTENT_TYPE, RAW);
        call.put(STRIPPED, true);
        call.next();
    }

    private void handOn(RoutingContext call) {
        if (call.get(STRIPPED) == null) {
            call.next();
        } else {
            routes.accept(call);
        }
    }

    private static void answer(RoutingContext call, int status) {
        call.response().setStatusCode(status).end();
    }
}
