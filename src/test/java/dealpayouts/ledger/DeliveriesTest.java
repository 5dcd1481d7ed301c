package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Store.class)
class DeliveriesTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final long DEAL = 15500123;

    @Parameter
    Store store;

    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aDealInThePayStageBecomesAPayoutWithWork() {
        assertThat(deliver(DEAL)).isEqualTo(1);

        Payout payout = payout();
        assertThat(payout.state()).isEqualTo(PayoutState.ACCEPTED);
        assertThat(ledger.work.asked).containsExactly("payout " + payout.id());
    }

    @Test
    void aDealInAnotherStageOnlyLeavesItsDelivery() {
        ledger.deliveries.store(FORM, form(DEAL, 142));

        assertThat(List.of(ledger.count("delivery"), ledger.count("payout"))).containsExactly(1L, 0L);
    }

    @Test
    void aKnownDealMakesNoSecondPayout() {
        deliver(DEAL);

        assertThat(deliver(DEAL)).isZero();
        assertThat(ledger.count("payout")).isEqualTo(1);
    }

    @Test
    void twentyDeliveriesOfOneDealAtOnceMakeOnePayout() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Callable<Integer>> deliveries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            deliveries.add(() -> deliver(DEAL));
        }

        int accepted = 0;
        for (Future<Integer> answer : threads.invokeAll(deliveries)) {
            accepted += answer.get();
        }
        threads.shutdown();

        assertThat(accepted).isEqualTo(1);
        assertThat(ledger.count("payout")).isEqualTo(1);
    }

    @Test
    void aDeliveryWhoseWorkCannotBeScheduledIsNotStored() {
        ledger.work.broken = true;

        assertThatIllegalStateException().isThrownBy(() -> deliver(DEAL));

        assertThat(List.of(ledger.count("delivery"), ledger.count("payout"), ledger.count("journal")))
                .containsOnly(0L);
    }

    @Test
    void aDeliveryThatFailedIsAcceptedWhenItComesAgain() {
        ledger.work.broken = true;
        assertThat(catchThrowable(() -> deliver(DEAL))).isNotNull();
        ledger.work.broken = false;

        assertThat(deliver(DEAL)).isEqualTo(1);
    }

    @Test
    void aDeliveryOfAParkedPayoutAsksForAnotherLook() {
        deliver(DEAL);
        ledger.payouts.stopped(payout().id(), new Stop(StopReason.AMOUNT_NOT_SET), "Wise: payout amount not set.");
        ledger.work.asked.clear();

        deliver(DEAL);

        assertThat(ledger.work.asked).containsExactly("payout " + payout().id());
    }

    @Test
    void aParkedPayoutThatMayBeAtWorkHearsThatItsDealHasLeft() {
        deliver(DEAL);
        ledger.payouts.stopped(payout().id(), new Stop(StopReason.AMOUNT_NOT_SET), "Wise: payout amount not set.");
        ledger.work.asked.clear();

        ledger.deliveries.store(FORM, form(DEAL, 142));

        assertThat(payout().isDealNewsUnseen()).isTrue();
        assertThat(ledger.work.asked).isEmpty();
    }

    @Test
    void aDeliveryOfAFundedPayoutAsksForNothing() {
        deliver(DEAL);
        ledger.in(PayoutState.FUNDED, payout());
        ledger.work.asked.clear();

        deliver(DEAL);

        assertThat(ledger.work.asked).isEmpty();
    }

    @Test
    void aDroppedPayoutBeginsAgainWithTheSameKey() {
        deliver(DEAL);
        Payout first = ledger.in(PayoutState.DROPPED, payout());

        deliver(DEAL);

        assertThat(payout())
                .extracting(Payout::state, Payout::customerTransactionId)
                .containsExactly(PayoutState.ACCEPTED, first.customerTransactionId());
    }

    @Test
    void aHintDoesNotDisturbAStepThatIsUnderWay() {
        deliver(DEAL);
        Payout read = payout();

        deliver(DEAL);

        ledger.moves.move(read, PayoutState.PARKED, "test", null, Map.of());
        assertThat(payout().state()).isEqualTo(PayoutState.PARKED);
    }

    @Test
    void aHintThatIsJustBeingStoredIsWaitedFor() throws Exception {
        deliver(DEAL);
        Payout read = payout();
        ExecutorService thread = Executors.newSingleThreadExecutor();

        Future<Boolean> hinted = ledger.database.inTransaction(() -> {
            ledger.table.hint(read);
            Future<Boolean> question = thread.submit(
                    () -> ledger.payouts.isHintedSince(read.id(), ledger.now().minusSeconds(1)));
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> question.get(50, TimeUnit.MILLISECONDS));
            return question;
        });
        thread.shutdown();

        assertThat(hinted.get()).isTrue();
    }

    @Test
    void whatCannotBeUnderstoodIsKeptRaw() {
        ledger.deliveries.store("text/plain", "what is this".getBytes(StandardCharsets.UTF_8));

        assertThat(ledger.database
                        .jdbc()
                        .sql("select body from delivery where problem is not null")
                        .query((row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .list())
                .containsExactly("what is this");
    }

    private int deliver(long deal) {
        return ledger.deliveries.store(FORM, form(deal, OpenLedger.STAGE));
    }

    private Payout payout() {
        return ledger.table.latestOf(DEAL).orElseThrow();
    }

    private static byte[] form(long deal, long stage) {
        return ("leads[status][0][id]=" + deal + "&leads[status][0][status_id]=" + stage
                        + "&leads[status][0][pipeline_id]=8500001&account[subdomain]=" + OpenLedger.ACCOUNT)
                .getBytes(StandardCharsets.UTF_8);
    }
}
