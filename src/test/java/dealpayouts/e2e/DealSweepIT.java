package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deals of which no delivery came are found by the sweeps, on a clock that can be moved: each minute of it has its sweep. */
class DealSweepIT extends WithTransfers {

    private static final String DEALS = "/api/v4/leads";
    private static final String EVENTS = "/api/v4/events";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONG_AGO = Duration.ofDays(400);

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aDaysDeliveriesAreLostAndEachDealIsPaidOnce(World world) {
        begin(world, Map.of());
        kommo().subscribe(product.webhook());
        kommo().dropDeliveries(true);
        List<Long> deals = new ArrayList<>();
        long contact = contractor();
        for (int hour = 0; hour < 24; hour++) {
            long deal = kommo().addDeal("Landing page", "10.00", "EUR", contact);
            kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            deals.add(deal);
            forward(Duration.ofHours(1));
        }

        awaitPaid(deals);
        sweep();
        assertThat(wise().transfers()).hasSize(24).allMatch(Transfer::funded).allMatch(t -> t.fundingAttempts() == 1);
        assertThat(deals).allSatisfy(deal -> assertThat(paidNotes(deal)).hasSize(1));
    }

    @Test
    void whatWasMovedWhileTheProductWasDownIsPaidAfterTheStart() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        product.stop();
        long deal = kommo().addDeal("Landing page", "10.00", "EUR", contractor());
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        forward(Duration.ofDays(3));

        product.start();

