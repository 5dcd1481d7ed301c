package dealpayouts.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The changes of a route that the README shows, saved while the product runs. */
class WorkedExamplesIT extends WithProduct {

    private final ProductFolder folder = ProductFolder.copy();
    private final WireMockServer costs =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void start() {
        costs.start();
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of(
                        "routes.folder",
                        folder.routes().toString(),
                        "kommo.paid-stage-id",
                        String.valueOf(KommoStandIn.STAGE_PAID),
                        "watch.every-ms",
                        "100",
                        "watch.first-ms",
                        "100"));
    }

    @AfterEach
    void close() {
        product.close();
        costs.stop();
    }

    @Test
    void anotherSentenceOnTheDeal() {
        ReadmeDiffs.apply("amountNotSet", folder);
        folder.untilInCharge(product);

        long deal = product.payDeal(null, "EUR", kommo().addContact("Ada Quist", "ada@quist.example", null));

        untilNote(deal, "Wise: fill in the payout amount, then it goes on by itself.");
    }

    @Test
    void aCostCentreInTheReference() {
        costs.stubFor(get(urlPathMatching("/deals/\\d+")).willReturn(okJson("{\"code\":\"CC-12\"}")));
        ReadmeDiffs.apply("read-cost-centre", folder);
        folder.edit("routes/kamelets/cost-centre.kamelet.yaml", "https://costs.example.com", costs.baseUrl());
        folder.untilInCharge(product);

        long deal = pay();

        patiently().untilAsserted(() -> assertThat(wise().transfers())
                .extracting(Transfer::reference)
                .containsExactly("CC-12 DEAL-" + deal));
    }

    @Test
    void anotherStageAfterPayment() {
        ReadmeDiffs.apply("67000005", folder);
        folder.untilInCharge(product);

        assertThat(stageWhenSent("GBP")).isEqualTo(KommoStandIn.STAGE_ATTENTION);
        assertThat(stageWhenSent("EUR")).isEqualTo(KommoStandIn.STAGE_PAID);
    }

    private long stageWhenSent(String currency) {
        long recipient = wise().addRecipient(currency, "Ada Quist", null);
        long deal = product.payDeal(AMOUNT, currency, kommo().addContact("Ada Quist", null, recipient));
        untilPaid(deal);
        wise().advance(transferOf(deal).id(), "outgoing_payment_sent");
        patiently().until(() -> kommo().stageOf(deal) != KommoStandIn.STAGE_PAY);
        return kommo().stageOf(deal);
    }
}
