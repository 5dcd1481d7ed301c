package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dealpayouts.e2e.LedgerAddress;
import dealpayouts.ledger.IllegalTransitionException;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.OutageTable;
import dealpayouts.ledger.PaymentPermits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gates in a real HTTP client, with one call to Wise at a time. */
class HttpGatewayTest {

    private static final int OK = 200;
    private static final String KOMMO_TOKEN = "a-token-for-kommo";
    private static final String WISE_TOKEN = "a-token-for-wise";
    private static final String WEBHOOK_SECRET = "a-secret/for-webhooks";
    private static final String OURS = "https://pay.example.com/webhooks";
    private static final String WEBHOOKS = "/kommo/api/v4/webhooks";
    private static final String PROFILE = "/wise/v3/profiles/20045501";
    private static final String SUBSCRIPTION = "68d3a3f2-9c3f-4b8a-a6a2-4b2f2a4c1d11";
    private static final String OF_OTHERS = "00000000-9c3f-4b8a-a6a2-4b2f2a4c1d11";

    private final WireMockServer other =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final WireMockServer wise =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private LedgerDatabase database;
    private CloseableHttpClient client;

    @BeforeEach
    void open() {
        wise.start();
        other.start();
        wise.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
        other.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
        LedgerAddress at = LedgerAddress.preparedSqlite();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), 5);
        HttpGateway gates = new HttpGateway(
                reach(new Reach.Webhooks(OURS + "/kommo/" + WEBHOOK_SECRET, OURS + "/wise", "")),
                Tokens.fixed(Map.of()),
                new HttpGateway.Limits(1_000, 1, 10, 1),
                new GateSettings(10, 50, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new OutageTable(database),
                new PaymentPermits(PaymentPermits.NOTHING_TO_ASK),
                Clock.systemUTC(),
                SimpleMeterRegistry::new);
        client = client(gates);
    }

    private static CloseableHttpClient client(HttpClientConfigurer gate) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        gate.configureHttpClient(builder);
        return builder.build();
    }

    private Reach reach(Reach.Webhooks webhooks) {
        return new Reach(
                Map.of(
                        Remote.KOMMO,
                        URI.create(wise.baseUrl() + "/kommo"),
                        Remote.WISE,
                        URI.create(wise.baseUrl() + "/wise")),
                Map.of(Remote.KOMMO, KOMMO_TOKEN, Remote.WISE, WISE_TOKEN),
                List.of(URI.create(other.baseUrl() + "/hooks")),
                List.of(
                        new Secret("the token for Kommo", KOMMO_TOKEN, null),
                        new Secret("the token for Wise", WISE_TOKEN, null),
                        new Secret("the secret of Kommo's webhook", WEBHOOK_SECRET, Remote.KOMMO)),
                webhooks);
    }

    /** The client of the commands. */
    private void asCommand(Reach.Webhooks webhooks) {
        client = client(new RateLimitedClient(1_000, reach(webhooks), asked -> {}));
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        database.close();
        wise.stop();
        other.stop();
    }

    @Test
    void whetherMoneyMayMoveIsAskedWhenTheTurnOfTheCallHasCome() throws Exception {
        assertThat(status(get())).isEqualTo(OK);
        FutureTask<Integer> funding = new FutureTask<>(() -> status(funding()));
        Thread waiting = new Thread(funding);

        waiting.start();

        await().until(() -> waiting.getState() == Thread.State.WAITING);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(funding::get)
                .withCauseInstanceOf(IllegalTransitionException.class);
    }

    @Test
    void aCallThatStaysHereGivesItsTurnBack() throws Exception {
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> status(funding()));

        assertThat(status(get())).isEqualTo(OK);
    }

    @Test
    void eachTokenGoesToItsOwnAddressOnOneHost() throws Exception {
        HttpPost note = kommoNote("[]");
        note.setHeader("Authorization", "Bearer of-the-route");
        note.addHeader("Authorization", "Bearer another-of-the-route");

        assertThat(status(get())).isEqualTo(OK);
        assertThat(status(note)).isEqualTo(OK);

        assertThat(wise.getAllServeEvents())
                .extracting(event -> event.getRequest().getUrl()
                        + event.getRequest().header("Authorization").values())
                .containsExactlyInAnyOrder(
                        "/wise/v2/profiles[Bearer " + WISE_TOKEN + "]",
                        "/kommo/api/v4/leads/notes[Bearer " + KOMMO_TOKEN + "]");
    }

    @Test
    void onlyListedHeadersGoOut() throws Exception {
        HttpPost note = kommoNote("[]");
        List.of(
                        "X-HTTP-Method-Override",
                        "X-HTTP-Method",
                        "X-Method-Override",
                        "Cookie",
                        "Proxy-Authorization",
                        "X-Forwarded-Host",
                        "X-Original-URL",
                        "Forwarded")
                .forEach(name -> note.setHeader(name, "DELETE"));
        note.setHeader("accept-minor-version", "1");

        assertThat(status(note)).isEqualTo(OK);

        assertThat(wise.getAllServeEvents().get(0).getRequest().getHeaders().keys())
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .isSubsetOf(
                        "accept-minor-version",
                        "authorization",
                        "content-type",
                        "content-length",
                        "host",
                        "connection",
                        "user-agent",
                        "accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wise/v1/transfers;x=%252Fquotes",
                "/wise/v1/transfers/%2e%2e/quotes",
                "/wise/v1/transfers/../../v3/quotes",
                "/wise/v1/./transfers",
                "/wise//v1/transfers",
                "/wise/v1/transfers/",
                "/wise/V1/transfers",
                "/wisex/v2/profiles",
                "/WISE/v2/profiles",
                "/kommo/../wise/v1/transfers",
                "/kommo/api/v4/leads/%2e%2e",
                "/kommo/api/v4/leads;x",
                "/kommo/ajax/v4/leads",
                "/wise/v1/transfers?_method=PUT",
                "/wise/v1/transfers?profile=1&profile=2",
                "/wise/v1/rates?source=USD&X-HTTP-Method=PUT",
                "/wise/v1/rates/2150000123/cancel",
                "/",
                ""
            })
    void whatIsNotOneOfTheListedCallsStaysHere(String path) {
        assertThatExceptionOfType(RefusedCallException.class)
                .isThrownBy(() -> status(new HttpGet(wise.baseUrl() + path)));
        assertThatExceptionOfType(RefusedCallException.class)
                .isThrownBy(() -> status(new HttpPost(wise.baseUrl() + path)));
        assertThat(wise.getAllServeEvents()).isEmpty();
    }

    @Test
    void anotherSpellingOfTheHostIsAnotherHost() {
        for (String host : List.of("127.0.0.1", "[::1]", "localhost.")) {
            String url = wise.baseUrl().replace("localhost", host) + "/wise/v2/profiles";
            assertThatExceptionOfType(RefusedCallException.class)
                    .isThrownBy(() -> status(new HttpGet(url)))
                    .withMessageContaining("add " + host + " to ROUTES_ALLOWED_HOSTS");
        }
        assertThatExceptionOfType(RefusedCallException.class)
                .isThrownBy(() -> status(
                        new HttpGet(wise.baseUrl().replace("http://", "http://user:word@") + "/wise/v2/profiles")));
        assertThat(wise.getAllServeEvents()).isEmpty();
    }

    @Test
    void aReadHasNoBody() {
        HttpGet read = new HttpGet(wise.baseUrl() + "/wise/v2/profiles");
        read.setEntity(new StringEntity("{\"type\":\"BALANCE\"}"));

        assertThatExceptionOfType(RefusedCallException.class).isThrownBy(() -> status(read));
    }

    @Test
    void othersAreCalledBelowAnAllowedAddressOnlyAndAreToldNoSecret() throws Exception {
        assertThat(status(post(other, "/hooks/team?x=1", "{\"text\":\"paid\"}")))
                .isEqualTo(OK);
        assertThat(other.getAllServeEvents()).hasSize(1);

        for (String path : List.of("/", "/hooksx", "/hooks/../x", "/Hooks", "/hooks;x", "/hooks/%2e%2e/x")) {
            assertThatExceptionOfType(RefusedCallException.class).isThrownBy(() -> status(post(other, path, "")));
        }
        for (String secret : List.of(WISE_TOKEN, KOMMO_TOKEN, WEBHOOK_SECRET)) {
            HttpPost withHeader = post(other, "/hooks", "");
            withHeader.setHeader("X-Note", "it is " + secret);
            for (HttpPost telling : List.of(
                    post(other, "/hooks", "{\"text\":\"" + secret + "\"}"),
                    post(other, "/hooks?x=" + secret, ""),
                    post(other, "/hooks/" + secret, ""),
                    withHeader)) {
                assertThatExceptionOfType(RefusedCallException.class)
                        .isThrownBy(() -> status(telling))
                        .withMessageContaining("that would tell the ");
            }
        }
        assertThat(other.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%2Dsecret/for-webhooks",
                "a-secret%2Ffor-webhooks",
                "%61%2d%73ecret%2Ffor-webhooks",
                "a-secret\\/for-webhooks",
                "a-secret\\u002ffor\\u002Dwebhooks",
                "a-secret%5C/for-webhooks",
                "a-secret\\u00252Ffor-webhooks"
            })
    void aSecretIsKnownInTheSpellingOfAnAddressOrOfJson(String spelled) {
        assertRefused(post(other, "/hooks", "{\"text\":\"" + spelled + "\"}"));
    }

    @Test
    void aRemoteIsToldNoSecretByANote() {
        for (String secret : List.of(WISE_TOKEN, KOMMO_TOKEN, WEBHOOK_SECRET)) {
            assertRefused(kommoNote("[\"" + secret + "\"]"));
        }
        assertThat(wise.getAllServeEvents()).isEmpty();
    }

    @Test
    void onlyACommandHasKommoSendSomethingAndOnlyToUs() throws Exception {
        String ours = webhook(OURS + "/kommo/" + WEBHOOK_SECRET);
        assertRefused(post(wise, WEBHOOKS, ours));
        assertRefused(new HttpGet(wise.baseUrl() + WEBHOOKS));

        asCommand(new Reach.Webhooks(OURS + "/kommo/" + WEBHOOK_SECRET, OURS + "/wise", ""));

        assertThat(status(post(wise, WEBHOOKS, ours))).isEqualTo(OK);
        for (String body : List.of(
                webhook("https://collect.example.com/x"),
                webhook(OURS + "/kommo/another"),
                webhook(OURS + "/kommo/" + WEBHOOK_SECRET + "/"),
                ours.replace("}", ",\"destination\":\"https://collect.example.com\"}"),
                ours.replace("}", ",\"Destination\":\"https://collect.example.com\"}"),
                "[" + ours + "]",
                ours + ours,
                "destination=" + OURS,
                "")) {
            assertRefused(post(wise, WEBHOOKS, body));
        }
        assertThat(wise.getAllServeEvents()).hasSize(1);
    }

    @Test
    void withoutAnAddressOfOursNobodyIsToldToSendSomething() {
        asCommand(Reach.Webhooks.NONE);

        assertRefused(post(wise, WEBHOOKS, webhook("")));
        assertRefused(post(wise, PROFILE + "/subscriptions", subscription("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {PROFILE + "/subscriptions", "/wise/v3/subscriptions"})
    void wiseSendsEventsToUsOnly(String path) throws Exception {
        assertThat(status(post(wise, path, subscription(OURS + "/wise")))).isEqualTo(OK);

        for (String body : List.of(
                subscription("https://collect.example.com/x"),
                subscription(OURS + "/wise/"),
                subscription(OURS + "/wise").replace("\"name\"", "\"url\":\"https://collect.example.com\",\"name\""),
                subscription(OURS + "/wise").replace("\"url\"", "\"url\":\"https://collect.example.com\",\"url\""),
                subscription(OURS + "/wise").replace("\"url\"", "\"callback\":\"https://collect.example.com\",\"url\""),
                "{}")) {
            assertRefused(post(wise, path, body));
        }
        assertThat(wise.getAllServeEvents()).hasSize(1);
    }

    @Test
    void theSecretOfWisesEventsIsAddedBehindTheRoute() throws Exception {
        asCommand(new Reach.Webhooks("", OURS + "/wise", "a-secret-of-events"));

        assertThat(status(post(wise, "/wise/v3/subscriptions", subscription(OURS + "/wise"))))
                .isEqualTo(OK);

        assertThat(wise.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .isEqualTo(subscription(OURS + "/wise")
                        .replace(
                                "\"}}",
                                "\",\"signature\":{\"type\":\"SHA256_HMAC\",\"token\":\"a-secret-of-events\"}}}"));
    }

    @Test
    void onlyASubscriptionThatWiseHasListedAsOursIsEnded() throws Exception {
        String list = "[{\"id\":\"" + SUBSCRIPTION + "\",\"delivery\":{\"url\":\"" + OURS + "/wise\"}},{\"id\":\""
                + OF_OTHERS + "\",\"delivery\":{\"url\":\"https://pay.example.org/webhooks/wise\"}}]";
        wise.stubFor(WireMock.get(PROFILE + "/subscriptions").willReturn(WireMock.okJson(list)));
        assertRefused(new HttpDelete(wise.baseUrl() + PROFILE + "/subscriptions/" + SUBSCRIPTION));

        String answer = client.execute(
                new HttpGet(wise.baseUrl() + PROFILE + "/subscriptions"),
                response -> EntityUtils.toString(response.getEntity()));
        assertThat(answer).isEqualTo(list);

        assertThat(status(new HttpDelete(wise.baseUrl() + PROFILE + "/subscriptions/" + SUBSCRIPTION)))
                .isEqualTo(OK);
        assertRefused(new HttpDelete(wise.baseUrl() + PROFILE + "/subscriptions/" + OF_OTHERS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leads/1/links",
                "leads/unsorted",
                "customers",
                "catalogs",
                "talks",
                "chats/templates",
                "webhooks",
                "widgets",
                "sources",
                "roles",
                "short_links",
                "leads/pipelines/1/2",
                "users/1/2",
                "account?query=x"
            })
    void whatNobodyNeedsIsNotReadFromKommo(String path) {
        assertRefused(new HttpGet(wise.baseUrl() + "/kommo/api/v4/" + path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "leads/1?with=contacts",
                "leads?filter%5Bid%5D%5B%5D=1&limit=250",
                "leads/pipelines",
                "leads/1/notes?order%5Bid%5D=desc&limit=50",
                "contacts/1",
                "contacts/custom_fields?limit=250&page=2",
                "events?limit=100",
                "users/1",
                "companies/1",
                "tasks?limit=1"
            })
    void whatRoutesNeedIsReadFromKommo(String path) throws Exception {
        assertThat(status(new HttpGet(wise.baseUrl() + "/kommo/api/v4/" + path)))
                .isEqualTo(OK);
    }

    private void assertRefused(HttpUriRequestBase request) {
        assertThatExceptionOfType(RefusedCallException.class).isThrownBy(() -> status(request));
    }

    private static String webhook(String destination) {
        return "{\"destination\":\"" + destination + "\",\"settings\":[\"add_lead\"],\"sort\":10}";
    }

    private static String subscription(String url) {
        return "{\"name\":\"ours\",\"trigger_on\":\"transfers#refund\",\"delivery\":{\"version\":\"4.0.0\",\"url\":\""
                + url + "\"}}";
    }

    private HttpPost kommoNote(String body) {
        return post(wise, "/kommo/api/v4/leads/notes", body);
    }

    private static HttpPost post(WireMockServer server, String path, String body) {
        HttpPost post = new HttpPost(server.baseUrl() + path);
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        return post;
    }

    private int status(HttpUriRequestBase request) throws Exception {
        return client.execute(request, response -> response.getCode());
    }

    private HttpUriRequestBase get() {
        return new HttpGet(wise.baseUrl() + "/wise/v2/profiles");
    }

    private HttpUriRequestBase funding() {
        return new HttpPost(wise.baseUrl() + "/wise/v3/profiles/20045501/transfers/2150000123/payments");
    }
}
