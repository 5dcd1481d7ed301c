package dealpayouts.routes;

import dealpayouts.ledger.RoutesAtWork;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * What all versions of the routes share.
 *
 * @param settings what stood in {@code application.properties} at the start: a later change of that file takes effect
 *     with a restart, never in part with the next change of a route
 * @param overrides settings that win over file and environment
 * @param beans what the routes find by name
 * @param vertx runs our HTTP server; null when routes are only checked
 * @param bodyHandler reads the body of a request as our HTTP server is set up to; asked for with the first request
 * @param atWork hears which version does what
 */
public record Surroundings(
        Properties settings,
        Properties overrides,
        RouteBeans beans,
        Vertx vertx,
        Supplier<Handler<RoutingContext>> bodyHandler,
        RoutesAtWork atWork) {}
