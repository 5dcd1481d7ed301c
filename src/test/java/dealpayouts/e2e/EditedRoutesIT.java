package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an integration engineer has changed is there at the next start of the same jar. */
class EditedRoutesIT {

    private final ProductFolder folder = ProductFolder.copy();
    private final Map<String, String> settings = new HashMap<>();
    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM);

    @BeforeEach
    void world() {
        settings.putAll(Product.settings(Dialect.PLATFORM, kommo.url(), wise.url(), LedgerAddress.freshSqlite()));
        List<Integer> ports = Product.freePorts();
        settings.put("http.port", String.valueOf(ports.get(0)));
        settings.put("management.port", String.valueOf(ports.get(1)));
        kommo.subscribe("http://localhost:" + settings.get("http.port") + "/webhooks/kommo/" + Product.SECRET);
        wise.setBalance("USD", "10000.00");
    }

    @AfterEach
    void close() {
        kommo.close();
        wise.close();
    }

    @Test
    void anotherWordingOfANote() {
        folder.edit("routes/notes.camel.yaml", "Wise: payout amount not set.", "Bitte Betrag eintragen.");
        try (JarProcess product = JarProcess.start(folder.path(), settings).awaitReady()) {
            long deal = payNewDeal(null);

            await().untilAsserted(() -> assertThat(kommo.notes(deal)).containsExactly("Bitte Betrag eintragen."));
        }
    }

    @Test
    void anAddedLogStep() {
        String step = "        - to:\n            id: record-deal\n";
        folder.edit(
                "routes/deal.camel.yaml",
                step,
                """
                        - log:
                            message: paying deal ${variable.payout.dealId} to contact ${variable.facts.contractorId}
                """
                        + step);
        try (JarProcess product = JarProcess.start(folder.path(), settings).awaitReady()) {
            long deal = payNewDeal("100");

            await().untilAsserted(() -> assertThat(product.output()).contains("paying deal " + deal + " to contact "));
        }
    }

    @Test
    void anotherPath() {
        folder.edit(
                "application.properties",
                "\nkommo.path.deal = /api/v4/leads/${variable.id}?with=contacts",
                "\nkommo.path.deal = /api/v4/leads/${variable.id}?with=contacts,loss_reason");
        try (JarProcess product = JarProcess.start(folder.path(), settings).awaitReady()) {
            payNewDeal("100");

            await().untilAsserted(() ->
                    assertThat(kommo.calls()).anyMatch(call -> call.path().endsWith("with=contacts%2Closs_reason")));
        }
    }

    private long payNewDeal(String amount) {
        long contact = kommo.addContact("Ada Quist", null, wise.addRecipient("EUR", "Ada Quist", null));
        long deal = kommo.addDeal("Landing page", amount, "EUR", contact);
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        return deal;
    }
}
