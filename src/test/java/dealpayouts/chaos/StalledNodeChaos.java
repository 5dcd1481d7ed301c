package dealpayouts.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.standin.Disturbance;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One of two nodes stands still in the middle of a payment, for longer than any timeout and heartbeat. The other takes
 * over; then the first goes on where it stood.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StalledNodeChaos {

    private static final String IN_FUNDING_CALL = "in the funding call, after its effect";
    private static final Duration TAKE_OVER = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final BigDecimal BALANCE = new BigDecimal("10000.00");

    private final SteppedRoutes routes = SteppedRoutes.copy();
    private final FastJar jar = FastJar.withArchive();
    private final List<String> table = new ArrayList<>(
            List.of("| stalled | transfers | funded | funding calls | notes |", "|---|---|---|---|---|"));

    static Stream<String> moments() {
        return Stream.of(
                IN_FUNDING_CALL,
                "before make-transfer",
                "before record-transfer",
                "before record-funding-request",
                "before fund-transfer",
                "before record-funding");
    }

    @ParameterizedTest
    @MethodSource("moments")
    void theDealIsPaidOnceAndSaysSoOnce(String moment) {
        AtomicBoolean waiting = new AtomicBoolean(true);
        AtomicReference<Node> stalled = new AtomicReference<>();
        AtomicReference<Town> here = new AtomicReference<>();
        Checkpoints.Listener stall = (node, place) -> {
            if (place.equals(moment) && waiting.compareAndSet(true, false)) {
                Node victim = here.get().node(node);
                victim.stall();
                stalled.set(victim);
            }
        };
        try (Town town = new Town(
                "stall-" + moment.replaceAll("\\W+", "-"),
                LedgerAddress.freshPostgresql().durable(),
                2,
                jar,
                routes,
                stall)) {
            here.set(town);
            town.wise().setBalance("USD", BALANCE.toPlainString());
            town.wise().disturb(stallInFunding(stall));
            town.start();
            town.nodes().forEach(Node::awaitReady);
            long deal = payDeal(town);

            await().atMost(TAKE_OVER).until(() -> stalled.get() != null);
            await().atMost(TAKE_OVER).until(() -> !town.kommo().notes(deal).isEmpty());
            stalled.get().resume();
            stalled.get().awaitReady();
            payDeal(town);
            await().atMost(TAKE_OVER).until(() -> town.wise().fundings() == 2);
            Pause.ms(QUIET.toMillis());

            assertPaidOnce(town, deal, moment);
        }
    }

    private static Disturbance stallInFunding(Checkpoints.Listener stall) {
        return call -> call.method().equals("POST") && call.path().endsWith("/payments")
                ? Optional.of(Fault.answerAfter(() -> stall.reached(call.host(), IN_FUNDING_CALL)))
                : Optional.empty();
    }

    private static long payDeal(Town town) {
        KommoStandIn kommo = town.kommo();
        long contact = kommo.addContact("Ada Quist", null, town.wise().addRecipient("EUR", "Ada Quist", null));
        long deal = kommo.addDealInStage(
                KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", "850.50", "EUR", contact);
        Post post = new Post();
        await().atMost(TAKE_OVER).until(() -> town.nodes().stream()
                .anyMatch(node -> post.send(node.webhook(), kommo.statusDelivery(deal)) == 200));
        return deal;
    }

    private void assertPaidOnce(Town town, long deal, String moment) {
        List<Transfer> transfers = town.wise().transfers().stream()
                .filter(transfer -> transfer.reference().endsWith(String.valueOf(deal)))
                .toList();
        List<String> notes = town.kommo().notes(deal);
        long funded = transfers.stream().filter(Transfer::funded).count();
        int calls = transfers.stream().mapToInt(Transfer::fundingAttempts).sum();
        table.add(Tables.row(
                Stream.of(moment, transfers.size(), funded, calls, notes.size()).map(String::valueOf)));

        assertThat(transfers).singleElement().matches(Transfer::funded, "is funded");
        assertThat(notes).singleElement().asString().startsWith("Wise: paid 850.50 EUR");
        assertThat(town.wise().balance("USD"))
                .isEqualByComparingTo(BALANCE.subtract(town.wise().transfers().stream()
                        .map(Transfer::debited)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    @AfterAll
    void print() {
        Tables.print("stalled-node", table);
    }
}
