package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Funding;
import dealpayouts.standin.KommoStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deal was deleted, merged away or moved while its payout was under way. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE"})
class LeftDealsIT extends WithProduct {

    private static final String LEFT = "Wise: the deal left the Pay stage, so the payment of 850.50 EUR was not made.";

    private static final String MAKE_TRANSFER = "/v1/transfers";
    /** A call is not given up while something else happens. */
    private static final Map<String, String> PATIENT = Map.of("remote.response-timeout-ms", "20000");

    @Parameter
    World world;

    /** How Kommo shows a deal that is gone (Kommo reference §1, §4.1). */
    /** As the stand-in numbers its deals. */
    private static final long FIRST_DEAL = 15_500_123;

    enum Gone {
        NO_CONTENT(204, ""),
        NOT_FOUND(404, "{\"title\":\"Not Found\",\"status\":404}"),
        MARKED(
                200,
                "{\"id\":" + FIRST_DEAL + ",\"pipeline_id\":" + KommoStandIn.PIPELINE + ",\"status_id\":"
                        + KommoStandIn.STAGE_PAY + ",\"is_deleted\":true}");

        private final Fault answer;

        Gone(int status, String body) {
            this.answer = Fault.status(status, "application/json", body);
        }
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @ParameterizedTest
    @EnumSource(Gone.class)
    void aDealThatIsGoneBeforeItsTransferIsDroppedWithoutANote(Gone gone) {
        start(world, Map.of());
        kommo().fault("GET", "/api/v4/leads/.*", gone.answer, 1);

        long deal = pay();

        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "state"))
                .containsExactly("DROPPED"));
        assertThat(matching(wise().calls(), "POST", ".*")).isEmpty();
        assertThat(kommo().notes(deal)).isEmpty();
    }

    @Test
    void aTransferOfADeletedDealIsNotFundedAndTheNoteStaysAsFailedFeedback() {
        long deal = withUnfundedTransfer();

        kommo().removeDeal(deal);

        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("feedback", "kind || ' ' || state"))
                .endsWith("DEAL_FIELDS FAILED", "NOTE FAILED"));
        assertThat(product.ledgerColumn("payout", "state || ' ' || reason")).containsExactly("PARKED LEFT_PAY_STAGE");
        assertThat(wise().fundings()).isZero();
    }

    @Test
    void theDeletedDealIsNotToldAgainAndAgain() {
        long deal = withUnfundedTransfer();
        kommo().removeDeal(deal);
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("feedback", "state"))
                .endsWith("FAILED", "FAILED"));
        int rows = product.ledgerColumn("feedback", "id").size();
        kommo().forgetCalls();

        patiently()
                .until(() -> matching(kommo().calls(), "GET", "/api/v4/leads/" + deal)
                                .size()
                        >= 3);

        assertThat(product.ledgerColumn("feedback", "id")).hasSize(rows);
        assertThat(matching(kommo().calls(), "POST", ".*")).isEmpty();
    }

    @Test
    void aTransferOfADealThatLeftThePayStageIsNotFundedAndTheDealSaysSoOnce() {
        long deal = withUnfundedTransfer();
        int attempts = transferOf(deal).fundingAttempts();

        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        untilNote(deal, LEFT);
        wise().funding(Funding.COMPLETED);
        kommo().forgetCalls();
        patiently()
                .until(() -> matching(kommo().calls(), "GET", "/api/v4/leads/" + deal)
                                .size()
                        >= 3);

        assertThat(wise().fundings()).isZero();
        assertThat(transferOf(deal).fundingAttempts()).isGreaterThanOrEqualTo(attempts);
        assertThat(notes(deal)).filteredOn(note -> note.startsWith(LEFT)).hasSize(1);
    }

    @Test
    void itIsFundedWhenTheDealIsBack() {
        long deal = withUnfundedTransfer();
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        untilNote(deal, LEFT);
        wise().funding(Funding.COMPLETED);

        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        mention(deal);

        untilPaid(deal);
        assertThat(transfersOf(deal)).hasSize(1);
    }

    @Test
    void aPaidDealThatIsDeletedStaysPaid() {
        start(world, Map.of());
        long deal = pay();
        untilPaid(deal);
        kommo().setDealField(deal, KommoStandIn.FIELD_AMOUNT, "900.00");
        String delivery = kommo().delivery("update", deal);

        kommo().removeDeal(deal);
        product.report(delivery);

        patiently()
                .until(() -> matching(kommo().calls(), "GET", "/api/v4/leads/" + deal)
                                .size()
                        >= 2);
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn(
                        "(select 1 as id, task_name from scheduled_tasks where task_name = 'deal') looks", "task_name"))
                .isEmpty());
        assertThat(product.ledgerColumn("payout", "state")).containsExactly("FUNDED");
    }

    @Test
    void aDealThatLeavesWhileItIsReadGetsNoTransfer() {
        start(world, PATIENT);
        kommo().fault("GET", "/api/v4/leads/.*", Fault.answerAfter(this::leave), 1);

        pay();

        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "state"))
                .containsExactly("DROPPED"));
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void aDealThatLeavesWhileItsTransferIsMadeIsNotFunded() {
        start(world, PATIENT);
        wise().fault("POST", MAKE_TRANSFER, Fault.answerAfter(this::leave), 1);

        long deal = pay();

        untilNote(deal, LEFT);
        assertThat(wise().fundings()).isZero();
    }

    @Test
    void aDealThatLeavesUnmentionedWhileItsTransferWaitsIsNotFunded() {
        MovableClock clock = new MovableClock();
        start(world, PATIENT, clock);
        wise().fault(
                        "POST",
                        MAKE_TRANSFER,
                        Fault.answerAfter(() -> {
                            kommo().moveDeal(onlyDeal(), KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
                            clock.forward(Duration.ofSeconds(11));
                        }),
                        1);

        long deal = pay();

        untilNote(deal, LEFT);
        assertThat(wise().fundings()).isZero();
    }

    /** A person moves the deal away, and Kommo's delivery of that comes. */
    private void leave() {
        String hinted = "deal_news";
        List<String> before = product.ledgerColumn("payout", hinted);
        kommo().moveDeal(onlyDeal(), KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        mention(onlyDeal());
        patiently().until(() -> !product.ledgerColumn("payout", hinted).equals(before));
    }

    private long onlyDeal() {
        return Long.parseLong(product.ledgerColumn("payout", "deal_id").get(0));
    }

    /** A deal whose transfer exists and waits for a correction. */
    private long withUnfundedTransfer() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        wise().funding(Funding.INVALID_REQUEST);
        long deal = pay();
        untilNote(deal, "Wise: the payment is refused");
        return deal;
    }
}
