package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Funding;
import dealpayouts.standin.KommoStandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Wise, or the setting {@code PAYOUT_FUNDING=draft}, leaves the funding to a person. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
class LeftToPersonIT extends WithProduct {

    @Parameter
    World world;

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void aTransferThatWiseWantsApprovedIsCompletedByWhoeverFundsIt() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        wise().funding(Funding.SCA_JSON);
        long deal = pay();
        untilNote(deal, "Wise: transfer");

        wise().fundByHand(transferOf(deal).id());

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(ready(deal), paidNote(deal));
    }

    @Test
    void aTransferThatWiseWantsApprovedIsNotFundedAgainWhileItWaits() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        wise().funding(Funding.SCA_JSON);
        long deal = pay();
        untilNote(deal, "Wise: transfer");
        wise().forgetCalls();

        patiently()
                .until(() ->
                        matching(wise().calls(), "GET", "/v1/transfers/\\d+").size() >= 3);

        assertThat(transferOf(deal).fundingAttempts()).isEqualTo(1);
    }

    @Test
    void aDraftIsPreparedAndNeverFunded() {
        start(world, Map.of("payout.funding", "draft", "payout.parked-look-ms", "100"));
        long deal = pay();
        untilNote(deal, "Wise: transfer");

        wise().fundByHand(transferOf(deal).id());

        untilPaid(deal);
        assertThat(matching(wise().calls(), "POST", ".*/payments")).isEmpty();
    }

    @Test
    void aDraftSaysThatItIsPreparedAndThenThatItIsPaid() {
        start(world, Map.of("payout.funding", "draft", "payout.parked-look-ms", "100"));
        long deal = pay();
        untilNote(deal, "Wise: transfer");

        wise().fundByHand(transferOf(deal).id());

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(ready(deal).replace(" is ready.", " is prepared."), paidNote(deal));
    }

    @Test
    void aWaitingTransferIsPaidEvenWhenTheDealWasMovedOn() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        wise().funding(Funding.SCA_EMPTY);
        long deal = pay();
        untilNote(deal, "Wise: transfer");
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAID);

        wise().fundByHand(transferOf(deal).id());

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(ready(deal), paidNote(deal));
    }

    @Test
    void aTransferCancelledWhileItWaitsIsNotPaidAgain() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        wise().funding(Funding.SCA_SPRING);
        long deal = pay();
        untilNote(deal, "Wise: transfer");

        wise().advance(transferOf(deal).id(), "cancelled");

        untilNote(deal, "Wise: transfer " + transferOf(deal).id() + " was cancelled before it was paid.");
        assertThat(wise().fundings()).isZero();
    }

    @Test
    void theStatusSaysThatTheTransferWasCancelled() {
        start(
                world,
                Map.of("payout.parked-look-ms", "100", "cf.wise-status", String.valueOf(KommoStandIn.FIELD_STATUS)));
        wise().funding(Funding.SCA_SPRING);
        long deal = pay();
        await().untilAsserted(() ->
                assertThat(kommo().dealField(deal, KommoStandIn.FIELD_STATUS)).isEqualTo("waiting for funding"));

        wise().advance(transferOf(deal).id(), "cancelled");

        await().untilAsserted(() ->
                assertThat(kommo().dealField(deal, KommoStandIn.FIELD_STATUS)).isEqualTo("cancelled"));
    }

    @Test
    void aTransferCancelledWhileItWaitsIsATaskForTheResponsibleUser() {
        start(
                world,
                Map.of(
                        "payout.parked-look-ms",
                        "100",
                        "kommo.attention-stage-id",
                        String.valueOf(KommoStandIn.STAGE_ATTENTION)));
        wise().funding(Funding.SCA_SPRING);
        long deal = pay();
        untilNote(deal, "Wise: transfer");

        wise().advance(transferOf(deal).id(), "cancelled");

        await().untilAsserted(() -> assertThat(kommo().stageOf(deal)).isEqualTo(KommoStandIn.STAGE_ATTENTION));
        assertThat(kommo().openTasks(deal)).singleElement().asString().contains("was cancelled before it was paid");
    }

    private String ready(long deal) {
        return "Wise: transfer " + transferOf(deal).id()
                + " of 850.50 EUR is ready. Fund it in Wise; this deal is updated by itself afterwards.";
    }
}
