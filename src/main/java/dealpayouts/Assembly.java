package dealpayouts;

import dealpayouts.http.FrontDoor;
import dealpayouts.ledger.DealSweep;
import dealpayouts.ledger.FeedbackTable;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.TransferSweep;
import dealpayouts.ledger.Watch;
import dealpayouts.remote.RemoteGates;
import dealpayouts.routes.LiveRoutes;
import dealpayouts.routes.RouteCheck;
import dealpayouts.routes.RouteFiles;
import dealpayouts.routes.RouteWatch;
import dealpayouts.routes.RoutesHealthCheck;
import dealpayouts.routes.Surroundings;
import dealpayouts.work.Work;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the product that stays while routes come and go: servers, ledger, gates and durable work. It starts the
 * first version of the routes, and durable work only while routes are in charge.
 */
final class Assembly extends MainListenerSupport {

    /** Requests wait for the disk together, so many may be under way. */
    private static final int REQUESTS_AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Properties overrides;
    private final Clock clock;
    private final RouteCheck check;
    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Settings settings;
    private LedgerDatabase database;
    private Ledger ledger;
    private Work work;
    private OpenTelemetry traces;
    private RemoteGates gates;
    private Vertx vertx;
    private FrontDoor door;
    private CompletableFuture<Void> schema;
    private LiveRoutes routes;
    private RouteWatch watch;

    Assembly(Properties overrides, Clock clock, RouteCheck check) {
        this.overrides = overrides;
        this.clock = clock;
        this.check = check;
    }

    /** The product, ready to be started. */
    Main main() {
        Main main = new Main() {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                begin();
            }
        };
        main.setDefaultPropertyPlaceholderLocation(Application.PROPERTIES);
        main.setOverrideProperties(overrides);
        main.addMainListener(this);
        return main;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        settings = Settings.read(context);
        settings.http().requireFree();
        settings.management().requireFree();
        Settings.LedgerSettings at = settings.ledger();
        database = LedgerDatabase.connect(at.url(), at.user(), at.password(), at.connections());
        // Both take a second: the schema of the ledger, and the routes, which do not need it until they run.
        schema = CompletableFuture.runAsync(database::updateSchema);
        work = new Work(database, settings.work(), clock);
        ledger = new Ledger(database, work, clock, settings.rules());
        gates = new RemoteGates(
                settings.addresses(),
                settings.tokens(),
                settings.limits(),
                settings.gates(),
                ledger.closings(),
                ledger.attempts(),
                clock,
                () -> meters);
        vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(REQUESTS_AT_ONCE));
        door = new FrontDoor(settings.http().port(), request -> routes.handle(request));
        traces = Tracing.to(settings.tracesTo());
        Beans beans = new Beans(settings, ledger, gates, this::call, meters, traces, clock);
        Properties ofRoutes = Tracing.ofRoutes(settings.tracesTo());
        ofRoutes.putAll(overrides);
        Surroundings surroundings = new Surroundings(
                context.getPropertiesComponent().loadProperties(),
                ofRoutes,
                beans,
                vertx,
                door::bodyHandler,
                ledger.routesAtWork());
        routes = new LiveRoutes(surroundings, check, ledger.routeVersions()::record);
        watch = new RouteWatch(settings.routes().folder(), settings.routes().pollMs(), routes);

        Registry registry = context.getRegistry();
        registry.bind("vertx", vertx);
        // Camel sets up the components of this context like those of the routes, which name some of them.
        beans.bindTo(registry);
        gates.healthChecks().forEach(health -> registry.bind(health.getId() + "-health", health));
        registry.bind("ledger-health", new LedgerHealthCheck(database));
        registry.bind("settings-health", new SettingsHealthCheck(beans.settingsWatch()));
        registry.bind("routes-health", new RoutesHealthCheck(routes, watch));
        open(context, door);
        context.addLifecycleStrategy(new Lifecycle());
    }

    private static void open(CamelContext context, FrontDoor door) {
        try {
            context.addStartupListener(door);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** With the servers there, but not ready: routes, then durable work, then changes of the routes. */
    private void begin() {
        routes.replaceBy(RouteFiles.read(settings.routes().folder()), this::resume);
        work.start(ledger, this::call, gates, traces.getTracer(Tracing.SCOPE));
        register();
        watch.start();
    }

    /** Before the timers of the routes take leases of their own. */
    private void resume() {
        try {
            schema.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        LOG.info(ledger.recovery().resume());
    }

    /** For what is there before the routes are. */
    private Exchange call(String route, Map<String, Object> variables) {
        return routes.call(route, variables);
    }

    private void register() {
        Gauge.builder("payouts.deals.too.old", ledger.dealSweep(), DealSweep::tooOld)
                .description("Deals in the Pay stage that are not paid because the ledger is younger")
                .register(meters);
        Gauge.builder("payouts.transfers.unknown", ledger.transferSweep(), TransferSweep::unknown)
                .description("Transfers at Wise that look like ours and that the ledger does not know")
                .register(meters);
        Gauge.builder("payouts.transfers.silent", ledger.watch(), Watch::silent)
                .description("Funded transfers without news for longer than watch.silent-ms")
                .register(meters);
        Gauge.builder("feedback.failed", ledger.feedback(), FeedbackTable::failures)
                .description("What Kommo was to be told and was given up")
                .register(meters);
        ledger.figures().register(meters);
        gates.register(meters);
    }

    /** Nothing new is begun, what is under way ends, and the ledger is closed last. */
    private final class Lifecycle extends LifecycleStrategySupport {
        @Override
        public void onContextStopping(CamelContext context) {
            watch.close();
            work.close();
            routes.close();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            vertx.close();
            database.close();
            if (traces instanceof OpenTelemetrySdk sdk) {
                sdk.close();
            }
        }
    }
}
