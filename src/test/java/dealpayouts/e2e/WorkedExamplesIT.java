package dealpayouts.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dealpayouts.standin.Transfer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The changes of a route that docs/routes.md shows, saved while the product runs. */
class WorkedExamplesIT extends WithProduct {

    private final ProductFolder folder = ProductFolder.copy();
    private final WireMockServer outside =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void start() {
        outside.start();
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of(
                        "routes.folder",
                        folder.routes().toString(),
                        "routes.allowed-hosts",
                        outside.baseUrl(),
                        "hook.retry-first-ms",
                        "50"));
    }

    @AfterEach
    void close() {
        product.close();
        outside.stop();
    }

    @Test
    void anotherSentenceOnTheDeal() {
        DocumentedDiffs.apply("routes.md", "amountNotSet", folder);
        folder.untilInCharge(product);

        long deal = product.payDeal(null, "EUR", kommo().addContact("Ada Quist", "ada@quist.example", null));

        untilNote(deal, "Wise: fill in the payout amount, then it goes on by itself.");
    }

    @Test
    void anotherBalanceForSomeDeals() {
        wise().setBalance("EUR", "1.00");
        DocumentedDiffs.apply("routes.md", "sourceCurrency", folder);
        folder.untilInCharge(product);

        long euro = pay();

        untilNote(euro, "Wise: top up balance for transfer 850.50 EUR: ");
        assertThat(kommo().notes(euro)).allSatisfy(note -> assertThat(note)
                .matches(".*: [\\d.]+ EUR missing \\(needed [\\d.]+ EUR, available 1\\.00 EUR\\).*"));
        wise().setBalance("EUR", "5000.00");
        mention(euro);
        untilPaid(euro);
        assertThat(kommo().notes(euro)).anySatisfy(note -> assertThat(note)
                .matches("Wise: paid 850\\.50 EUR, .* Debit [\\d.]+ EUR including the fee of [\\d.]+ EUR, rate 1.*"));
        assertThat(product.ledgerColumn("payout", "source_currency")).containsExactly("EUR");
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE);

        long recipient = wise().addRecipient("GBP", "Bo Lind", null);
        long pounds = product.payDeal("100.00", "GBP", kommo().addContact("Bo Lind", null, recipient));
        untilPaid(pounds);
        assertThat(wise().balance("USD")).isLessThan(BALANCE);
    }

    @Test
    void aDealWithoutATagIsHeld() {
        DocumentedDiffs.apply("routes.md", "tagMissing", folder);
        folder.untilInCharge(product);

        long deal = pay();

        untilNote(deal, "Wise: this deal is not paid without the tag 'payable'. Add the tag; it goes on by itself.");
        assertThat(wise().transfers()).isEmpty();
        kommo().tag(deal, "payable");
        mention(deal);
        untilPaid(deal);
    }

    @Test
    void aMessageToAChatAfterAPayment() {
        outside.stubFor(post("/rooms/payouts").willReturn(serviceUnavailable()));
        DocumentedDiffs.apply("routes.md", "chat.example.com", folder);
        folder.edit("routes/kamelets/chat.kamelet.yaml", "https://chat.example.com", outside.baseUrl());
        folder.untilInCharge(product);

        long deal = pay();

        untilPaid(deal);
        patiently().until(() -> !outside.getAllServeEvents().isEmpty());
        outside.stubFor(post("/rooms/payouts").willReturn(ok()));
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("hook", "state"))
                .containsExactly("DONE"));
        assertThat(outside.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .isEqualTo("Deal " + deal + " is paid, 850.50 EUR, debit 932.30 USD.");
    }

    @Test
    void aLookupBeforeTheTransfer() {
        outside.stubFor(get(urlPathEqualTo("/cost-centres")).willReturn(okJson("{\"code\":\"CC-12\"}")));
        DocumentedDiffs.apply("routes.md", "read-cost-centre", folder);
        folder.edit("routes/kamelets/cost-centre.kamelet.yaml", "https://costs.example.com", outside.baseUrl());
        folder.untilInCharge(product);

        long deal = pay();

        patiently().untilAsserted(() -> assertThat(wise().transfers())
                .extracting(Transfer::reference)
                .containsExactly("CC-12 DEAL-" + deal));
        assertThat(outside.getAllServeEvents().get(0).getRequest().getUrl()).isEqualTo("/cost-centres?deal=" + deal);
    }
}
