package dealpayouts.routes;

import dealpayouts.ledger.RouteVersionContext;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;

/**
 * What all versions of the routes share.
 *
 * @param settings the only ones that routes find, as they were at the start: a later change takes effect with a restart,
 *     never in part with the next change of a route
 * @param beans what the routes find by name
 * @param gate through which all calls over HTTP go
 * @param classes of which routes may make beans, beside our own
 * @param vertx runs our HTTP server; null when routes are only checked
 * @param bodyHandler reads the body of a request as our HTTP server is set up to; asked for with the first request
 * @param atWork hears which version does what
 */
public record RuntimeContext(
        Properties settings,
        RouteBeans beans,
        HttpClientConfigurer gate,
        Set<String> classes,
        Vertx vertx,
        Supplier<Handler<RoutingContext>> bodyHandler,
        RouteVersionContext atWork) {}
