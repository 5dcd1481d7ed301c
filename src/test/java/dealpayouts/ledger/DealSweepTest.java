package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Store.class)
class DealSweepTest {

    private static final long DEAL = 15500123;
    private static final long PIPELINE = 8500001;
    private static final Duration MARGIN = Duration.ofMinutes(10);

    @Parameter
    Store store;

    private OpenLedger ledger;
    private DealSweep sweep;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        ledger.watermarks.move("began", ledger.now());
        sweep = ledger.dealSweep(null);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aDealWithoutAPayoutIsAcceptedWithWorkAndSaysThatASweepFoundIt() {
        assertThat(sweep.listed(List.of(seen(DEAL, ledger.now())))).isEqualTo(1);

        Payout payout = payout(DEAL);
        assertThat(payout.state()).isEqualTo(PayoutState.ACCEPTED);
        assertThat(ledger.work.asked).containsExactly("payout " + payout.id());
        assertThat(ledger.journalOf(payout)).containsExactly("a sweep found the deal in the Pay stage");
    }

    @Test
    void aDealThatHasAPayoutIsLeftAlone() {
        for (PayoutState state : PayoutState.values()) {
            if (state != PayoutState.DROPPED) {
                ledger.in(state, ledger.accepted(DEAL + state.ordinal()));
            }
        }

        int found = sweep.listed(LongStream.range(DEAL, DEAL + PayoutState.values().length - 1)
                .mapToObj(deal -> seen(deal, ledger.now()))
                .toList());

        assertThat(found).isZero();
        assertThat(ledger.work.asked).isEmpty();
    }

    @Test
    void aDroppedPayoutBeginsAgainWhenItsDealIsListed() {
        ledger.in(PayoutState.DROPPED, ledger.accepted(DEAL));

        assertThat(sweep.listed(List.of(seen(DEAL, ledger.now())))).isEqualTo(1);
        assertThat(payout(DEAL).state()).isEqualTo(PayoutState.ACCEPTED);
    }

    @Test
    void aDroppedPayoutDoesNotBeginAgainBecauseOfAnOldEvent() {
        ledger.in(PayoutState.DROPPED, ledger.accepted(DEAL));

        assertThat(sweep.entered(List.of(seen(DEAL, ledger.now())), sweep.window()))
                .isZero();
        assertThat(payout(DEAL).state()).isEqualTo(PayoutState.DROPPED);
    }

    @Test
    void aDealOfAnotherStageIsNotAccepted() {
        assertThat(sweep.listed(List.of(new DealEvent(DEAL, DealEvent.Place.ELSEWHERE, ledger.now(), null, null))))
                .isZero();
    }

    @Test
    void aDealThatWasTouchedInTheSecondInWhichTheLedgerBeganIsAcceptedAndOneSecondBeforeItIsNot() {
        ledger.watermarks.move("began", ledger.now().plusMillis(700));

        sweep.listed(
                List.of(seen(DEAL, ledger.now()), seen(DEAL + 1, ledger.now().minusSeconds(1))));

        assertThat(ledger.count("payout")).isEqualTo(1);
        assertThat(payout(DEAL).dealId()).isEqualTo(DEAL);
        assertThat(sweep.tooOld()).isEqualTo(1);
    }

    @Test
    void anEventFromBeforeTheLedgerBeganIsNotAccepted() {
        assertThat(sweep.entered(List.of(seen(DEAL, ledger.now().minusSeconds(1))), sweep.window()))
                .isZero();
    }

    @Test
    void aSettingWinsOverTheMomentWhenTheLedgerBegan() {
        sweep = ledger.dealSweep(ledger.now().minus(MARGIN));

        assertThat(sweep.listed(List.of(seen(DEAL, ledger.now().minus(MARGIN)))))
                .isEqualTo(1);
    }

    @Test
    void theFirstWindowBeginsBeforeTheLedgerAndTheNextBeforeTheEndOfTheLast() {
        ledger.passTime(Duration.ofHours(3));
        DealSweep.Window first = sweep.window();
        sweep.entered(List.of(), first);
        ledger.passTime(Duration.ofHours(1));

        DealSweep.Window next = sweep.window();

        assertThat(first.from())
                .isEqualTo(ledger.now().minus(Duration.ofHours(4)).minus(MARGIN).getEpochSecond());
        assertThat(next.from()).isEqualTo(first.to() - MARGIN.toSeconds());
        assertThat(next.to()).isEqualTo(ledger.now().minusSeconds(30).getEpochSecond());
    }

    @Test
    void aWatermarkOfAClockThatWasWrongDoesNotBlindTheSweep() {
        ledger.watermarks.move("kommo-events", ledger.now().plus(Duration.ofDays(400)));

        DealSweep.Window window = sweep.window();

        assertThat(window.from()).isEqualTo(window.to() - MARGIN.toSeconds());
    }

    @Test
    void manyNodesThatSweepAtOnceAcceptEachDealOnce() throws Exception {
        List<DealEvent> deals = LongStream.range(DEAL, DEAL + 60)
                .mapToObj(deal -> seen(deal, ledger.now()))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> sweeps = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            sweeps.add(() -> ledger.dealSweep(null).listed(deals));
        }

        int found = 0;
        for (Future<Integer> answer : threads.invokeAll(sweeps)) {
            found += answer.get();
        }
        threads.shutdown();

        assertThat(found).isEqualTo(60);
        assertThat(ledger.count("payout")).isEqualTo(60);
        assertThat(ledger.work.asked).hasSize(60);
    }

    private Payout payout(long deal) {
        return ledger.table.latestOf(deal).orElseThrow();
    }

    private static DealEvent seen(long deal, Instant changedAt) {
        return new DealEvent(deal, DealEvent.Place.PAY, changedAt, null, null);
    }
}
