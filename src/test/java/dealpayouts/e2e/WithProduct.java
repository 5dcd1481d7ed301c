package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

/**
 * A product with a balance of 10,000 dollars, and one kind of deal: 850.50 euro for Ada Quist, which takes 932.30 dollars
 * from the balance.
 */
abstract class WithProduct {

    static final String AMOUNT = "850.50";
    static final BigDecimal DEBIT = new BigDecimal("932.30");
    static final BigDecimal BALANCE = new BigDecimal("10000.00");

    private static final String DUE =
            """
            (select 1 as id, 'payout' as what
               from scheduled_tasks t join payout p on t.task_instance = cast(p.id as varchar(20))
              where t.task_name = 'payout' and p.deal_id = %1$d
              union all
             select f.id, f.kind
               from feedback f join payout p on p.id = f.payout_id
              where f.state = 'PENDING' and p.deal_id = %1$d) due
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(20);

    Product product;

    void start(World world, Map<String, String> overrides) {
        start(world, overrides, Clock.systemUTC());
    }

    void start(World world, Map<String, String> overrides, Clock clock) {
        product = Product.start(world.dialect(), world.freshLedger(), overrides, clock);
        wise().setBalance("USD", BALANCE.toPlainString());
    }

    KommoStandIn kommo() {
        return product.kommo();
    }

    WiseStandIn wise() {
        return product.wise();
    }

    /** A deal for a contractor whose recipient exists, in the Pay stage and delivered. */
    long pay() {
        long recipient = wise().addRecipient("EUR", "Ada Quist", null);
        return product.payDeal(AMOUNT, "EUR", kommo().addContact("Ada Quist", "ada@quist.example", recipient));
    }

    /** Kommo mentions the deal again, so that it is looked at now. */
    void mention(long deal) {
        product.report(kommo().delivery("update", deal));
    }

    List<Transfer> transfersOf(long deal) {
        return wise().transfers().stream()
                .filter(t -> t.reference().equals("DEAL-" + deal))
                .toList();
    }

    Transfer transferOf(long deal) {
        assertThat(transfersOf(deal)).hasSize(1);
        return transfersOf(deal).get(0);
    }

    /** What the deal says when it is paid by its only transfer, without the moment of arrival. */
    String paidNote(long deal) {
        return "Wise: paid 850.50 EUR, transfer " + transferOf(deal).id()
                + ". Debit 932.30 USD including the fee of 7.84 USD, rate 0.92. Status: funded.";
    }

    /** The deal's notes, oldest first, without the moment of arrival. */
    List<String> notes(long deal) {
        return kommo().notes(deal).stream()
                .map(note -> note.replaceFirst(" Expected to arrive: .*", ""))
                .toList();
    }

    void untilPaid(long deal) {
        patiently().untilAsserted(() -> assertThat(kommo().notes(deal)).anyMatch(n -> n.startsWith("Wise: paid ")));
        untilNothingIsDue(deal);
    }

    void untilNote(long deal, String start) {
        patiently().untilAsserted(() -> assertThat(kommo().notes(deal))
                .anySatisfy(note -> assertThat(note).startsWith(start)));
    }

    /** The deal's payout is final and everything is told to Kommo, or given up. */
    void untilNothingIsDue(long deal) {
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn(DUE.formatted(deal), "what"))
                .isEmpty());
    }

    /** What dies in a thread of the product is the product's to repeat; the assertion tells whether it did. */
    static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions().atMost(PATIENCE).pollInterval(POLL);
    }

    /** Calls that reached a stand-in, by method and a pattern for the path without its query. */
    static List<RecordedCall> matching(List<RecordedCall> calls, String method, String path) {
        return calls.stream()
                .filter(c -> c.method().equals(method)
                        && c.path().replaceFirst("\\?.*", "").matches(path))
                .toList();
    }
}
