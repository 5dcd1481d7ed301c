package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with the deal in Kommo stops its payout, says so on the deal, and is over once it is corrected. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE"})
class DealStopsIT extends EndToEnd {

    private static final String NO_AMOUNT = "Wise: payout amount not set.";
    private static final String NO_CONTACT = "Wise: the deal has no contact. Add the contractor as its main contact.";
    private static final String NO_MAIN_CONTACT =
            "Wise: the deal has several contacts and none is the main one. Make the contractor the main contact.";

    @Test
    void aDealThatLeftThePayStageIsDroppedWithoutANote() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));

        deliverAfterItLeftThePayStage(deal);

        awaitDropped("dropped: the deal is in pipeline 8500001, stage 67000002");
        awaitLaterDealPaid();
        assertThat(kommo.notes(deal)).isEmpty();
        assertThat(transfersOf(deal)).isEmpty();
    }

    @Test
    void aDroppedDealIsPaidWhenItIsBackInThePayStage() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));
        deliverAfterItLeftThePayStage(deal);
        awaitDropped("dropped: the deal is in pipeline 8500001, stage 67000002");

        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        product.deliver(kommo.statusDelivery(deal));

        awaitPaid(deal);
    }

    @Test
    void aDeletedDealIsDropped() {
        long deal = dealInPay("Landing page", contractor("Ada Quist", "EUR"));
        String delivery = kommo.statusDelivery(deal);
        kommo.removeDeal(deal);

        product.deliver(delivery);

        awaitDropped("dropped: the deal is deleted");
        assertThat(wise.transfers()).isEmpty();
    }

    @Test
    void aDealWithoutContactWaitsForOne() {
        long deal =
                kommo.addDealInStage(KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", "100.00", "EUR");

        product.deliver(kommo.statusDelivery(deal));

        awaitStopped(deal, NO_CONTACT);
    }

    @Test
    void severalContactsWithoutAMainOneWaitForAChoice() {
        long chosen = contractor("Bo Quist", "EUR");
        long deal = dealOf(contractor("Ada Quist", "EUR"), chosen);
        kommo.setMainContact(deal, 0);
        product.deliver(kommo.statusDelivery(deal));
        awaitStopped(deal, NO_MAIN_CONTACT);

        kommo.setMainContact(deal, chosen);
        reportAgain(deal);

        assertThat(awaitPaid(deal).targetAccount()).isEqualTo(recipientOf(chosen));
    }

    @Test
    void theMainContactIsPaidAndNobodyElse() {
        long main = contractor("Bo Quist", "EUR");
        long deal = dealOf(contractor("Ada Quist", "EUR"), main, contractor("Cy Quist", "EUR"));
        kommo.setMainContact(deal, main);

        product.deliver(kommo.statusDelivery(deal));

        assertThat(awaitPaid(deal).targetAccount()).isEqualTo(recipientOf(main));
    }

    @Test
    void anOnlyContactNeedNotBeTheMainOne() {
        long deal = dealOf(contractor("Ada Quist", "EUR"));
        kommo.setMainContact(deal, 0);

        product.deliver(kommo.statusDelivery(deal));

        awaitPaid(deal);
    }

    @Test
    void theSameStopIsToldOnce() {
        long deal = product.payDeal(null, "EUR", contractor("Ada Quist", "EUR"));
        awaitStopped(deal, NO_AMOUNT);
        int looks = looksAt(deal);

        reportAgain(deal);
        eventually(() -> assertThat(looksAt(deal)).isGreaterThan(looks));
        kommo.setDealField(deal, KommoStandIn.FIELD_AMOUNT, "100.00");
        reportAgain(deal);

        awaitPaid(deal);
        assertThat(kommo.notes(deal)).hasSize(2);
    }

    @Test
    void anotherStopIsTold() {
        long deal = product.payDeal(null, "EUR", contractor("Ada Quist", "EUR"));
        awaitStopped(deal, NO_AMOUNT);

        kommo.setDealField(deal, KommoStandIn.FIELD_AMOUNT, "12abc");
        reportAgain(deal);

        awaitStopped(
                deal,
                NO_AMOUNT,
                "Wise: The payout amount \"12abc\" is not a plain number: enter digits only, such as 850.50.");
    }

    @Nested
    class WithThePriceForAnEmptyAmount {

        @BeforeEach
        void allowPrice() {
            product.restartWith("payout.amount-fallback", "price");
        }

        @Test
        void thePriceIsPaidInTheAccountsCurrency() {
            long deal = priced(1234, null);

            product.deliver(kommo.statusDelivery(deal));

            assertThat(awaitPaid(deal))
                    .satisfies(transfer -> assertThat(transfer.targetValue()).isEqualTo("1234.00"))
                    .satisfies(transfer -> assertThat(transfer.targetCurrency()).isEqualTo("USD"));
        }

        @Test
        void thePriceIsNotPaidInAnotherCurrency() {
            long deal = priced(1234, "EUR");

            product.deliver(kommo.statusDelivery(deal));

            awaitStopped(deal, NO_AMOUNT);
        }

        @Test
        void aPriceOfZeroIsNoAmount() {
            long deal = priced(0, null);

            product.deliver(kommo.statusDelivery(deal));

            awaitStopped(deal, NO_AMOUNT);
        }

        @Test
        void theAmountFieldWinsOverThePrice() {
            long deal = priced(1234, "USD");
            kommo.setDealField(deal, KommoStandIn.FIELD_AMOUNT, "55.00");

            product.deliver(kommo.statusDelivery(deal));

            assertThat(awaitPaid(deal).targetValue()).isEqualTo("55.00");
        }

        private long priced(long price, String currency) {
            long deal = kommo.addDealInStage(
                    KommoStandIn.PIPELINE,
                    KommoStandIn.STAGE_PAY,
                    "Landing page",
                    null,
                    currency,
                    contractor("Ada Quist", "USD"));
            kommo.setDealPrice(deal, price);
            return deal;
        }
    }

    private void deliverAfterItLeftThePayStage(long deal) {
        String delivery = kommo.statusDelivery(deal);
        kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        product.deliver(delivery);
    }

    private void awaitDropped(String outcome) {
        eventually(() ->
                assertThat(product.ledgerColumn("journal", "outcome")).last().isEqualTo(outcome));
    }

    private long dealOf(long... contacts) {
        return kommo.addDealInStage(
                KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", "100.00", "EUR", contacts);
    }

    private long recipientOf(long contact) {
        return Long.parseLong(kommo.contactField(contact, KommoStandIn.FIELD_RECIPIENT));
    }

    private int looksAt(long deal) {
        return (int) kommo.calls().stream()
                .filter(call -> call.method().equals("GET"))
                .filter(call -> call.path().startsWith("/api/v4/leads/" + deal + "?"))
                .count();
    }
}
