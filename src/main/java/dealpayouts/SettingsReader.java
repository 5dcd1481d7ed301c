package dealpayouts;

import dealpayouts.kommo.KommoSettings;
import dealpayouts.ledger.BatchRules;
import dealpayouts.ledger.CutOff;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.Payments;
import dealpayouts.ledger.TransferWatch;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.remote.GateSettings;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteGates;
import dealpayouts.routes.Suggestion;
import dealpayouts.together.Together;
import dealpayouts.wise.WiseEvent;
import dealpayouts.wise.WiseKeys;
import dealpayouts.wise.WiseSignature;
import dealpayouts.work.WorkSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Reads all settings, group by group, and checks them; what is wrong is collected in their {@link SettingValues}. */
final class SettingsReader {

    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern EVENT = Pattern.compile("[^:]+:[0-9][0-9.]*");
    private static final long LONGEST_WINDOW_DAYS = 3_650;
    private static final long LONGEST_KEEPING_DAYS = 36_500;
    /** Transfers in a batch group (Wise reference §14). */
    private static final int MOST_IN_BATCH = 1_000;
    /** What Kommo reads or writes with one call (Kommo reference §12). */
    private static final int KOMMO_PAGE = 250;
    /** Won and lost, in every pipeline (Kommo reference §4.5). */
    private static final Set<Long> SHARED_STAGES = Set.of(142L, 143L);

    private static final List<String> OF_ROUTES = List.of(
            "watch.balances-ms",
            "sweep.deals-ms",
            "sweep.ledger-ms",
            "sweep.transfers-ms",
            "wise.webhook-check-ms",
            "remote.connect-timeout-ms",
            "remote.response-timeout-ms");
    private static final List<String> CACHES = List.of("wise.profile-cache-seconds", "wise.recipient-cache-seconds");

    private final SettingValues values;

    SettingsReader(SettingValues values) {
        this.values = values;
    }

    Settings settings() {
        boolean guide = values.oneOf("wise.api", "platform", "guide").equals("guide");
        Map<Remote, String> tokens = Map.of(
                Remote.WISE, values.required("wise.api-key", "an API token of your Wise Business account"),
                Remote.KOMMO, values.required("kommo.access-token", "the long-lived token of your Kommo integration"));
        URI wise = values.address("wise.base-url");
        URI kommo = values.value("kommo.subdomain").isEmpty() ? null : values.address("kommo.base-url");
        if (guide && wise != null && String.valueOf(wise.getHost()).endsWith("wise.com")) {
            values.problem(
                    "wise.base-url", "must be set to your gateway when WISE_API=guide: Wise itself does not speak it");
        }
        String funding = values.oneOf("payout.funding", "auto", "draft", "batch", "batch-draft");
        Settings.Listener http =
                new Settings.Listener("HTTP_PORT", values.value("http.host"), values.port("http.port"));
        Settings.Listener management = new Settings.Listener(
                "MANAGEMENT_PORT", values.value("management.host"), values.port("management.port"));
        if (http.port() != 0 && http.port() == management.port()) {
            values.problem("management.port", "must differ from HTTP_PORT");
        }
        ofRoutes();
        apart(kommo, wise);
        WorkSettings work = work();
        return new Settings(
                guide,
                values.value("wise.base-url"),
                values.optionalId("wise.profile-id"),
                values.optionalId("cf.wise-status"),
                sourceCurrency(),
                new Ledger.Rules(
                        kommo(),
                        funding.endsWith("draft"),
                        batch(funding.startsWith("batch")),
                        new TransferWatch(values.positive("watch.first-ms"), values.positive("watch.after-sent-ms")),
                        Duration.ofMillis(values.positive("watch.silent-ms")),
                        days("payout.duplicate-days", LONGEST_WINDOW_DAYS),
                        Duration.ofMillis(values.positive("remote.settle-ms")),
                        values.optionalTime("sweep.deals-since"),
                        days("ledger.keep-deliveries-days", LONGEST_KEEPING_DAYS)),
                values.secret("kommo.webhook-secret", "a long random text, the last part of the webhook's address"),
                ledger(),
                new Settings.RoutesSettings(routesFolder(), values.positive("routes.poll-ms")),
                work,
                wiseWebhook(guide),
                kommo == null || wise == null ? Map.of() : Map.of(Remote.KOMMO, kommo, Remote.WISE, wise),
                tokens,
                limits(work.threads()),
                gates(),
                new Together.Limits(
                        mostAtOnce("kommo.most-reads"),
                        mostAtOnce("kommo.most-writes"),
                        Duration.ofMillis(
                                values.number("wise.balance-cache-ms", values.value("wise.balance-cache-ms")))),
                tracesTo(),
                values.positive("kommo.task-due-seconds"),
                values.positive("sweep.first-ms"),
                values.positive("sweep.settings-ms"),
                http,
                management);
    }

    /** What only routes and Camel read: a wrong one would be told of with the name of something of theirs. */
    private void ofRoutes() {
        OF_ROUTES.forEach(values::positive);
        CACHES.forEach(key -> values.number(key, values.value(key)));
    }

