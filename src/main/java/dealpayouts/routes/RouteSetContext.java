package dealpayouts.routes;

import dealpayouts.ledger.BatchState;
import dealpayouts.ledger.Feedback;
import dealpayouts.ledger.PayoutState;
import dealpayouts.ledger.RouteVersionContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Camel's own set-up of a context from our settings, for one version of the routes. */
final class RouteSetContext extends Main {

    /** Schedulers of several versions in one process are told apart by it. */
    private static final AtomicLong COUNT = new AtomicLong();

    private final RuntimeContext surroundings;
    private final String version;
    private final VertxPlatformHttpRouter router;

    RouteSetContext(RuntimeContext surroundings, String version) {
        this.surroundings = surroundings;
        this.version = version;
        this.router = new VersionRouter(surroundings);
        setDefaultPropertyPlaceholderLocation("false");
        setInitialProperties(copy(surroundings.settings()));
        Properties overrides = new Properties();
        // The servers, and what is shown on them, are not the routes' own.
        overrides.put("camel.server.enabled", "false");
        overrides.put("camel.management.enabled", "false");
        overrides.put("camel.metrics.enabled", "false");
        overrides.put("camel.main.autoStartup", "false");
        // Else timers would fire as soon as their routes are loaded.
        overrides.put("camel.component.quartz.autoStartScheduler", "false");
        // Camel has waited for what timers began before it stops them; Quartz would look for it again, twice a second.
        overrides.put("camel.component.quartz.interruptJobsOnShutdown", "true");
        setOverrideProperties(overrides);
    }

    private static Properties copy(Properties properties) {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    Router router() {
        return router;
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext context = new FreshContext(surroundings);
        context.getCamelContextExtension().setRegistry(registry);
        context.setManagementName("routes-" + version + "-" + COUNT.incrementAndGet());
        surroundings.beans().bindTo(context.getRegistry());
        context.getRegistry().bind(VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO, router);
        context.getCamelContextExtension()
                .addInterceptStrategy((ctx, step, target, next) -> new Marked(target, surroundings.atWork(), version));
        addConverter(context, PayoutState.class);
        addConverter(context, BatchState.class);
        addConverter(context, Feedback.Kind.class);
        MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (meters != null) {
            MicrometerRoutePolicyFactory metrics = new MicrometerRoutePolicyFactory();
            metrics.setMeterRegistry(meters);
            context.addRoutePolicyFactory(metrics);
        }
        return context;
    }

    /** Without one, Camel looks through all its converters whenever a route compares a state with a word. */
    private static <E extends Enum<E>> void addConverter(CamelContext context, Class<E> type) {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        type,
                        String.class,
                        new SimpleTypeConverter(false, (to, exchange, word) -> Enum.valueOf(type, (String) word)));
    }

    /**
     * Camel removes each route before it adds it, and to do so gathers what all the others use: with a hundred routes that
     * took half of the time of loading them. Here a route that is added is always new.
     */
    private static final class FreshContext extends FencedContext {
        FreshContext(RuntimeContext surroundings) {
            super(surroundings.gate(), "", surroundings.classes());
        }

        @Override
        public boolean removeRoute(String id) throws Exception {
            return getRouteController().getRouteStatus(id) != null && super.removeRoute(id);
        }
    }

    /** Each step, on whatever thread it is done, is done for this version. */
    private static final class Marked extends DelegateAsyncProcessor {
        private final RouteVersionContext atWork;
        private final String version;

        Marked(Processor target, RouteVersionContext atWork, String version) {
            super(target);
            this.atWork = atWork;
            this.version = version;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try (RouteVersionContext.Stretch stretch = atWork.begin(version)) {
                return super.process(exchange, callback);
            }
        }
    }

    /** Where the HTTP routes of this version listen; our server hands requests on to it. */
    private static final class VersionRouter extends VertxPlatformHttpRouter {
        private final RuntimeContext surroundings;

        VersionRouter(RuntimeContext surroundings) {
            super(
                    null,
                    surroundings.vertx(),
                    surroundings.vertx() == null ? null : Router.router(surroundings.vertx()),
                    PLATFORM_HTTP_ROUTER_NAME_ZERO);
            this.surroundings = surroundings;
        }

        @Override
        public Handler<RoutingContext> bodyHandler() {
            return request -> surroundings.bodyHandler().get().handle(request);
        }
    }
}
