package dealpayouts;

import dealpayouts.kommo.KommoSettings;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.TransferWatch;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.remote.GateSettings;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteGates;
import dealpayouts.wise.WiseKeys;
import dealpayouts.wise.WiseSignature;
import dealpayouts.work.WorkSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * Every setting that Java needs, checked before anything is opened.
 *
 * @param guide whether the guide's dialect of the Wise API is spoken
 * @param profileId the paying Wise profile; null for the only visible business profile
 * @param rules what the ledger has to know
 * @param addresses where Kommo and Wise are
 * @param gates when calls to them have to wait
 * @param firstSweepMs how long after the start the sweeps begin, in milliseconds
 */
record Settings(
        boolean guide,
        String wiseAddress,
        Long profileId,
        String sourceCurrency,
        Ledger.Rules rules,
        String webhookSecret,
        LedgerSettings ledger,
        WorkSettings work,
        WiseWebhook wiseWebhook,
        Map<Remote, URI> addresses,
        RemoteGates.Limits limits,
        GateSettings gates,
        long taskDueSeconds,
        long firstSweepMs,
        Listener http,
        Listener management) {

    /**
     * Where we listen.
     *
     * @param variable the setting that says so
     */
    record Listener(String variable, String host, int port) {

        /** @throws SettingsException when somebody else has the port: Camel would start and serve nothing */
        void requireFree() {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(host, port));
            } catch (IOException e) {
                throw new SettingsException(
                        List.of(variable + " " + port + " cannot be opened on " + host + ": " + e.getMessage() + "."));
            }
        }
    }

    /** Where the ledger is. */
    record LedgerSettings(String url, String user, String password, int connections) {}

    /**
     * How Wise reaches us.
     *
     * @param publicUrl our address from outside; empty when there is none
     * @param publicKeys PEM; Wise's own key when not set
     * @param secret shared secret of the guide's dialect; null otherwise
     * @param events subscriptions that should exist
     */
    record WiseWebhook(String publicUrl, String publicKeys, String secret, String events) {}

    /**
     * Reads and checks what stands in {@code application.properties} and the environment.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     */
    static Settings read(CamelContext context) {
        return read(key -> {
            try {
                return context.resolvePropertyPlaceholders("{{?" + key + "}}");
            } catch (IllegalArgumentException namesAnotherKeyThatIsNotSet) {
                return null;
            }
        });
    }

    /**
     * Reads and checks everything.
     *
     * @param property the value of a key of {@code application.properties} with the environment applied; empty or null
     *     when it is not set
     * @throws SettingsException naming every setting that is missing or wrong
     */
    static Settings read(UnaryOperator<String> property) {
        Reader reader = new Reader(property);
        Settings settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new SettingsException(reader.problems);
        }
        return settings;
    }

    /** Collects one sentence for each problem, so that they can be mended in one go. */
    private static final class Reader {

        private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9][a-z0-9-]*");
        private static final int SHORTEST_SECRET = 16;
        private static final int LARGEST_PORT = 65_535;
        private static final long MOST = 1_000_000;
        private static final long LONGEST_WINDOW_DAYS = 3_650;
        /** Won and lost, in every pipeline (Kommo reference §4.5). */
        private static final Set<Long> SHARED_STAGES = Set.of(142L, 143L);

        private final UnaryOperator<String> property;
        private final List<String> problems = new ArrayList<>();

        Reader(UnaryOperator<String> property) {
            this.property = property;
        }

        Settings settings() {
            boolean guide = oneOf("wise.api", "platform", "guide").equals("guide");
            required("wise.api-key", "an API token of your Wise Business account");
            required("kommo.access-token", "the long-lived token of your Kommo integration");
            URI wise = address("wise.base-url");
            URI kommo = value("kommo.subdomain").isEmpty() ? null : address("kommo.base-url");
            if (guide && wise != null && String.valueOf(wise.getHost()).endsWith("wise.com")) {
                problem(
                        "wise.base-url",
                        "must be set to your gateway when WISE_API=guide: Wise itself does not speak it");
            }
            String funding = oneOf("payout.funding", "auto", "draft");
            Listener http = new Listener("HTTP_PORT", value("http.host"), port("http.port"));
            Listener management = new Listener("MANAGEMENT_PORT", value("management.host"), port("management.port"));
            if (http.port() != 0 && http.port() == management.port()) {
                problem("management.port", "must differ from HTTP_PORT");
            }
            return new Settings(
                    guide,
                    value("wise.base-url"),
                    optionalId("wise.profile-id"),
                    sourceCurrency(),
                    new Ledger.Rules(
                            kommo(),
                            funding.equals("draft"),
                            new TransferWatch(positive("watch.first-ms"), positive("watch.after-sent-ms")),
                            Duration.ofMillis(positive("watch.silent-ms")),
                            duplicateWindow(),
                            Duration.ofMillis(positive("remote.settle-ms")),
                            optionalTime("sweep.deals-since")),
                    secret("kommo.webhook-secret", "a long random text, the last part of the webhook's address"),
                    ledger(),
                    work(),
                    wiseWebhook(guide),
                    kommo == null || wise == null ? Map.of() : Map.of(Remote.KOMMO, kommo, Remote.WISE, wise),
                    new RemoteGates.Limits(
                            positive("kommo.calls-per-second"),
                            positive("wise.calls-per-second"),
                            positive("wise.calls-per-minute")),
                    gates(),
                    positive("kommo.task-due-seconds"),
                    positive("sweep.first-ms"),
                    http,
                    management);
        }

        private KommoSettings kommo() {
            String subdomain = required("kommo.subdomain", "the part of your Kommo address before .kommo.com");
            if (!subdomain.isEmpty() && !SUBDOMAIN.matcher(subdomain).matches()) {
                problem(
                        "kommo.subdomain",
                        "must be the part of your Kommo address before .kommo.com, such as northlight");
            }
            Long pipeline = optionalId("kommo.payout-pipeline-id");
            long stage = id("kommo.payout-stage-id", "the id of the Pay stage");
            if (pipeline == null && SHARED_STAGES.contains(stage)) {
                problem(
                        "kommo.payout-pipeline-id",
                        "must be set because stage " + stage + " has the same id in every pipeline");
            }
            long amount = id("cf.payout-amount", "the id of the deal's field with the payout amount");
            long currency = id("cf.payout-currency", "the id of the deal's field with the payout currency");
            if (amount != 0 && amount == currency) {
                problem("cf.payout-currency", "must be another field than CF_PAYOUT_AMOUNT");
            }
            return new KommoSettings(
                    subdomain,
                    optionalId("kommo.account-id"),
                    pipeline,
                    stage,
                    amount,
                    currency,
                    optionalId("cf.wise-transfer"),
                    id("cf.wise-account-id", "the id of the contact's field with the Wise recipient id"),
                    value("kommo.email-preference"),
                    oneOf("payout.amount-fallback", "none", "price").equals("price"),
                    optionalId("kommo.paid-stage-id"),
                    optionalId("kommo.attention-stage-id"));
        }

        private Duration duplicateWindow() {
            long days = number("payout.duplicate-days", value("payout.duplicate-days"));
            if (days > LONGEST_WINDOW_DAYS) {
                problem("payout.duplicate-days", "must be at most " + LONGEST_WINDOW_DAYS);
            }
            return Duration.ofDays(Math.min(days, LONGEST_WINDOW_DAYS));
        }

        private LedgerSettings ledger() {
            String url = required("ledger.url", "where the ledger is");
            if (!url.isEmpty() && !LedgerDatabase.supports(url)) {
                problem("ledger.url", "must begin with jdbc:sqlite: or jdbc:postgresql:");
            }
            return new LedgerSettings(
                    url, value("ledger.user"), value("ledger.password"), positiveInt("ledger.connections"));
        }

        private WorkSettings work() {
            return new WorkSettings(
                    positiveInt("payout.threads"),
                    positive("payout.poll-ms"),
                    positive("payout.retry-first-ms"),
                    positive("payout.retry-longest-ms"),
                    positiveInt("payout.explain-after-failures"),
                    positive("payout.explain-after-ms"),
                    positive("payout.parked-look-ms"),
                    positiveInt("feedback.attempts"),
                    positive("feedback.give-up-ms"),
                    positive("remote.settle-ms"),
                    positive("watch.every-ms"));
        }

        private GateSettings gates() {
            int percent = positiveInt("remote.breaker-failure-percent");
            if (percent > 100) {
                problem("remote.breaker-failure-percent", "must be at most 100");
            }
            return new GateSettings(
                    positiveInt("remote.breaker-calls"),
                    percent,
                    Duration.ofMillis(positive("remote.breaker-open-ms")),
                    Duration.ofMillis(positive("remote.probe-ms")),
                    Duration.ofMillis(positive("kommo.block-ms")));
        }

        private WiseWebhook wiseWebhook(boolean guide) {
            String publicUrl = value("public.url").replaceAll("/+$", "");
            if (!publicUrl.isEmpty()) {
                address("public.url");
            }
            return new WiseWebhook(
                    publicUrl,
                    publicKeys(),
                    guide ? secret("wise.webhook-secret", "the secret with which the gateway signs its events") : null,
                    value("wise.webhook-events"));
        }

        /** PEM text, or files that hold it, separated by commas. */
        private String publicKeys() {
            String setting = value("wise.webhook-public-keys");
            try {
                if (setting.isEmpty()) {
                    return WiseKeys.of(value("wise.base-url"));
                }
                StringBuilder pem = new StringBuilder();
                for (String part : setting.contains("-----BEGIN") ? List.of(setting) : List.of(setting.split(","))) {
                    pem.append(part.contains("-----BEGIN") ? part : Files.readString(Path.of(part.strip())));
                }
                WiseSignature.rsa(pem.toString());
                return pem.toString();
            } catch (IOException | InvalidPathException e) {
                problem("wise.webhook-public-keys", "names a file that cannot be read: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                problem("wise.webhook-public-keys", "is not usable: " + e.getMessage());
            }
            return "";
        }

        private String sourceCurrency() {
            String currency = required("wise.source-currency", "the currency of the Wise balance that pays");
            if (currency.isEmpty()) {
                return currency;
            }
            try {
                return CurrencyCode.payable(currency).getCurrencyCode();
            } catch (InvalidMoneyException e) {
                problem("wise.source-currency", "must be a currency code such as USD");
                return "";
            }
        }

        private String secret(String key, String meaning) {
            String secret = required(key, meaning);
            if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
                problem(
                        key,
                        "must have at least " + SHORTEST_SECRET
                                + " characters: whoever guesses it can send deliveries");
            }
            return secret;
        }

        private URI address(String key) {
            String text = value(key);
            try {
                URI address = URI.create(text);
                boolean local = "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost());
                if (address.getHost() == null
                        || !("https".equals(address.getScheme()) || (local && "http".equals(address.getScheme())))) {
                    problem(key, "must be an https:// address, because a token is sent there");
                }
                return address;
            } catch (IllegalArgumentException e) {
                problem(key, "must be an https:// address");
                return null;
            }
        }

        private String oneOf(String key, String... allowed) {
            String text = value(key).toLowerCase(Locale.ROOT);
            if (List.of(allowed).contains(text)) {
                return text;
            }
            problem(key, "must be " + String.join(" or ", allowed) + ", not '" + text + "'");
            return allowed[0];
        }

        private int port(String key) {
            long port = number(key, value(key));
            if (port > LARGEST_PORT) {
                problem(key, "must be a port number");
            }
            return (int) port;
        }

        private int positiveInt(String key) {
            long number = positive(key);
            if (number > MOST) {
                problem(key, "must be at most " + MOST);
            }
            return (int) Math.min(number, MOST);
        }

        private long positive(String key) {
            String text = value(key);
            long number = number(key, text);
            if (number == 0 && text.matches("0+")) {
                problem(key, "must be greater than zero");
            }
            return number;
        }

        private long id(String key, String meaning) {
            String text = required(key, meaning);
            return text.isEmpty() ? 0 : number(key, text);
        }

        private Long optionalId(String key) {
            String text = value(key);
            return text.isEmpty() ? null : Long.valueOf(number(key, text));
        }

        private Instant optionalTime(String key) {
            String text = value(key);
            try {
                return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                problem(key, "must be a time such as 2026-09-01T00:00:00Z, not '" + text + "'");
                return null;
            }
        }

        private long number(String key, String text) {
            if (text.matches("[0-9]{1,18}")) {
                return Long.parseLong(text);
            }
            problem(key, "must be a whole number, not '" + text + "'");
            return 0;
        }

        private String required(String key, String meaning) {
            String text = value(key);
            if (text.isEmpty()) {
                problem(key, "is not set: it is " + meaning);
            }
            return text;
        }

        private String value(String key) {
            String text = property.apply(key);
            return text == null ? "" : text.strip();
        }

        private void problem(String key, String sentence) {
            problems.add(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + " " + sentence + ".");
        }
    }
}
