package dealpayouts.e2e;

import dealpayouts.Application;
import dealpayouts.app.CalledRoutes;
import dealpayouts.http.WebhookServer;
import dealpayouts.routes.NoRules;
import dealpayouts.routes.RouteCheck;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.main.Main;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;

/** The product as users run it, on the routes and settings of this repository, between the two stand-ins. */
public final class Product implements AutoCloseable {

    public static final String SECRET = "a-long-secret-for-tests-only";
    /** Set to anything, the product asks Wise to send events to where it really listens. */
    public static final String PUBLIC_URL = "public.url";

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    /** As often as Kommo tries (Kommo reference §3.6). */
    private static final int ATTEMPTS = 5;

    /** Only tests of sweeps want them: a deal that nobody has reported is not paid in the others. */
    private static final String NEVER = "86400000";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KommoStandIn kommo;
    private final WiseStandIn wise;
    private final LedgerAddress ledger;
    private final Properties settings = new Properties();
    private final int port;
    private final boolean ownsStandIns;
    private final Clock clock;
    private RouteCheck check = new RouteCheck(CalledRoutes.ALL, WebhookServer.WEBHOOKS);
    private Main main;
    private Set<Scheduler> schedulersOfOthers;

    private Product(Dialect dialect, LedgerAddress ledger, Map<String, String> overrides, Clock clock) {
        this.clock = clock;
        this.kommo = KommoStandIn.start(dialect);
        this.wise = WiseStandIn.start(dialect);
        this.ledger = ledger;
        this.ownsStandIns = true;
        settings.putAll(settings(dialect, kommo.url(), wise.url(), ledger));
        port = listen();
        settings.put("wise.webhook-public-keys", wise.webhooks().publicKeyPem());
        settings.putAll(overrides);
        if (overrides.containsKey(PUBLIC_URL)) {
            settings.put(PUBLIC_URL, "http://localhost:" + port);
        }
    }

    private Product(Product first) {
        clock = first.clock;
        kommo = first.kommo;
        wise = first.wise;
        ledger = first.ledger;
        ownsStandIns = false;
        settings.putAll(first.settings);
        port = listen();
    }

    private int listen() {
        List<Integer> ports = freePorts();
        settings.put("http.port", String.valueOf(ports.get(0)));
        settings.put("management.port", String.valueOf(ports.get(1)));
        return ports.get(0);
    }

    /** Settings for a product between stand-ins, patient like the real one but quicker. */
    public static Map<String, String> settings(Dialect dialect, String kommo, String wise, LedgerAddress ledger) {
        return Map.ofEntries(
                Map.entry("kommo.subdomain", KommoStandIn.SUBDOMAIN),
                Map.entry("kommo.base-url", kommo),
                Map.entry("kommo.access-token", KommoStandIn.TOKEN),
                Map.entry("kommo.account-id", String.valueOf(KommoStandIn.ACCOUNT_ID)),
                Map.entry("kommo.payout-pipeline-id", String.valueOf(KommoStandIn.PIPELINE)),
                Map.entry("kommo.payout-stage-id", String.valueOf(KommoStandIn.STAGE_PAY)),
                Map.entry("kommo.webhook-secret", SECRET),
                Map.entry("kommo.calls-per-second", "1000"),
                Map.entry("kommo.command-calls-per-second", "1000"),
                Map.entry("cf.payout-amount", String.valueOf(KommoStandIn.FIELD_AMOUNT)),
                Map.entry("cf.payout-currency", String.valueOf(KommoStandIn.FIELD_CURRENCY)),
                Map.entry("cf.wise-account-id", String.valueOf(KommoStandIn.FIELD_RECIPIENT)),
                Map.entry("cf.wise-transfer", String.valueOf(KommoStandIn.FIELD_TRANSFER)),
                Map.entry("cf.wise-status", String.valueOf(KommoStandIn.FIELD_STATUS)),
                Map.entry("wise.api", dialect.name().toLowerCase(java.util.Locale.ROOT)),
                Map.entry("wise.base-url", wise),
                Map.entry("wise.api-key", WiseStandIn.TOKEN),
                Map.entry("wise.calls-per-second", "10000"),
                Map.entry("wise.calls-per-minute", "100000"),
                Map.entry("wise.webhook-secret", SECRET),
                Map.entry("payout.retry-first-ms", "50"),
                Map.entry("payout.retry-longest-ms", "400"),
                Map.entry("payout.poll-ms", "100"),
                Map.entry("payout.duplicate-days", "0"),
                Map.entry("remote.response-timeout-ms", "2000"),
                Map.entry("payout.threads", "20"),
                Map.entry("remote.settle-ms", "300"),
                Map.entry("sweep.first-ms", NEVER),
                Map.entry("remote.breaker-open-ms", "200"),
                Map.entry("remote.probe-ms", "200"),
                Map.entry("ledger.url", ledger.url()),
                Map.entry("ledger.user", ledger.user()),
                Map.entry("ledger.password", ledger.password()));
    }

