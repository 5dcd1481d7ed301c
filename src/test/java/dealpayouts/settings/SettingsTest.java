package dealpayouts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.remote.Remote;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings as they are read from the repository's own file. */
class SettingsTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "kommo.subdomain", "northlight",
            "kommo.access-token", "a-token",
            "kommo.payout-stage-id", "67000003",
            "kommo.webhook-secret", "sixteen-letters-x",
            "cf.wise-account-id", "780050",
            "cf.payout-amount", "1240001",
            "cf.payout-currency", "1240002",
            "wise.api-key", "a-key",
            "http.port", "0",
            "management.port", "0");

    @Test
    void theRequiredOnesAreEnough() throws IOException {
        Settings settings = read(Map.of());

        assertThat(settings.wiseAddress()).isEqualTo("https://api.wise.com");
        assertThat(settings.ledger().url()).isEqualTo("jdbc:sqlite:data/ledger.db");
        assertThat(settings.guide()).isFalse();
        assertThat(settings.rules().draftsOnly()).isFalse();
        assertThat(settings.kommo().payPriceWhenNoAmount()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "kommo.subdomain, KOMMO_SUBDOMAIN",
        "kommo.access-token, KOMMO_ACCESS_TOKEN",
        "kommo.payout-stage-id, KOMMO_PAYOUT_STAGE_ID",
        "kommo.webhook-secret, KOMMO_WEBHOOK_SECRET",
        "cf.wise-account-id, CF_WISE_ACCOUNT_ID",
        "cf.payout-amount, CF_PAYOUT_AMOUNT",
        "cf.payout-currency, CF_PAYOUT_CURRENCY",
        "wise.api-key, WISE_API_KEY"
    })
    void aMissingOneIsNamedInOneSentence(String key, String variable) {
        assertThat(problems(Map.of(key, ""))).singleElement().asString().startsWith(variable + " is not set: it is ");
    }

    @Test
    void behindOneGatewayKommoAndWiseHavePathsOfTheirOwn() throws IOException {
        Map<String, String> near =
                Map.of("kommo.base-url", "https://gw.example/v1", "wise.base-url", "https://gw.example/v1x");

        assertThat(read(near).addresses())
                .containsOnly(
                        Map.entry(Remote.KOMMO, URI.create("https://gw.example/v1")),
                        Map.entry(Remote.WISE, URI.create("https://gw.example/v1x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://collector:4318", "https://traces.example.com", "http://localhost:4318"})
    void tracesMayGoToANeighbour(String endpoint) throws IOException {
        assertThat(read(Map.of("otel.exporter.otlp.endpoint", endpoint)).tracesTo())
                .isEqualTo(endpoint);
    }

    @Test
    void othersAreCalledOverTlsOrOnThisMachine() throws IOException {
        String hosts = "hooks.example.com, hooks.example.com:8443/team, http://localhost:9000,http://127.0.0.1:9001/x";

        assertThat(read(Map.of("routes.allowed-hosts", hosts)).allowedHosts())
                .extracting(URI::toString)
                .containsExactly(
                        "https://hooks.example.com",
                        "https://hooks.example.com:8443/team",
                        "http://localhost:9000",
                        "http://127.0.0.1:9001/x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kommo.subdomain | https://x.kommo.com | KOMMO_SUBDOMAIN must be the part of your Kommo address before",
                "kommo.base-url | http://kommo.example | KOMMO_BASE_URL must be an https:// address",
                "kommo.base-url | https://gw.example/kommo/ | KOMMO_BASE_URL must end without a slash",
                "kommo.base-url | https://gw.example/a/../b | KOMMO_BASE_URL must end without a slash",
                "kommo.base-url | https://me@gw.example | KOMMO_BASE_URL must be a plain address without a user",
                "wise.base-url | https://gw.example?x=1 | WISE_BASE_URL must be a plain address without a user",
                "wise.base-url | https://northlight.kommo.com | WISE_BASE_URL and KOMMO_BASE_URL are the same address",
                "wise.base-url | https://NORTHLIGHT.kommo.com:443/wise | WISE_BASE_URL and KOMMO_BASE_URL are the same",
                "routes.allowed-hosts | api.wise.com | ROUTES_ALLOWED_HOSTS has 'api.wise.com' in it; Kommo and Wise",
                "routes.allowed-hosts | x.kommo.com/a | ROUTES_ALLOWED_HOSTS has 'x.kommo.com/a' in it; Kommo and Wise",
                "routes.allowed-hosts | http://hooks.example | ROUTES_ALLOWED_HOSTS has 'http://hooks.example' in it; an",
                "routes.allowed-hosts | a.example, * | ROUTES_ALLOWED_HOSTS has '*' in it; an entry is a host such as",
                "routes.allowed-hosts | a.example/.. | ROUTES_ALLOWED_HOSTS has 'a.example/..' in it; an entry is a host",
                "kommo.account-id | northlight | KOMMO_ACCOUNT_ID must be a whole number",
                "kommo.payout-stage-id | Pay | KOMMO_PAYOUT_STAGE_ID must be a whole number",
                "kommo.payout-stage-id | 142 | KOMMO_PAYOUT_PIPELINE_ID must be set because stage 142 has the same id",
                "kommo.webhook-secret | short | KOMMO_WEBHOOK_SECRET must have at least 16 characters",
                "kommo.calls-per-second | 0 | KOMMO_CALLS_PER_SECOND must be greater than zero",
                "cf.payout-currency | 1240001 | CF_PAYOUT_CURRENCY must be another field than CF_PAYOUT_AMOUNT",
                "wise.base-url | http://api.wise.com | WISE_BASE_URL must be an https:// address",
                "wise.base-url | http://api.wise.com | WISE_BASE_URL must be an https:// address, because a token is sent",
                "public.url | http://pay.example.com | PUBLIC_URL must be an https:// address, because deliveries of Kommo",
                "public.url | pay.example.com | PUBLIC_URL must be an https:// address",
                "otel.exporter.otlp.endpoint | collector:4318 | OTEL_EXPORTER_OTLP_ENDPOINT must be an http:// or https://",
                "kommo.payout-stage-id | 0 | KOMMO_PAYOUT_STAGE_ID must be the id of the Pay stage, not 0",
                "cf.payout-amount | 00 | CF_PAYOUT_AMOUNT must be the id of the deal's field with the payout amount, not 0",
                "cf.wise-status | 0 | CF_WISE_STATUS must be an id, or empty, not 0",
                "wise.profile-id | 0 | WISE_PROFILE_ID must be an id, or empty, not 0",
                "wise.api | transferwise | WISE_API must be platform or guide, not 'transferwise'",
                "kommo.client-secret | x | KOMMO_CLIENT_SECRET needs KOMMO_CLIENT_ID, too",
                "cf.transfer-details | transferPurpose | CF_TRANSFER_DETAILS must be a list such as transferPurpose:123456",
                "cf.transfer-details | transferPurpose:purpose | CF_TRANSFER_DETAILS must be a whole number",
                "wise.transfer-details | a b=c | WISE_TRANSFER_DETAILS must be a list such as transferPurpose=",
                "wise.transfer-details | reference=Hi | WISE_TRANSFER_DETAILS must not name the reference",
                "wise.profile-id | -1 | WISE_PROFILE_ID must be a whole number",
                "wise.source-currency | dollars | WISE_SOURCE_CURRENCY must be a currency code",
                "wise.source-currency | BTC | WISE_SOURCE_CURRENCY must be a currency code",
                "payout.funding | always | PAYOUT_FUNDING must be auto or draft or batch or batch-draft, not 'always'",
                "batch.size | 1001 | BATCH_SIZE must be at most 1000, because Wise takes no more",
                "batch.quiet-ms | soon | BATCH_QUIET_MS must be a whole number, not 'soon'",
                "ledger.retention-cron | 03:15 | LEDGER_RETENTION_CRON must be a time in Quartz's spelling",
                "ledger.keep-deliveries-days | 36501 | LEDGER_KEEP_DELIVERIES_DAYS must be at most 36500",
                "batch.cut-off-cron | 16:00 | BATCH_CUT_OFF_CRON must be a time in Quartz's spelling",
                "batch.time-zone | Berlin | BATCH_TIME_ZONE must be a time zone such as Europe/Berlin",
                "batch.summary-deal-id | the first | BATCH_SUMMARY_DEAL_ID must be a whole number",
                "payout.amount-fallback | zero | PAYOUT_AMOUNT_FALLBACK must be none or price, not 'zero'",
                "payout.threads | many | PAYOUT_THREADS must be a whole number, not 'many'",
                "ledger.url | jdbc:h2:mem:x | LEDGER_URL must begin with jdbc:sqlite: or jdbc:postgresql:",
                "ledger.connections | 0 | LEDGER_CONNECTIONS must be greater than zero",
                "ledger.connections | 3 | LEDGER_CONNECTIONS must be at least 4",
                "wise.calls-per-minute | 49 | WISE_CALLS_PER_MINUTE must be at least 50 when PAYOUT_THREADS is 200",
                "wise.calls-per-second | 0 | WISE_CALLS_PER_SECOND must be greater than zero",
                "payout.threads | 4001 | WISE_CALLS_PER_MINUTE must be at least 1001 when PAYOUT_THREADS is 4001",
                "http.port | 70000 | HTTP_PORT must be a port number",
                "http.port | tcp://10.0.0.7:80 | HTTP_PORT was set by the container platform to the address of a service",
                "kommo.email-preference | WROK | KOMMO_EMAIL_PREFERENCE must be WORK or PRIV or OTHER, not 'WROK'; did you mean WORK?",
                "wise.api | giude | WISE_API must be platform or guide, not 'giude'; did you mean guide?",
                "wise.webhook-events | transfers#refnud:4.0.0 | WISE_WEBHOOK_EVENTS holds 'transfers#refnud', which is not used; did you mean transfers#refund?",
                "wise.webhook-events | transfers#refund | WISE_WEBHOOK_EVENTS must hold events such as transfers#refund:4.0.0",
                "cf.wise-status | Status | CF_WISE_STATUS must be a whole number",
                "sweep.deals-ms | often | SWEEP_DEALS_MS must be a whole number, not 'often'",
                "wise.profile-cache-seconds | 1h | WISE_PROFILE_CACHE_SECONDS must be a whole number, not '1h'",
                "remote.response-timeout-ms | 0 | REMOTE_RESPONSE_TIMEOUT_MS must be greater than zero",
                "routes.folder | /nowhere | ROUTES_FOLDER names no folder: '/nowhere' is not there",
                "wise.base-url | https://northlight.kommo.com/wise | WISE_BASE_URL and KOMMO_BASE_URL are the same address"
            })
    void aWrongOneIsNamedInOneSentence(String key, String value, String sentence) {
        assertThat(problems(Map.of(key, value))).singleElement().asString().startsWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({"auto, false, false", "draft, false, true", "batch, true, false", "batch-draft, true, true"})
    void fundingIsAloneOrTogetherAndByUsOrByAPerson(String funding, boolean together, boolean byPerson)
            throws IOException {
        Settings settings = read(Map.of("payout.funding", funding));

        assertThat(settings.rules().batch().on()).isEqualTo(together);
        assertThat(settings.rules().draftsOnly()).isEqualTo(byPerson);
    }

    @Test
    void tokensForADayTakeThePlaceOfALongLivedOne() throws IOException {
        Map<String, String> complete = Map.of(
                "kommo.access-token", "",
                "kommo.client-id", "b7c1e0a4",
                "kommo.client-secret", "secret",
                "kommo.redirect-uri", "https://pay.example.com/oauth",
                "kommo.authorization-code", "code",
                "kommo.token-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

        assertThat(read(complete).kommoOAuth().address())
                .hasToString("https://northlight.kommo.com/oauth2/access_token");
        assertThat(problems(Map.of("kommo.client-id", "b7c1e0a4")))
                .satisfiesExactlyInAnyOrder(
                        token -> assertThat(token)
                                .isEqualTo("KOMMO_ACCESS_TOKEN must not be set together with KOMMO_CLIENT_ID: use one"
                                        + " of them."),
                        secret -> assertThat(secret).startsWith("KOMMO_CLIENT_SECRET is not set"),
                        redirect -> assertThat(redirect).startsWith("KOMMO_REDIRECT_URI is not set"),
                        code -> assertThat(code)
                                .startsWith("KOMMO_AUTHORIZATION_CODE or KOMMO_REFRESH_TOKEN must be set"),
                        key -> assertThat(key).startsWith("KOMMO_TOKEN_KEY is not set"));
        Map<String, String> shortKey = new HashMap<>(complete);
        shortKey.put("kommo.token-key", "too-short");
        assertThat(problems(shortKey)).singleElement().asString().startsWith("KOMMO_TOKEN_KEY must be 32 bytes");
    }

    @Test
    void theGuidesDialectNeedsAGatewayAndItsSecret() {
        assertThat(problems(Map.of("wise.api", "guide")))
                .satisfiesExactly(
                        gateway -> assertThat(gateway).startsWith("WISE_BASE_URL must be set to your gateway"),
                        secret -> assertThat(secret).startsWith("WISE_WEBHOOK_SECRET is not set"));
    }

    @Test
    void oneGatewayForBothIsPossibleWithAPathForEach() throws IOException {
        Settings settings = read(Map.of(
                "kommo.base-url", "https://gateway.example/kommo", "wise.base-url", "https://gateway.example/wise"));

        assertThat(settings.addresses()).hasSize(2);
    }

    @Test
    void everySettingIsCheckedAtTheStart() throws IOException {
        Set<String> asked = new HashSet<>();
        Settings.readLeniently(key -> {
            asked.add(key);
            return switch (key) {
                case "wise.api" -> "guide";
                case "batch.cut-off-cron" -> "0 0 16 * * ?";
                default -> REQUIRED.get(key);
            };
        });

        assertThat(asked).containsAll(SettingNames.known().settings());
    }

    @Test
    void aPublicKeyThatIsNoneIsNamed() {
        assertThat(problems(Map.of("wise.webhook-public-keys", "-----BEGIN PUBLIC KEY-----x-----END PUBLIC KEY-----")))
                .singleElement()
                .asString()
                .startsWith("WISE_WEBHOOK_PUBLIC_KEYS is not usable");
    }

    @ParameterizedTest
    @CsvSource({"2026-09-01, 2026-09-01T00:00:00Z", "2026-09-01T12:00:00+02:00, 2026-09-01T10:00:00Z"})
    void aTimeMayBeADay(String typed, String time) throws IOException {
        assertThat(read(Map.of("sweep.deals-since", typed)).rules().dealsSince())
                .isEqualTo(time);
    }

    @Test
    void twoServersOnOnePortAreRefused() throws IOException {
        String port = freePort();

        assertThat(problems(Map.of("http.port", port, "management.port", port)))
                .containsExactly("MANAGEMENT_PORT must differ from HTTP_PORT.");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(problems(Map.of("wise.api-key", "", "kommo.webhook-secret", "short", "payout.funding", "maybe")))
                .hasSize(3);
    }

    @Test
    void noSentenceShowsASecret() {
        assertThat(problems(Map.of("kommo.webhook-secret", "hunter2", "payout.funding", "maybe")))
                .noneMatch(sentence -> sentence.contains("hunter2"));
    }

    private static List<String> problems(Map<String, String> changes) {
        return assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(changes))
                .actual()
                .problems();
    }

    private static Settings read(Map<String, String> changes) throws IOException {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(changes);
        Properties overrides = new Properties();
        overrides.putAll(all);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setLocation("file:application.properties");
            context.getPropertiesComponent().setOverrideProperties(overrides);
            context.build();
            return Settings.read(key -> property(context, key));
        }
    }

    private static String property(DefaultCamelContext context, String key) {
        try {
            return context.resolvePropertyPlaceholders("{{?" + key + "}}");
        } catch (IllegalArgumentException notSet) {
            return null;
        }
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
