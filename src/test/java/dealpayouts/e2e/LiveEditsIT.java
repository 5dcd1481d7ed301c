package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an integration engineer saves takes effect while the product pays, or not at all. */
class LiveEditsIT extends WithProduct {

    private static final String NOTES = "routes/notes.camel.yaml";
    private static final String NOT_SET = "Wise: payout amount not set.";

    private final ProductFolder folder = ProductFolder.copy();

    @BeforeEach
    void start() {
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of("routes.folder", folder.path().resolve("routes").toString()));
    }

    @AfterEach
    void close() {
        product.close();
    }

    @Test
    void anotherWordingOfANote() {
        folder.edit(NOTES, NOT_SET, "Bitte Betrag eintragen.");
        untilInCharge();

        long deal = payWithoutAmount();

        untilNote(deal, "Bitte Betrag eintragen.");
    }

    private long payWithoutAmount() {
        return product.payDeal(null, "EUR", kommo().addContact("Ada Quist", "ada@quist.example", null));
    }

    /** The files as they are now are in charge. */
    private void untilInCharge() {
        String version = dealpayouts.routes.RouteFiles.read(folder.path().resolve("routes"))
                .version();
        patiently()
                .untilAsserted(() ->
                        assertThat(product.observe("health?data=true").body()).contains(version));
    }
}
