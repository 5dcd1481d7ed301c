package dealpayouts.app;

import dealpayouts.http.WebhookServer;
import dealpayouts.kommo.KommoMessages;
import dealpayouts.ledger.DealSweep;
import dealpayouts.ledger.FeedbackTable;
import dealpayouts.ledger.HookTable;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.OtherLedgerException;
import dealpayouts.ledger.TransferMonitor;
import dealpayouts.ledger.TransferSweep;
import dealpayouts.oauth.RenewedTokens;
import dealpayouts.remote.HttpGateway;
import dealpayouts.remote.Remote;
import dealpayouts.remote.Tokens;
import dealpayouts.routes.LiveRoutes;
import dealpayouts.routes.RouteCheck;
import dealpayouts.routes.RouteFiles;
import dealpayouts.routes.RouteWatch;
import dealpayouts.routes.RoutesHealthCheck;
import dealpayouts.routes.RuntimeContext;
import dealpayouts.settings.RouteSettings;
import dealpayouts.settings.SettingNames;
import dealpayouts.settings.Settings;
import dealpayouts.work.Failures;
import dealpayouts.work.HooksHealthCheck;
import dealpayouts.work.RouteCaller;
import dealpayouts.work.RouteMistakesHealthCheck;
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
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
public final class Assembly extends MainListenerSupport {

    /** Requests wait for the disk together, so many may be under way. */
    private static final int REQUESTS_AT_ONCE = 64;

    /** How long a start waits for Kommo to say which account it is. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

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
    private HttpGateway gates;
    private Failures failures;
    private TokenHealthCheck tokenHealth;
    private Vertx vertx;
    private WebhookServer door;
    private CompletableFuture<Void> schema;
    private LiveRoutes routes;
    private RouteWatch watch;

    public Assembly(Properties overrides, Clock clock, RouteCheck check) {
        this.overrides = overrides;
        this.clock = clock;
        this.check = check;
    }

    /** The product, ready to be started. */
    public Main main() {
        Main main = new Main() {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                begin();
            }
        };
        main.setDefaultPropertyPlaceholderLocation(SettingNames.LOCATION);
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
        ledger = new Ledger(database, work, clock, settings.rules(), new KommoMessages(settings.kommo()));
        gates = new HttpGateway(
                settings.reach(),
                tokens(),
                settings.limits(),
                settings.gates(),
                ledger.closings(),
                ledger.attempts(),
                clock,
                () -> meters);
        vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(REQUESTS_AT_ONCE));
        door = new WebhookServer(settings.http().port(), settings.webhookSecret(), request -> routes.handle(request));
        traces = Tracing.to(settings.tracesTo());
        failures = new Failures(
                clock, () -> routes.files().map(RouteFiles::version).orElse(null));
        Beans beans = new Beans(settings, ledger, this::call, failures, meters, traces, clock);
        RuntimeContext surroundings = new RuntimeContext(
                RouteSettings.of(
                        context.getPropertiesComponent().loadProperties(),
                        overrides,
                        Tracing.ofRoutes(settings.tracesTo())),
                beans,
                gates,
                settings.routes().classes(),
                vertx,
                door::bodyHandler,
                ledger.routesAtWork());
        routes = new LiveRoutes(surroundings, check, ledger.routeVersions()::record);
        watch = new RouteWatch(settings.routes().folder(), settings.routes().pollMs(), routes);

        Registry registry = context.getRegistry();
        registry.bind("vertx", vertx);
        beans.bindTo(registry);
        gates.healthChecks().forEach(health -> registry.bind(health.getId() + "-health", health));
        registry.bind("ledger-health", new LedgerHealthCheck(database, ledger));
        if (tokenHealth != null) {
            registry.bind("kommo-token-health", tokenHealth);
        }
        registry.bind("settings-health", new SettingsHealthCheck(beans.settingsWatch()));
        registry.bind("routes-health", new RoutesHealthCheck(routes, watch));
        registry.bind("hooks-health", new HooksHealthCheck(ledger.hooks()));
        registry.bind("route-mistakes-health", new RouteMistakesHealthCheck(failures));
        open(context, door);
        context.addLifecycleStrategy(new Lifecycle());
    }

    /** None, or Kommo's. */
    private Tokens tokens() {
        Tokens none = Tokens.fixed(Map.of());
        if (settings.kommoOAuth() == null) {
            return none;
        }
        RenewedTokens renewed = new RenewedTokens(Remote.KOMMO, none, ledger.tokens(), settings.kommoOAuth(), clock);
        tokenHealth = new TokenHealthCheck(renewed);
        return renewed;
    }

    private static void open(CamelContext context, WebhookServer door) {
        try {
            context.addStartupListener(door);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** With the servers there, but not ready: routes, then durable work, then changes of the routes. */
    private void begin() {
        routes.replaceBy(RouteFiles.read(settings.routes().folder()), this::resume);
        if (ledger.identity().isInDoubt()) {
            requireOurAccount();
        }
        work.start(ledger, new CurrentRoutes(), gates, traces.getTracer(Tracing.SCOPE), failures);
        register();
        watch.start();
    }

    /** Kommo may be away, and deliveries are to be taken all the same; then nothing is paid before it has answered. */
    private void requireOurAccount() {
        CompletableFuture<Void> look = CompletableFuture.runAsync(() -> {
            Exchange answer = call("account-now", Map.of());
            if (answer.getException() != null) {
                throw RuntimeCamelException.wrapRuntimeException(answer.getException());
            }
            ledger.identity().accountIs(answer.getVariable("answer", String.class));
        });
        try {
            look.get(LONGEST_LOOK.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("KOMMO_SUBDOMAIN has changed and Kommo does not answer yet; nothing is paid before it has");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OtherLedgerException other) {
                throw other;
            }
            LOG.warn(
                    "KOMMO_SUBDOMAIN has changed and Kommo has not said yet which account it is ({}); nothing is paid"
                            + " before it has",
                    e.getCause().getMessage());
        }
    }

    /** Before the timers of the routes take leases of their own. */
    private void resume() {
        try {
            schema.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        ledger.identity().open();
        LOG.info(ledger.recovery().resume());
    }

    /** For what is there before the routes are. */
    private Exchange call(String route, Map<String, Object> variables) {
        return routes.call(route, variables);
    }

    /** The routes in charge when they are called. */
    private final class CurrentRoutes implements RouteCaller {
        @Override
        public Exchange call(String route, Map<String, Object> variables) {
            return routes.call(route, variables);
        }

        @Override
        public boolean has(String route) {
            return routes.has(route);
        }
    }

    private void register() {
        Gauge.builder("payouts.deals.too.old", ledger.dealSweep(), DealSweep::tooOld)
                .description("Deals in the Pay stage that are not paid because the ledger is younger")
                .register(meters);
        Gauge.builder("payouts.transfers.unknown", ledger.transferSweep(), TransferSweep::unknown)
                .description("Transfers at Wise that look like ours and that the ledger does not know")
                .register(meters);
        Gauge.builder("payouts.transfers.silent", ledger.watch(), TransferMonitor::silent)
                .description("Funded transfers without news for longer than watch.silent-ms")
                .register(meters);
        Gauge.builder("feedback.failed", ledger.feedback(), FeedbackTable::failures)
                .description("What Kommo was to be told and was given up")
                .register(meters);
        Gauge.builder("hooks.failed", ledger.hooks(), HookTable::failures)
                .description("Calls of the integration engineer's own routes that were given up")
                .register(meters);
        Gauge.builder("routes.mistakes", failures, Failures::count)
                .description("What is wrong in the routes in charge and has failed in the last half hour")
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
