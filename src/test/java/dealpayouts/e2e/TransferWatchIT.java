package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transfer of which nobody says anything is looked at, on a clock that can be moved. */
class TransferWatchIT extends WithTransfers {

    private static final Duration A_LITTLE = Duration.ofMinutes(3);
    private static final Duration DAY = Duration.ofDays(1).plusMinutes(1);

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void withoutAnyEventTheDealEndsInTheRightState(World world) {
        begin(world, Map.of("watch.first-ms", "200"));
        Paid paid = payNewContractor();

        wise().advance(paid.transfer(), "outgoing_payment_sent");

        awaitStage(paid, KommoStandIn.STAGE_PAID);
        assertThat(status(paid)).isEqualTo("sent");
        assertThat(kommo().notes(paid.deal())).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aTransferThatComesBackThreeDaysAfterItWasSentReopensTheDeal(World world) {
        begin(world, Map.of());
        Paid paid = sent();
        lookOnceADayLater(paid, 1);
        lookOnceADayLater(paid, 2);

        wise().advance(paid.transfer(), "bounced_back");
        forward(DAY);

        awaitStage(paid, KommoStandIn.STAGE_ATTENTION);
        awaitSettled();
        assertThat(kommo().openTasks(paid.deal())).singleElement().asString().contains("came back");
        assertThat(status(paid)).isEqualTo("bounced, check details");
    }

    @Test
    void aFailureThatIsToldThreeDaysLaterEmptiesTheRecipient() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        Paid paid = sent();
        subscribeToTransfers(World.PLATFORM_ON_SQLITE);
        forward(DAY.multipliedBy(3));

        wise().payoutFailure(paid.transfer(), "WRONG_ACCOUNT_NUMBER", "no such account");
        wise().advance(paid.transfer(), "bounced_back");

        awaitNote(paid, "came back");
        awaitSettled();
        assertThat(kommo().contactField(paid.contact(), KommoStandIn.FIELD_RECIPIENT))
                .isNull();
    }

    @Test
    void aTransferThatCameBackLateIsNotPaidAgain() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        Paid paid = sent();
        wise().advance(paid.transfer(), "bounced_back");
        forward(DAY);
        awaitStage(paid, KommoStandIn.STAGE_ATTENTION);
        wise().advance(paid.transfer(), "funds_refunded");
        forward(DAY);
        awaitStatus(paid, "refunded");

        kommo().moveDeal(paid.deal(), KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        product.deliver(kommo().statusDelivery(paid.deal()));
        payNewContractor();

        assertThat(wise().transfers()).hasSize(2);
        assertThat(transfer(paid.transfer()).fundingAttempts()).isEqualTo(1);
    }

    @Test
    void aSentTransferIsLookedAtForTenDaysAndThenNoMore() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        Paid paid = sent();
        for (int day = 1; day <= 10; day++) {
            forward(DAY);
            awaitReads(paid, day);
            awaitNextLookPlanned();
        }

        Paid other = payNewContractor();
        wise().forgetCalls();
        forward(DAY.multipliedBy(3));

        awaitReads(other, 1);
        assertThat(readsOf(paid.transfer())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void manyTransfersAreLookedAtByWisesList(World world) {
        begin(world, Map.of());
        List<Paid> deals = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            deals.add(payNewContractor());
        }
        forward(A_LITTLE);
        deals.forEach(paid -> awaitStatus(paid, "processing"));
        Paid changed = deals.get(7);
        wise().advance(changed.transfer(), "outgoing_payment_sent");
        wise().forgetCalls();

        forward(A_LITTLE);

        awaitStatus(changed, "sent");
        assertThat(wise().calls())
                .extracting(RecordedCall::method, call -> call.path().replaceAll("\\?.*", ""))
                .as("a transfer that changed meanwhile is read once more")
                .containsOnly(tuple("GET", "/v1/transfers"), tuple("GET", "/v1/transfers/" + changed.transfer()));
    }

    @Test
    void aTransferWithoutNewsForTooLongIsCounted() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        Paid silent = payNewContractor();
        forward(A_LITTLE);
        awaitStatus(silent, "processing");
        assertThat(metric("payouts_transfers_silent")).isZero();

        forward(Duration.ofDays(2).plusMinutes(1));

        awaiting().untilAsserted(() -> assertThat(metric("payouts_transfers_silent"))
                .isEqualTo(1));
        wise().advance(silent.transfer(), "funds_converted");
        forward(DAY);
        awaiting().untilAsserted(() -> assertThat(metric("payouts_transfers_silent"))
                .isZero());
    }

    private void begin(World world, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("watch.every-ms", "100"));
        all.putAll(settings);
        start(world, withStages(all));
    }

    /** Everybody's clocks. */
    private void forward(Duration time) {
        wise().passTime(time);
        kommo().passTime(time);
        clock.forward(time);
    }

    private Paid sent() {
        Paid paid = payNewContractor();
        wise().advance(paid.transfer(), "outgoing_payment_sent");
        forward(A_LITTLE);
        awaitStage(paid, KommoStandIn.STAGE_PAID);
        wise().forgetCalls();
        return paid;
    }

    /** The clock may only go on when what was read is recorded, or the next look is planned from the later time. */
    private void awaitNextLookPlanned() {
        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "coalesce(watch_at, 9999999999999)"))
                .allSatisfy(due -> assertThat(Long.parseLong(due)).isGreaterThan(clock.millis())));
    }

    /** The clock goes on only when the look is recorded. */
    private void lookOnceADayLater(Paid paid, int readsUntilThen) {
        List<String> before = product.ledgerColumn("payout", "version");
        forward(DAY);
        awaitReads(paid, readsUntilThen);
        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "version"))
                .isNotEqualTo(before));
    }

    private void awaitReads(Paid paid, int times) {
        awaiting().untilAsserted(() -> assertThat(readsOf(paid.transfer())).hasSize(times));
    }
}
