package dealpayouts.settings;

import dealpayouts.kommo.DealDetails;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.ledger.BatchRules;
import dealpayouts.ledger.CutOff;
import dealpayouts.ledger.Identity;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.Payments;
import dealpayouts.ledger.PollingSchedule;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.oauth.OAuthSettings;
import dealpayouts.oauth.TokenCipher;
import dealpayouts.remote.GateSettings;
import dealpayouts.remote.HttpGateway;
import dealpayouts.remote.Remote;
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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Reads all settings, group by group, and checks them; what is wrong is collected in their {@link SettingValues}. */
final class SettingsReader {

    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9][a-z0-9-]*");
    /** A key of a transfer's details (Wise reference §7). */
    private static final Pattern DETAIL = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,79}");

    /** Where Kommo gives tokens (Kommo reference §11). */
    private static final String TOKENS = "/oauth2/access_token";

    private static final List<String> OAUTH = List.of(
            "kommo.client-secret",
            "kommo.redirect-uri",
            "kommo.authorization-code",
            "kommo.refresh-token",
            "kommo.token-key");
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
                Remote.WISE,
                values.token("wise.api-key", "an API token of your Wise Business account"),
                Remote.KOMMO,
                oauthIsWanted() ? "" : kommoToken());
        Map<Remote, URI> addresses = addresses();
        if (guide
                && addresses.containsKey(Remote.WISE)
                && addresses.get(Remote.WISE).getHost().endsWith("wise.com")) {
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
        WorkSettings work = work();
        KommoSettings kommoSettings = kommo();
        Long profile = values.optionalId("wise.profile-id");
        return new Settings(
                guide,
                values.value("wise.base-url"),
                profile,
                values.optionalId("cf.wise-status"),
                sourceCurrency(),
                kommoSettings,
                new Ledger.Rules(
                        new Identity.Claim(
                                kommoSettings.account(),
                                kommoSettings.accountId(),
                                values.value("wise.base-url"),
                                profile),
                        funding.endsWith("draft"),
                        batch(funding.startsWith("batch")),
                        new PollingSchedule(values.positive("watch.first-ms"), values.positive("watch.after-sent-ms")),
                        Duration.ofMillis(values.positive("watch.silent-ms")),
                        days("payout.duplicate-days", LONGEST_WINDOW_DAYS),
                        Duration.ofMillis(values.positive("remote.settle-ms")),
                        values.optionalTime("sweep.deals-since"),
                        days("ledger.keep-deliveries-days", LONGEST_KEEPING_DAYS)),
                dealDetails(),
                values.secret("kommo.webhook-secret", "a long random text, the last part of the webhook's address"),
                ledger(),
                new Settings.RoutesSettings(
                        routesFolder(),
                        values.positive("routes.poll-ms"),
                        Set.copyOf(
                                List.of(values.value("routes.allowed-classes").split("[,\\s]+")))),
                work,
                wiseWebhook(guide),
                addresses,
                tokens,
                oauth(addresses.get(Remote.KOMMO)),
                new AllowedHosts(values, addresses.values()).read(),
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

    private boolean oauthIsWanted() {
        return !values.value("kommo.client-id").isEmpty();
    }

    private String kommoToken() {
        for (String key : OAUTH) {
            if (!values.value(key).isEmpty()) {
                values.problem(key, "needs KOMMO_CLIENT_ID, too; with a long-lived token unset it");
            }
        }
        return values.required("kommo.access-token", "the long-lived token of your Kommo integration");
    }

    /** @param kommo Kommo's address; null when it is not usable */
    private OAuthSettings oauth(URI kommo) {
        if (!oauthIsWanted()) {
            return null;
        }
        if (!values.value("kommo.access-token").isEmpty()) {
            values.problem("kommo.access-token", "must not be set together with KOMMO_CLIENT_ID: use one of them");
        }
        String secret = values.required("kommo.client-secret", "the secret key of your Kommo integration");
        String redirect = values.required("kommo.redirect-uri", "the redirect URI as the Kommo integration has it");
        String code = values.value("kommo.authorization-code");
        String renewal = values.value("kommo.refresh-token");
        if (code.isEmpty() == renewal.isEmpty()) {
            values.problem(
                    "kommo.authorization-code",
                    "or KOMMO_REFRESH_TOKEN must be set, and not both: with it the first token is asked for");
        }
        String key =
                values.required("kommo.token-key", "the key with which tokens are kept, from openssl rand -base64 32");
        try {
            if (!key.isEmpty()) {
                new TokenCipher(key);
            }
        } catch (IllegalArgumentException e) {
            values.problem("kommo.token-key", "must be 32 bytes in Base64, as openssl rand -base64 32 prints them");
        }
        return kommo == null
                ? null
                : new OAuthSettings(
                        URI.create(kommo.toString().replaceAll("/+$", "") + TOKENS),
                        values.value("kommo.client-id"),
                        secret,
                        redirect,
                        code.isEmpty() ? null : code,
                        renewal.isEmpty() ? null : renewal,
                        key,
                        Duration.ofMillis(values.positive("remote.connect-timeout-ms")),
                        Duration.ofMillis(values.positive("remote.response-timeout-ms")));
    }

    /** Those that can be used; behind a gateway both may be on one host, below paths of their own. */
    private Map<Remote, URI> addresses() {
        Map<Remote, URI> addresses = new EnumMap<>(Remote.class);
        URI wise = values.remoteAddress("wise.base-url");
        boolean isNamed = SUBDOMAIN.matcher(values.value("kommo.subdomain")).matches();
        URI kommo = isNamed ? values.remoteAddress("kommo.base-url") : null;
        if (kommo != null) {
            addresses.put(Remote.KOMMO, kommo);
        }
        if (wise != null) {
            addresses.put(Remote.WISE, wise);
        }
        if (kommo != null && wise != null && HttpGateway.areOneAddress(kommo, wise)) {
            values.problem(
                    "wise.base-url",
                    "and KOMMO_BASE_URL are the same address, or one lies below the other, so that calls to Kommo and Wise"
                            + " cannot be told apart; behind one gateway give each a path of its own, such as /wise and /kommo");
        }
        return addresses;
    }

    /** What only routes and Camel read: a wrong one would be told of with the name of something of theirs. */
    private void ofRoutes() {
        OF_ROUTES.forEach(values::positive);
        CACHES.forEach(key -> values.number(key, values.value(key)));
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

    private DealDetails dealDetails() {
        Map<String, Long> fields = new LinkedHashMap<>();
        String key = "cf.transfer-details";
        pairs(key, ":", "transferPurpose:123456").forEach((name, id) -> fields.put(name, values.number(key, id)));
        return new DealDetails(
                fields,
                pairs("wise.transfer-details", "=", "transferPurpose=verification.transfers.purpose.pay.bills"));
    }

    /** Names and values, separated by commas. */
    private Map<String, String> pairs(String key, String separator, String example) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : values.value(key).split(",")) {
            String[] pair = item.split(separator, 2);
            String name = pair[0].strip();
            String value = pair.length < 2 ? "" : pair[1].strip();
            if (item.isBlank()) {
                continue;
            }
            if (!DETAIL.matcher(name).matches() || value.isEmpty() || pairs.put(name, value) != null) {
                values.problem(
                        key, "must be a list such as " + example + ", each name once, not '" + item.strip() + "'");
            } else if (name.equals("reference")) {
                values.problem(key, "must not name the reference, which transfer.camel.yaml makes");
            }
        }
        return pairs;
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
                new WorkSettings.HookSettings(
                        values.positiveInt("hook.threads"),
                        values.positive("hook.retry-first-ms"),
                        values.positive("hook.retry-longest-ms"),
                        values.positive("hook.give-up-ms")),
                values.positive("watch.every-ms"));
    }

    /** Whoever looks at a deal and then waits for the turn to pay must not find that look too old, again and again. */
    private HttpGateway.Limits limits(int threads) {
        long turn = Payments.LONGEST_TURN.toSeconds();
        return new HttpGateway.Limits(
                values.positive("kommo.calls-per-second"),
                atLeast("wise.calls-per-second", (threads + turn - 1) / turn, threads),
                atLeast("wise.calls-per-minute", (60L * threads + turn - 1) / turn, threads),
                values.positive("kommo.command-calls-per-second"));
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
            values.secureAddress("public.url", "deliveries of Kommo and Wise come there");
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
        String setting = SecretText.key(values.value("wise.webhook-public-keys"));
        try {
            if (setting.isEmpty()) {
                return WiseKeys.of(values.value("wise.base-url"));
            }
            StringBuilder pem = new StringBuilder();
            for (String part : setting.contains("-----BEGIN") ? List.of(setting) : List.of(setting.split(","))) {
                pem.append(
                        part.contains("-----BEGIN") ? part : SecretText.key(Files.readString(Path.of(part.strip()))));
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
