package dealpayouts.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider that docs/providers.md describes: payouts in pounds go through Northpay, all others through Wise. */
class SecondProviderIT extends WithProduct {

    private static final String PAYMENTS = "/payments";
    private static final String CONFIRM = "/payments/7001/confirm";
    private static final String MADE =
            """
            {"id":7001,"status":"created","key":"{{jsonPath request.body '$.key'}}","amount":{{jsonPath request.body '$.amount'}} }
            """;

    private final ProductFolder folder = ProductFolder.copy();
    private final WireMockServer northpay =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().globalTemplating(true));

    @BeforeEach
    void start() throws IOException {
        northpay.start();
        northpay.stubFor(post(PAYMENTS).willReturn(okJson(MADE)));
        northpay.stubFor(post(CONFIRM).willReturn(okJson("{\"status\":\"paid\"}")));
        DocumentedDiffs.apply("providers.md", "direct:northpay", folder);
        folder.write("routes/northpay.camel.yaml", resource("northpay.camel.yaml"));
        folder.write(
                "routes/kamelets/northpay.kamelet.yaml",
                resource("northpay.kamelet.yaml").replace("https://api.northpay.example", northpay.baseUrl()));
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of(
                        "routes.folder",
                        folder.routes().toString(),
                        "routes.allowed-hosts",
                        northpay.baseUrl(),
                        "routes.allowed-classes",
                        Northpay.class.getName(),
                        "own.northpay-token",
                        "a-token-for-northpay"));
    }

    @AfterEach
    void close() {
        product.close();
        northpay.stop();
    }

    @Test
    void itPaysWhatItIsFor() {
        long deal = payThroughNorthpay();

        untilNote(deal, "Northpay: paid 850.50 GBP, payment 7001.");
        northpay.verify(
                1,
                postRequestedFor(urlEqualTo(CONFIRM))
                        .withHeader("Authorization", equalTo("Bearer a-token-for-northpay")));
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void allOthersArePaidAsBefore() {
        untilPaid(pay());

        northpay.verify(0, postRequestedFor(urlEqualTo(PAYMENTS)));
    }

    @Test
    void aConfirmationWhoseAnswerIsLostIsNotRepeatedBeforeItsRecordIsRead() {
        northpay.stubFor(post(CONFIRM)
                .inScenario("lost")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("paid")
                .willReturn(okJson("").withFault(Fault.CONNECTION_RESET_BY_PEER)));
        northpay.stubFor(get("/payments/7001").willReturn(okJson("{\"id\":7001,\"status\":\"paid\"}")));

        long deal = payThroughNorthpay();

        untilNote(deal, "Northpay: paid 850.50 GBP");
        northpay.verify(1, postRequestedFor(urlEqualTo(CONFIRM)));
    }

    private long payThroughNorthpay() {
        return product.payDeal(AMOUNT, "GBP", kommo().addContact("Ada Quist", "ada@quist.example", null));
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = SecondProviderIT.class.getResourceAsStream("/northpay/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
