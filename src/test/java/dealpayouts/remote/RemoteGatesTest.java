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
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gates in a real HTTP client, with one call to Wise at a time. */
class RemoteGatesTest {

    private static final int OK = 200;

    private final WireMockServer wise =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private LedgerDatabase database;
    private CloseableHttpClient client;

    @BeforeEach
    void open() {
        wise.start();
        wise.stubFor(WireMock.get("/v2/profiles").willReturn(WireMock.ok()));
        LedgerAddress at = LedgerAddress.preparedSqlite();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), 5);
        RemoteGates gates = new RemoteGates(
                Map.of(Remote.KOMMO, URI.create("http://kommo.example"), Remote.WISE, URI.create(wise.baseUrl())),
                Map.of(Remote.KOMMO, "kommo-token", Remote.WISE, "wise-token"),
                new RemoteGates.Limits(1, 1, 10),
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

    private int status(HttpUriRequestBase request) throws Exception {
        return client.execute(request, response -> response.getCode());
    }

    private HttpUriRequestBase get() {
        return new HttpGet(wise.baseUrl() + "/v2/profiles");
    }

    private HttpUriRequestBase funding() {
        return new HttpPost(wise.baseUrl() + "/v3/profiles/20045501/transfers/2150000123/payments");
    }
}
