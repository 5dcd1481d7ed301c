package dealpayouts.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dealpayouts.e2e.LedgerAddress;
import dealpayouts.ledger.Attempts;
import dealpayouts.ledger.Closings;
import dealpayouts.ledger.IllegalMoveException;
import dealpayouts.ledger.LedgerDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gates in a real HTTP client, with one call to Wise at a time. */
class RemoteGatesTest {

    private static final int OK = 200;
    private static final String KOMMO_TOKEN = "a-token-for-kommo";
    private static final String WISE_TOKEN = "a-token-for-wise";
    private static final String WEBHOOK_SECRET = "a-secret-for-webhooks";

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
        RemoteGates gates = new RemoteGates(
                new Reach(
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
                                new Secret("the secret of Kommo's webhook", WEBHOOK_SECRET, Remote.KOMMO))),
                Tokens.fixed(Map.of()),
                new RemoteGates.Limits(1_000, 1, 10, 1),
                new GateSettings(10, 50, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new Closings(database),
                new Attempts(Attempts.NOTHING_TO_ASK),
                Clock.systemUTC(),
                SimpleMeterRegistry::new);
        HttpClientBuilder builder = HttpClientBuilder.create();
        gates.configureHttpClient(builder);
        client = builder.build();
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
                .withCauseInstanceOf(IllegalMoveException.class);
    }

    @Test
    void aCallThatStaysHereGivesItsTurnBack() throws Exception {
        assertThatExceptionOfType(IllegalMoveException.class).isThrownBy(() -> status(funding()));

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

    @Test
    void aRemoteIsToldNoSecretButTheOneThatItCallsUsWith() throws Exception {
        assertThat(status(kommoNote("[\"" + WEBHOOK_SECRET + "\"]"))).isEqualTo(OK);

        for (String secret : List.of(WISE_TOKEN, KOMMO_TOKEN)) {
            assertThatExceptionOfType(RefusedCallException.class)
                    .isThrownBy(() -> status(kommoNote("[\"" + secret + "\"]")));
        }
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