    /** A call belongs to the remote below whose address it goes: with the other one's token it would be refused for ever. */
    private void apart(URI kommo, URI wise) {
        if (kommo == null || wise == null || !sameServer(kommo, wise)) {
            return;
        }
        String one = path(kommo);
        String other = path(wise);
        if (one.startsWith(other) || other.startsWith(one)) {
            values.problem(
                    "wise.base-url",
                    "must not be the address of KOMMO_BASE_URL, or lie below it or above it: behind one gateway give each"
                            + " a path of its own");
        }
    }

    private static boolean sameServer(URI kommo, URI wise) {
        return kommo.getHost() != null
                && kommo.getHost().equalsIgnoreCase(wise.getHost())
                && String.valueOf(kommo.getScheme()).equalsIgnoreCase(wise.getScheme())
                && kommo.getPort() == wise.getPort();
    }

    private static String path(URI address) {
        return String.valueOf(address.getPath()).replaceAll("/+$", "");
    }

    private Path routesFolder() {
        String folder = values.required("routes.folder", "the folder with the route files");
        try {
            Path path = Path.of(folder);
            if (!folder.isEmpty() && !Files.isDirectory(path)) {
                values.problem("routes.folder", "names no folder: '" + folder + "' is not there");
            }
            return path;
        } catch (InvalidPathException e) {
            values.problem("routes.folder", "must be the name of a folder, not '" + folder + "'");
            return Path.of("");
        }
    }

    private KommoSettings kommo() {
        String subdomain = values.required("kommo.subdomain", "the part of your Kommo address before .kommo.com");
        if (!subdomain.isEmpty() && !SUBDOMAIN.matcher(subdomain).matches()) {
            values.problem(
                    "kommo.subdomain", "must be the part of your Kommo address before .kommo.com, such as northlight");
        }
        Long pipeline = values.optionalId("kommo.payout-pipeline-id");
        long stage = values.id("kommo.payout-stage-id", "the id of the Pay stage");
        if (pipeline == null && SHARED_STAGES.contains(stage)) {
            values.problem(
                    "kommo.payout-pipeline-id",
                    "must be set because stage " + stage + " has the same id in every pipeline");
        }
        long amount = values.id("cf.payout-amount", "the id of the deal's field with the payout amount");
        long currency = values.id("cf.payout-currency", "the id of the deal's field with the payout currency");
        if (amount != 0 && amount == currency) {
            values.problem("cf.payout-currency", "must be another field than CF_PAYOUT_AMOUNT");
        }
        return new KommoSettings(
                subdomain,
                values.optionalId("kommo.account-id"),
                pipeline,
                stage,
                amount,
                currency,
                values.optionalId("cf.wise-transfer"),
                values.id("cf.wise-account-id", "the id of the contact's field with the Wise recipient id"),
                values.oneOf("kommo.email-preference", "WORK", "PRIV", "OTHER"),
                values.oneOf("payout.amount-fallback", "none", "price").equals("price"),
                values.optionalId("kommo.paid-stage-id"),
                values.optionalId("kommo.attention-stage-id"));
    }

    private Duration days(String key, long most) {
        long days = values.number(key, values.value(key));
        if (days > most) {
            values.problem(key, "must be at most " + most);
        }
        return Duration.ofDays(Math.min(days, most));
    }

    private BatchRules batch(boolean on) {
        int size = values.positiveInt("batch.size");
        if (size > MOST_IN_BATCH) {
            values.problem("batch.size", "must be at most " + MOST_IN_BATCH + ", because Wise takes no more");
        }
        values.positive("batch.quiet-ms");
        values.positive("batch.gather-ms");
        return new BatchRules(
                on,
                size,
                Duration.ofMillis(values.positive("batch.member-wait-ms")),
                cutOff(),
                values.optionalId("batch.summary-deal-id"));
    }

    private CutOff cutOff() {
        String cron = cron("batch.cut-off-cron");
        try {
            return cron == null ? null : new CutOff(cron, values.value("batch.time-zone"));
        } catch (IllegalArgumentException e) {
            values.problem("batch.time-zone", "must be a time zone such as Europe/Berlin");
            return null;
        }
    }

    private String cron(String key) {
        String cron = values.value(key);
        if (CronExpression.isValidExpression(cron)) {
            return cron;
        }
        values.problem(key, "must be a time in Quartz's spelling such as 0 0 16 * * ?");
        return null;
    }

    private Settings.LedgerSettings ledger() {
        cron("ledger.retention-cron");
        String url = values.required("ledger.url", "where the ledger is");
        if (!url.isEmpty() && !LedgerDatabase.supports(url)) {
            values.problem("ledger.url", "must begin with jdbc:sqlite: or jdbc:postgresql:");
        }
        int connections = values.positiveInt("ledger.connections");
        if (connections > 0 && connections < LedgerDatabase.LEAST_CONNECTIONS) {
            values.problem("ledger.connections", "must be at least " + LedgerDatabase.LEAST_CONNECTIONS);
        }
        return new Settings.LedgerSettings(
                url, values.value("ledger.user"), values.value("ledger.password"), connections);
    }

