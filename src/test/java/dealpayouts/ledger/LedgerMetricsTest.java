package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Store.class)
class LedgerMetricsTest {

    @Parameter
    Store store;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        ledger.figures.register(meters);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anEmptyLedgerHasNothingOpen() {
        assertThat(payouts("accepted", "")).isZero();
        assertThat(age("accepted", "")).isZero();
        assertThat(meters.get("feedback.pending").gauge().value()).isZero();
        assertThat(meters.get("feedback.pending.oldest").gauge().value()).isZero();
    }

    @Test
    void openPayoutsAreCountedByState() {
        ledger.accepted(15500001);
        ledger.accepted(15500002);
        ledger.in(PayoutState.FUNDING_REQUESTED, ledger.accepted(15500003));

        assertThat(payouts("accepted", "")).isEqualTo(2);
        assertThat(payouts("funding_requested", "")).isEqualTo(1);
    }

    @Test
    void parkedPayoutsAreCountedByWhatTheyWaitFor() {
        Payout payout = ledger.checked(15500001);
        ledger.moves.move(payout, PayoutState.PARKED, "balance", "parked", Map.of("parked_for", "BALANCE"));

        assertThat(payouts("parked", "balance")).isEqualTo(1);
        assertThat(payouts("parked", "correction")).isZero();
    }

    @Test
    void theOldestTellsItsAge() {
        ledger.accepted(15500001);
        ledger.passTime(Duration.ofMinutes(10));
        ledger.accepted(15500002);

        assertThat(age("accepted", "")).isEqualTo(600);
    }

    @Test
    void whatKommoWasNotToldIsCountedWithTheAgeOfTheOldest() {
        Payout payout = ledger.accepted(15500001);
        ledger.feedback.add(payout.id(), Feedback.Kind.NOTE, "Wise: a note");
        ledger.passTime(Duration.ofMinutes(2));
        ledger.feedback.add(payout.id(), Feedback.Kind.NOTE, "Wise: another note");

        assertThat(meters.get("feedback.pending").gauge().value()).isEqualTo(2);
        assertThat(meters.get("feedback.pending.oldest").gauge().value()).isEqualTo(120);
    }

    @Test
    void newFiguresAreSeenAfterAMoment() {
        assertThat(payouts("accepted", "")).isZero();
        ledger.accepted(15500001);
        ledger.passTime(Duration.ofSeconds(6));

        assertThat(payouts("accepted", "")).isEqualTo(1);
    }

    private double payouts(String state, String waitsFor) {
        return value("payouts.open", state, waitsFor);
    }

    private double age(String state, String waitsFor) {
        return value("payouts.open.oldest", state, waitsFor);
    }

    private double value(String name, String state, String waitsFor) {
        return meters.get(name)
                .tags("state", state, "waits_for", waitsFor)
                .gauge()
                .value();
    }
}
