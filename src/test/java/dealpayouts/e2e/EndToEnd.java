package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A fresh product for each test, between a Kommo and a Wise that nobody has used, and the words in which tests ask about it. */
abstract class EndToEnd {

    @Parameter
    World world;

    Product product;
    KommoStandIn kommo;
    WiseStandIn wise;

    @BeforeEach
    void startProduct() {
        product = Product.start(world.dialect(), world.freshLedger(), Map.of());
        kommo = product.kommo();
        wise = product.wise();
        wise.setBalance("USD", "10000.00");
    }

    @AfterEach
    void closeProduct() {
        product.close();
    }

    /** A contractor whose contact names a recipient with a bank account. */
    long contractor(String name, String currency) {
        return kommo.addContact(name, null, wise.addRecipient(currency, name, null));
    }

    /** A good deal in the Pay stage that nobody has reported yet. */
    long dealInPay(String name, long contact) {
        return kommo.addDealInStage(KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, name, "100.00", "EUR", contact);
    }

    /** What Kommo sends when somebody has edited the deal. */
    void reportAgain(long deal) {
        product.deliver(kommo.delivery("update", deal));
    }

    /** Waits until exactly this is written on the deal, and sees to it that no transfer was made for anybody. */
    void awaitStopped(long deal, String... notes) {
        eventually(() -> assertThat(kommo.notes(deal)).containsExactly(notes));
        assertThat(wise.transfers()).isEmpty();
    }

    /** Waits until the deal says that it is paid, and returns its only transfer. */
    Transfer awaitPaid(long deal) {
        eventually(() -> assertThat(paidNotes(deal)).isNotEmpty());
        assertThat(paidNotes(deal)).hasSize(1);
        assertThat(transfersOf(deal)).singleElement().matches(Transfer::funded, "is funded");
        return transfersOf(deal).get(0);
    }

    /** Waits until another deal, reported only now, is paid: whatever was to happen before has happened. */
    void awaitLaterDealPaid() {
        awaitPaid(product.payDeal("1.00", "EUR", contractor("Later Quist", "EUR")));
    }

    /** The transfers whose reference names the deal. */
    List<Transfer> transfersOf(long deal) {
        return wise.transfers().stream()
                .filter(transfer -> transfer.reference().endsWith(String.valueOf(deal)))
                .toList();
    }

    private List<String> paidNotes(long deal) {
        return kommo.notes(deal).stream()
                .filter(note -> note.startsWith("Wise: paid "))
                .toList();
    }

    /** Calls to a stand-in as {@code METHOD path}, with the body when there is one. */
    static List<String> requests(List<RecordedCall> calls) {
        return calls.stream()
                .map(call -> (call.method() + " " + call.path() + " " + call.body()).strip())
                .toList();
    }

    /** What dies in a thread of the product is the product's to repeat; the assertion tells whether it did. */
    static void eventually(ThrowingRunnable assertion) {
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(assertion);
    }
}
