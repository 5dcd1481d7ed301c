package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Delivery;
import dealpayouts.standin.KommoStandIn;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE"})
class DeliveriesIT extends EndToEnd {

    private static final long OTHER_PIPELINE = 8500002;
    private static final long WON = 142;

    @Test
    void aDealThatCannotBeReadDoesNotHurtTheDealsBesideIt() {
        long first = dealInPay("First", contractor("Ada Quist", "EUR"));
        long broken = dealInPay("Broken", contractor("Bo Quist", "EUR"));
        long third = dealInPay("Third", contractor("Cy Quist", "EUR"));
        String delivery = kommo.statusDelivery(first, broken, third)
                .replace("leads%5Bstatus%5D%5B1%5D%5Bid%5D=" + broken, "leads%5Bstatus%5D%5B1%5D%5Bid%5D=12x");

        assertThat(product.deliver(delivery).statusCode()).isEqualTo(200);

        awaitPaid(first);
        awaitPaid(third);
        assertThat(transfersOf(broken)).isEmpty();
        assertThat(product.ledgerColumn("delivery", "problem"))
                .containsExactly(
                        "leads[status][1] was left out: its id is not a positive whole number of at most 18 digits.");
    }

    @Test
    void aDealThatCannotBePaidDoesNotHurtTheDealsBesideIt() {
        long first = dealInPay("First", contractor("Ada Quist", "EUR"));
        long broken = dealInPay("Broken", contractor("Bo Quist", "EUR"));
        long third = dealInPay("Third", contractor("Cy Quist", "EUR"));
        kommo.setDealField(broken, KommoStandIn.FIELD_AMOUNT, null);

        product.deliver(kommo.statusDelivery(first, broken, third));

        awaitPaid(first);
        awaitPaid(third);
        eventually(() -> assertThat(kommo.notes(broken)).containsExactly("Wise: payout amount not set."));
        assertThat(wise.fundings()).isEqualTo(2);
    }

    @Test
    void aDealThatAManagerMovesIsPaidOnceWhateverElseKommoReports() {
        long deal = kommo.addDeal("Landing page", "100.00", "EUR", contractor("Ada Quist", "EUR"));
        kommo.subscribe(product.webhook());

        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

        awaitPaid(deal);
        eventually(() -> assertThat(kommo.deliveries())
                .hasSizeGreaterThanOrEqualTo(3)
                .extracting(Delivery::status)
                .containsOnly(200));
        awaitLaterDealPaid();
        assertThat(transfersOf(deal)).hasSize(1);
        assertThat(kommo.notes(deal)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "update"})
    void aDealInThePayStageIsPaidHoweverItGotThere(String action) {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        product.deliver(kommo.delivery(action, deal));

        awaitPaid(deal);
    }

    @Test
    void aDigitalPipelineDeliveryPays() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        product.deliver(kommo.digitalPipelineDelivery(deal));

