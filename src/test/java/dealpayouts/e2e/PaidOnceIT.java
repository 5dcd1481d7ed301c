package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.KommoStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
class PaidOnceIT {

    @Parameter
    World world;

    private Product product;

    @BeforeEach
    void start() {
        product = Product.start(world.dialect(), world.freshLedger(), java.util.Map.of());
        product.wise().setBalance("USD", "10000.00");
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void aDealMovedToPayIsPaidAndSaysSo() {
        long recipient = product.wise().addRecipient("EUR", "Ada Quist", null);
        long contact = product.kommo().addContact("Ada Quist", "ada@quist.example", recipient);

        long deal = product.payDeal("850.50", "EUR", contact);

        await().untilAsserted(() -> assertThat(product.kommo().notes(deal)).isNotEmpty());
        System.err.println(product.kommo().notes(deal));
        assertThat(product.wise().fundings()).isEqualTo(1);
        assertThat(product.kommo().dealField(deal, KommoStandIn.FIELD_STATUS)).isEqualTo("funded");
        product.kommo()
                .calls()
                .forEach(c -> System.err.println("KOMMO " + c.method() + " " + c.path() + " " + c.status()));
        product.wise()
                .calls()
                .forEach(c -> System.err.println("WISE " + c.method() + " " + c.path() + " " + c.status()));
        product.ledgerColumn("journal", "step || ': ' || outcome").forEach(System.err::println);
    }
}
