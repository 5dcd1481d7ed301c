package dealpayouts;

import dealpayouts.kommo.KommoSettings;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.work.WorkSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Every setting that Java needs, checked before anything is opened.
 *
 * @param guide whether the guide's dialect of the Wise API is spoken
 * @param profileId the paying Wise profile; null for the only visible business profile
 * @param draftsOnly whether funding is left to a person
 * @param accountId the Kommo account's id to check deliveries against; null for no check
 */
record Settings(
        boolean guide,
        String wiseAddress,
        Long profileId,
        String sourceCurrency,
        boolean draftsOnly,
        KommoSettings kommo,
        String webhookSecret,
        LedgerSettings ledger,
        WorkSettings work,
        Limits limits,
        int httpPort) {

    /** Where the ledger is. */
    record LedgerSettings(String url, String user, String password, int connections) {}

    /** Most calls to each remote. */
    record Limits(long kommoPerSecond, long wisePerSecond, long wisePerMinute) {}

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
            if (!value("kommo.subdomain").isEmpty()) {
                address("kommo.base-url");
            }
            if (guide && wise != null && String.valueOf(wise.getHost()).endsWith("wise.com")) {
                problem(
                        "wise.base-url",
                        "must be set to your gateway when WISE_API=guide: Wise itself does not speak it");
            }
            String funding = oneOf("payout.funding", "auto", "draft");
            int httpPort = freePort("http.host", "http.port");
            if (httpPort != 0 && httpPort == freePort("management.host", "management.port")) {
                problem("management.port", "must differ from HTTP_PORT");
            }
            return new Settings(
                    guide,
                    value("wise.base-url"),
                    optionalId("wise.profile-id"),
                    sourceCurrency(),
                    funding.equals("draft"),
                    kommo(),
                    secret("kommo.webhook-secret"),
                    ledger(),
                    work(),
                    new Limits(
                            positive("kommo.calls-per-second"),
                            positive("wise.calls-per-second"),
                            positive("wise.calls-per-minute")),
                    httpPort);
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
                    id("cf.wise-account-id", "the id of the contact's field with the Wise recipient id"),
                    value("kommo.email-preference"),
                    oneOf("payout.amount-fallback", "none", "price").equals("price"));
        }

        private LedgerSettings ledger() {
            String url = required("ledger.url", "where the ledger is");
            if (!url.isEmpty() && !LedgerDatabase.supports(url)) {
                problem("ledger.url", "must begin with jdbc:sqlite: or jdbc:postgresql:");
            }
            return new LedgerSettings(
                    url, value("ledger.user"), value("ledger.password"), (int) positive("ledger.connections"));
        }

        private WorkSettings work() {
            return new WorkSettings(
                    (int) positive("payout.threads"),
                    positive("payout.poll-ms"),
                    positive("payout.retry-first-ms"),
                    positive("payout.retry-longest-ms"),
                    (int) positive("payout.explain-after-failures"),
                    positive("payout.parked-look-ms"),
                    (int) positive("feedback.attempts"));
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

        private String secret(String key) {
            String secret = required(key, "a long random text, the last part of the webhook's address");
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

        /** Camel would start and serve nothing when somebody else has the port. */
        private int freePort(String hostKey, String key) {
            long port = number(key, value(key));
            if (port > LARGEST_PORT) {
                problem(key, "must be a port number");
                return 0;
            }
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(value(hostKey), (int) port));
            } catch (IOException e) {
                problem(key, port + " cannot be opened on " + value(hostKey) + ": " + e.getMessage());
            }
            return (int) port;
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