    private WorkSettings work() {
        return new WorkSettings(
                values.positiveInt("payout.threads"),
                values.positive("payout.poll-ms"),
                values.positive("payout.retry-first-ms"),
                values.positive("payout.retry-longest-ms"),
                values.positiveInt("payout.explain-after-failures"),
                values.positive("payout.explain-after-ms"),
                values.positive("payout.parked-look-ms"),
                values.positiveInt("feedback.attempts"),
                values.positive("feedback.give-up-ms"),
                values.positive("remote.settle-ms"),
                values.positive("watch.every-ms"));
    }

    /** Whoever looks at a deal and then waits for the turn to pay must not find that look too old, again and again. */
    private RemoteGates.Limits limits(int threads) {
        long turn = Payments.LONGEST_TURN.toSeconds();
        return new RemoteGates.Limits(
                values.positive("kommo.calls-per-second"),
                atLeast("wise.calls-per-second", (threads + turn - 1) / turn, threads),
                atLeast("wise.calls-per-minute", (60L * threads + turn - 1) / turn, threads));
    }

    private long atLeast(String key, long least, int threads) {
        long calls = values.positive(key);
        if (calls > 0 && calls < least) {
            values.problem(
                    key,
                    "must be at least " + least + " when PAYOUT_THREADS is " + threads
                            + ": with fewer a payment waits for its turn until its deal has to be read again");
        }
        return calls;
    }

    private String tracesTo() {
        String endpoint = values.value("otel.exporter.otlp.endpoint");
        if (!endpoint.isEmpty()) {
            values.address("otel.exporter.otlp.endpoint");
        }
        return endpoint;
    }

    private int mostAtOnce(String key) {
        int most = values.positiveInt(key);
        if (most > KOMMO_PAGE) {
            values.problem(key, "must be at most " + KOMMO_PAGE);
        }
        return most;
    }

    private GateSettings gates() {
        int percent = values.positiveInt("remote.breaker-failure-percent");
        if (percent > 100) {
            values.problem("remote.breaker-failure-percent", "must be at most 100");
        }
        return new GateSettings(
                values.positiveInt("remote.breaker-calls"),
                percent,
                Duration.ofMillis(values.positive("remote.breaker-open-ms")),
                Duration.ofMillis(values.positive("remote.probe-ms")),
                Duration.ofMillis(values.positive("kommo.block-ms")));
    }

    private Settings.WiseWebhook wiseWebhook(boolean guide) {
        String publicUrl = values.value("public.url").replaceAll("/+$", "");
        if (!publicUrl.isEmpty()) {
            values.address("public.url");
        }
        return new Settings.WiseWebhook(
                publicUrl,
                publicKeys(),
                guide
                        ? values.secret("wise.webhook-secret", "the secret with which the gateway signs its events")
                        : null,
                webhookEvents());
    }

    private String webhookEvents() {
        String events = values.value("wise.webhook-events");
        for (String event : events.split(",")) {
            String name = event.strip().split(":", 2)[0];
            if (!name.isEmpty() && !EVENT.matcher(event.strip()).matches()) {
                values.problem(
                        "wise.webhook-events", "must hold events such as transfers#refund:4.0.0, not '" + event + "'");
                return "";
            }
            if (!name.isEmpty() && !WiseEvent.KNOWN.contains(name)) {
                values.problem(
                        "wise.webhook-events",
                        "holds '" + name + "', which is not used; "
                                + Suggestion.nearest(name, WiseEvent.KNOWN)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("used are " + String.join(", ", WiseEvent.KNOWN)));
                return "";
            }
        }
        return events;
    }

    /** PEM text, or files that hold it, separated by commas. */
    private String publicKeys() {
        String setting = values.value("wise.webhook-public-keys");
        try {
            if (setting.isEmpty()) {
                return WiseKeys.of(values.value("wise.base-url"));
            }
            StringBuilder pem = new StringBuilder();
            for (String part : setting.contains("-----BEGIN") ? List.of(setting) : List.of(setting.split(","))) {
                pem.append(part.contains("-----BEGIN") ? part : Files.readString(Path.of(part.strip())));
            }
            WiseSignature.rsa(pem.toString());
            return pem.toString();
        } catch (IOException | InvalidPathException e) {
            values.problem("wise.webhook-public-keys", "names a file that cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            values.problem("wise.webhook-public-keys", "is not usable: " + e.getMessage());
        }
        return "";
    }

    private String sourceCurrency() {
        String currency = values.required("wise.source-currency", "the currency of the Wise balance that pays");
        if (currency.isEmpty()) {
            return currency;
        }
        try {
            return CurrencyCode.payable(currency).getCurrencyCode();
        } catch (InvalidMoneyException e) {
            values.problem("wise.source-currency", "must be a currency code such as USD");
            return "";
        }
    }
}