        awaitPaid(deal);
    }

    @Test
    void theJsonOfTheGuidePays() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        product.post(product.webhook(), "application/json", kommo.statusDeliveryJson(deal));

        awaitPaid(deal);
    }

    @Test
    void aDealInAnotherStageIsNoPayout() {
        long other = kommo.addDeal("Landing page", "100.00", "EUR", contractor("Ada Quist", "EUR"));

        product.deliver(kommo.statusDelivery(other));

        awaitOnlyALaterDealIsAPayout();
    }

    @Test
    void aDealInTheSameStageOfAnotherPipelineIsNoPayout() {
        product.restartWith("kommo.payout-stage-id", String.valueOf(WON));
        long contact = contractor("Ada Quist", "EUR");
        long other = kommo.addDealInStage(OTHER_PIPELINE, WON, "Sale", "100.00", "EUR", contact);
        long own = kommo.addDealInStage(KommoStandIn.PIPELINE, WON, "Landing page", "100.00", "EUR", contact);

        product.deliver(kommo.statusDelivery(other, own));

        awaitPaid(own);
        assertThat(product.ledgerColumn("payout", "deal_id")).containsExactly(String.valueOf(own));
        assertThat(transfersOf(other)).isEmpty();
    }

    @Test
    void aDeletedDealIsNoPayout() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        product.deliver(kommo.delivery("delete", deal));

        awaitOnlyALaterDealIsAPayout();
    }

    @Test
    void aDeliveryOfAnotherAccountPaysNothing() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        product.deliver(ofAnotherAccount(kommo.statusDelivery(deal)));

        awaitOnlyALaterDealIsAPayout();
    }

    @Test
    void aDeliveryOfAnotherAccountIsKeptByteByByte() throws SQLException {
        String delivery = ofAnotherAccount(kommo.statusDelivery(dealInPay("Café ☕", contractor("Ada Quist", "EUR"))))
                + "&x=é\u0000%";

        product.deliver(delivery);

        assertThat(keptBody()).isEqualTo(delivery.getBytes(StandardCharsets.UTF_8));
        assertThat(product.ledgerColumn("delivery", "problem"))
                .containsExactly("It is from another Kommo account; expected northlight.");
    }

    @Test
    void aBodyThatNobodyUnderstandsIsAcknowledgedAndKept() throws SQLException {
        assertThat(product.post(product.webhook(), "application/json", "{\"leads\":")
                        .statusCode())
                .isEqualTo(200);

        assertThat(keptBody()).asString(StandardCharsets.UTF_8).isEqualTo("{\"leads\":");
    }

    @Test
    void aDeliveryOfHundredsOfFieldsPaysEveryDealInIt() {
        long contact = contractor("Ada Quist", "EUR");
        long[] deals = LongStream.range(0, 15)
                .map(n -> dealInPay("Page " + n, contact))
                .toArray();
        String delivery = kommo.statusDelivery(deals);
        assertThat(delivery.split("&")).hasSizeGreaterThan(300);

        product.deliver(delivery);

        for (long deal : deals) {
            awaitPaid(deal);
        }
    }

    @Test
    void whatCannotBeStoredIsNotAcknowledged() throws SQLException {
        String delivery = kommo.statusDelivery(dealInPay("Landing page", contractor("Ada Quist", "EUR")));

        try (LedgerAddress.Outage outage = product.ledger().breakDown()) {
            assertThat(product.deliver(delivery).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void theSameDeliveryIsPaidWhenTheLedgerIsBack() throws SQLException {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));
        String delivery = kommo.statusDelivery(deal);
        try (LedgerAddress.Outage outage = product.ledger().breakDown()) {
            product.deliver(delivery);
        }

        eventually(() -> assertThat(product.deliver(delivery).statusCode()).isEqualTo(200));

        awaitPaid(deal);
    }

    @Test
    void kommoIsToldThatNothingWasStoredBeforeItGivesUpWaiting() throws SQLException {
        long deal = kommo.addDeal("Landing page", "100.00", "EUR", contractor("Ada Quist", "EUR"));
        kommo.subscribe(product.webhook(), "status_lead");

        try (LedgerAddress.Outage outage = product.ledger().breakDown()) {
            kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            eventually(() -> assertThat(kommo.deliveries()).hasSize(1));
        }

        assertThat(kommo.deliveries()).extracting(Delivery::status).containsExactly(503);
    }

    private void awaitOnlyALaterDealIsAPayout() {
        awaitLaterDealPaid();
        assertThat(wise.transfers()).hasSize(1);
        assertThat(product.ledgerColumn("payout", "deal_id")).hasSize(1);
    }

    private static String ofAnotherAccount(String delivery) {
        return delivery.replace(
                "account%5Bid%5D=" + KommoStandIn.ACCOUNT_ID, "account%5Bid%5D=" + (KommoStandIn.ACCOUNT_ID + 1));
    }

    private byte[] keptBody() throws SQLException {
        try (var connection = product.ledger().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select body from delivery")) {
            assertThat(rows.next()).isTrue();
            byte[] body = rows.getBytes(1);
            assertThat(rows.next()).isFalse();
            return body;
        }
    }
}