        awaitPaid(List.of(deal));
        assertThat(product.ledgerColumn("journal", "outcome"))
                .first()
                .asString()
                .startsWith("a sweep found ");
        assertThat(metric("payouts_found_by_sweep_total")).isEqualTo(1);
    }

    @Test
    void moreDealsThanAPageHoldsAreReadInTwoPagesAndPaidOnceEvenIfTheirDeliveriesComeAtTheSameTime() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        List<Long> deals = dealsInPay(260);

        forward(MINUTE);
        for (long deal : deals.subList(60, 260)) {
            product.deliver(kommo().statusDelivery(deal));
        }

        awaiting().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(wise().fundings())
                .isEqualTo(260));
        awaitTold();
        assertThat(listsOf(DEALS)).anyMatch(path -> path.endsWith("page=2") && path.contains("67000003"));
        sweep();
        assertThat(wise().transfers()).hasSize(260).allMatch(t -> t.fundingAttempts() == 1);
        assertThat(deals).allSatisfy(deal -> assertThat(paidNotes(deal)).hasSize(1));
    }

    @Test
    void twoNodesSweepAtOnceAndEachDealIsPaidOnce() {
        begin(World.PLATFORM_ON_POSTGRESQL, Map.of());
        try (Product other = product.anotherNode()) {
            List<Long> deals = dealsInPay(30);

            forward(MINUTE);

            awaitPaid(deals);
            assertThat(wise().transfers()).hasSize(30).allMatch(t -> t.fundingAttempts() == 1);
            assertThat(other.ledgerColumn("payout", "deal_id")).hasSize(30).doesNotHaveDuplicates();
        }
    }

    @Test
    void aDealThatEnteredThePayStageAndLeftItIsTakenFromTheEventsAndNotPaid() {
        begin(World.GUIDE_ON_SQLITE, Map.of());
        long deal = kommo().addDeal("Landing page", "10.00", "EUR", contractor());
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);

        forward(MINUTE);

        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "state"))
                .containsExactly("DROPPED"));
        sweep();
        assertThat(wise().transfers()).isEmpty();
        assertThat(product.ledgerColumn("journal", "step")).containsExactly("accepted", "deal");
    }

    @Test
    void theWatermarkStaysWhenAPageOfEventsCannotBeRead() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            long deal = kommo().addDeal("Landing page", "10.00", "EUR");
            kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
            deals.add(deal);
        }
        String before = watermark();
        kommo().fault("GET", EVENTS, Fault.delay(Duration.ZERO), 1);
        kommo().fault("GET", EVENTS, Fault.status(500, "text/html", "<html>"), 1);

        sweep();
        awaiting().untilAsserted(() -> assertThat(listsOf(EVENTS)).hasSize(2));
        assertThat(watermark()).isEqualTo(before);
        assertThat(product.ledgerColumn("payout", "id")).isEmpty();
        sweep();

        awaiting().untilAsserted(() -> assertThat(watermark()).isNotEqualTo(before));
        assertThat(product.ledgerColumn("payout", "deal_id")).hasSize(101);
    }

    @Test
    void aYoungLedgerDoesNotPayOldDealsButCountsThem() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        List<Long> old = oldDeals(3);
        List<Long> young = dealsInPay(1);

        forward(MINUTE);

        awaitPaid(young);
        sweep();
        assertThat(wise().transfers()).hasSize(1);
        assertThat(metric("payouts_deals_too_old")).isEqualTo(3);
        kommo().moveDeal(old.get(0), KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        kommo().moveDeal(old.get(0), KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        forward(MINUTE);
        awaitPaid(old.subList(0, 1));
    }

    @Test
    void aSettingMovesTheMomentSinceWhichDealsArePaid() {
        begin(
                World.PLATFORM_ON_SQLITE,
                Map.of(
                        "sweep.deals-since",
                        clock.instant().minus(LONG_AGO.multipliedBy(2)).toString()));
        List<Long> old = oldDeals(2);

        forward(MINUTE);

        awaitPaid(old);
    }

    @Test
    void thePipelineIsFoundInKommosListOnceWhenItIsNotSet() {
        begin(World.PLATFORM_ON_SQLITE, Map.of("kommo.payout-pipeline-id", ""));
        List<Long> deals = dealsInPay(1);

        forward(MINUTE);

        awaitPaid(deals);
        sweep();
        assertThat(listsOf("/api/v4/leads/pipelines")).isEmpty();
        assertThat(listsOf(DEALS)).allMatch(path -> path.contains(String.valueOf(KommoStandIn.PIPELINE)));
    }

    @Test
    void aDroppedPayoutBeginsAgainWhenItsDealIsBack() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        long deal = dealsInPay(1).get(0);
        String delivery = kommo().statusDelivery(deal);
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        product.deliver(delivery);
        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "state"))
                .containsExactly("DROPPED"));

        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        forward(MINUTE);

        awaitPaid(List.of(deal));
        assertThat(product.ledgerColumn("journal", "outcome"))
                .contains("a sweep found the deal in the Pay stage again");
    }

    @Test
    void aParkedPayoutIsNotWoken() {
        begin(World.PLATFORM_ON_SQLITE, Map.of());
        long deal = kommo().addDealInStage(
                        KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", null, "EUR", contractor());
        forward(MINUTE);
        awaiting().untilAsserted(() -> assertThat(kommo().notes(deal)).hasSize(1));

        sweep();
        long later = dealsInPay(1).get(0);
        forward(MINUTE);

        awaitPaid(List.of(later));
        assertThat(listsOf(DEALS + "/" + deal)).isEmpty();
    }

    private void begin(World world, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("sweep.first-ms", "100", "sweep.deals-ms", "100"));
        all.putAll(settings);
        start(world, all);
        awaiting().untilAsserted(() -> assertThat(watermark()).isNotEqualTo("[]"));
    }

    private long contractor() {
        return kommo().addContact("Ada Quist", null, wise().addRecipient("EUR", "Ada Quist", null));
    }

    /** Deals that nobody reports. */
    private List<Long> dealsInPay(int number) {
        long contact = contractor();
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            deals.add(kommo().addDealInStage(
                            KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", "10.00", "EUR", contact));
        }
        return deals;
    }

    private List<Long> oldDeals(int number) {
        kommo().passTime(LONG_AGO.negated());
        List<Long> deals = dealsInPay(number);
        kommo().passTime(LONG_AGO);
        return deals;
    }

    private void forward(Duration time) {
        kommo().passTime(time);
        wise().passTime(time);
        clock.forward(time);
    }

    /** One more sweep over deals and events, from its beginning to the end of its calls. */
    private void sweep() {
        kommo().forgetCalls();
        forward(MINUTE);
        awaiting().untilAsserted(() -> {
            assertThat(listsOf(DEALS)).isNotEmpty();
            assertThat(listsOf(EVENTS)).isNotEmpty();
        });
    }

    private List<String> listsOf(String path) {
        return kommo().calls().stream()
                .filter(call -> call.method().equals("GET")
                        && call.path().replaceFirst("\\?.*", "").equals(path))
                .map(call -> call.path())
                .toList();
    }

    private void awaitPaid(List<Long> deals) {
        awaiting().untilAsserted(() -> assertThat(deals)
                .allSatisfy(deal -> assertThat(paidNotes(deal)).isNotEmpty()));
        awaitTold();
    }

    private void awaitTold() {
        awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("feedback", "state"))
                .doesNotContain("PENDING"));
    }

    private List<String> paidNotes(long deal) {
        return kommo().notes(deal).stream()
                .filter(note -> note.startsWith("Wise: paid "))
                .toList();
    }

    private String watermark() {
        return product.ledgerColumn("(select name as id, at from watermark where name = 'kommo-events') w", "at")
                .toString();
    }
}