    public static Product start(Dialect dialect, LedgerAddress ledger, Map<String, String> overrides) {
        return start(dialect, ledger, overrides, Clock.systemUTC());
    }

    /** @param clock what the product takes for the time */
    public static Product start(Dialect dialect, LedgerAddress ledger, Map<String, String> overrides, Clock clock) {
        Product product = new Product(dialect, ledger, overrides, clock);
        product.start();
        return product;
    }

    /** A product that puts route files in charge whatever stands in them. */
    static Product startUnchecked(World world, Map<String, String> overrides) {
        Product product = new Product(world.dialect(), world.freshLedger(), overrides, Clock.systemUTC());
        product.check = NoRules.check();
        product.start();
        return product;
    }

    /** One more node on the same ledger and between the same stand-ins, which stay open when it is closed. */
    public Product anotherNode() {
        Product node = new Product(this);
        node.start();
        return node;
    }

    /** Starts again after {@link #stop}, on the same ledger and between the same stand-ins. */
    public void start() {
        main = Application.create(settings, clock, check);
        schedulersOfOthers = Set.copyOf(SchedulerRepository.getInstance().lookupAll());
        try {
            main.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public void stop() {
        main.stop();
    }

    /** Changes a setting for the next start. */
    public void set(String key, String value) {
        settings.put(key, value);
    }

    /** Stops, changes a setting and starts again. */
    public void restartWith(String key, String value) {
        stop();
        set(key, value);
        start();
    }

    /** The timers of the routes that are in charge. */
    Scheduler scheduler() {
        return SchedulerRepository.getInstance().lookupAll().stream()
                .filter(each -> !schedulersOfOthers.contains(each))
                .max(Comparator.comparing(Product::runningSince))
                .orElseThrow();
    }

    private static Date runningSince(Scheduler scheduler) {
        try {
            Date since = scheduler.getMetaData().getRunningSince();
            return since == null ? new Date(0) : since;
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    public KommoStandIn kommo() {
        return kommo;
    }

    public WiseStandIn wise() {
        return wise;
    }

    public LedgerAddress ledger() {
        return ledger;
    }

    /** The settings, for a command that runs beside this product. */
    public Map<String, String> operatorSettings() {
        Map<String, String> copy = new HashMap<>();
        settings.forEach((key, value) -> copy.put((String) key, (String) value));
        return copy;
    }

    /** Where Kommo sends its deliveries. */
    public String webhook() {
        return "http://localhost:" + port + "/webhooks/kommo/" + SECRET;
    }

    /** A page of health or metrics. */
    public HttpResponse<String> observe(String page) {
        return send(HttpRequest.newBuilder(
                        URI.create("http://localhost:" + settings.get("management.port") + "/observe/" + page))
                .build());
    }

    /** Where Wise sends its events. */
    public String wiseWebhook() {
        return "http://localhost:" + port + "/webhooks/wise";
    }

    /** Sends a form as Kommo does. */
    public HttpResponse<String> deliver(String form) {
        return post(webhook(), FORM, form);
    }

    public HttpResponse<String> post(String url, String contentType, String body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a manager does: a deal for the contractor, moved to Pay, reported as Kommo reports it, again after a 503. */
    public long payDeal(String amount, String currency, long contact) {
        long deal = kommo.addDealInStage(
                KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", amount, currency, contact);
        report(kommo.statusDelivery(deal));
        return deal;
    }

    /** Sends a form until it is stored, as often as Kommo does after a 503. */
    public void report(String form) {
        int status = UNAVAILABLE;
        for (int attempt = 0; attempt < ATTEMPTS && status == UNAVAILABLE; attempt++) {
            status = deliver(form).statusCode();
        }
        if (status != OK) {
            throw new AssertionError("The delivery " + form + " was answered " + status);
        }
    }

    /** One column of the ledger, as text, in the order of ids. */
    public List<String> ledgerColumn(String table, String column) {
        List<String> values = new ArrayList<>();
        try (Connection connection = ledger.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select " + column + " from " + table + " order by id")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    @Override
    public void close() {
        main.stop();
        if (ownsStandIns) {
            kommo.close();
            wise.close();
        }
    }

    /** Two ports that nobody listens to, and that neither other forks nor outgoing connections choose. */
    public static List<Integer> freePorts() {
        return List.of(Ports.next(), Ports.next());
    }

    private static final class Ports {
        private static final int FIRST = 12_000;
        private static final int FOR_EACH_FORK = 5_000;
        private static final int FORK = Integer.getInteger("fork", 0);
        /** Tests of two checkouts on one machine begin at different ports, too. */
        private static final AtomicInteger NEXT =
                new AtomicInteger((int) (ProcessHandle.current().pid() * 64 % FOR_EACH_FORK));

        static int next() {
            while (true) {
                int port = FIRST + FORK * FOR_EACH_FORK + NEXT.getAndIncrement() % FOR_EACH_FORK;
                try (ServerSocket socket = new ServerSocket(port)) {
                    return socket.getLocalPort();
                } catch (IOException taken) {
                    continue;
                }
            }
        }
    }
}
