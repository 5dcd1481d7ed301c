package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What this ledger alone would pay once may still be a second payment; it waits for a person. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_POSTGRESQL"})
class SecondPaymentIT extends WithProduct {

    private static final int REFUSED = 1;
    private static final String STRANGER = "2150000999";

    @Parameter
    World world;

    private long contact;

    @AfterEach
    void stop() {
        product.close();
    }

    private void begin() {
        start(world, Map.of("payout.duplicate-days", "3"));
        contact = kommo().addContact("Ada Quist", null, wise().addRecipient("EUR", "Ada Quist", null));
    }

    @Test
    void theSamePaymentOnAnotherDealIsParkedAndBothDealsAreNamed() {
        begin();
        long first = product.payDeal(AMOUNT, "EUR", contact);
        untilPaid(first);

        long second = product.payDeal(AMOUNT, "EUR", contact);

        untilNote(second, possibleDuplicate(second, first));
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @Test
    void ofTwoEqualDealsInOneDeliveryOneIsPaidAndTheOtherNamesIt() {
        begin();
        long one = dealInPay();
        long other = dealInPay();

        product.report(kommo().statusDelivery(one, other));

        patiently().until(() -> wise().fundings() == 1);
        long paid = transfersOf(one).isEmpty() ? other : one;
        long parked = paid == one ? other : one;
        untilNote(parked, possibleDuplicate(parked, paid));
        untilPaid(paid);
        assertThat(wise().transfers()).hasSize(1);
    }

    @Test
    void ofTwoContactsWithOneNameAndAddressOneIsPaidAndTheOtherNamesIt() {
        begin();
        long one = kommo().addContact("Bo Quist", "bo@quist.example", null);
        long other = kommo().addContact("Bo Quist", " BO@quist.example", null);
        long first = product.payDeal(AMOUNT, "EUR", one);
        untilPaid(first);

        long second = product.payDeal(AMOUNT, "EUR", other);

        untilNote(
                second,
                "Wise: possible duplicate. This deal " + second + " pays 850.50 EUR to contact " + other
                        + ", and so does deal " + first + " (to contact " + one
                        + ", who has the same e-mail address). ");
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @Test
    void aReleasedDuplicateIsPaid() {
        begin();
        long first = product.payDeal(AMOUNT, "EUR", contact);
        untilPaid(first);
        long second = product.payDeal(AMOUNT, "EUR", contact);
        untilNote(second, possibleDuplicate(second, first));

        release(second, 0);

        untilPaid(second);
        assertThat(product.ledgerColumn("journal", "actor || ': ' || outcome"))
                .contains("ann: to be paid although other deals pay the same: [" + first + "]");
    }

    @Test
    void aReleaseIsOnlyForTheDuplicatesThatTheDealHasNamed() {
        begin();
        long early = product.payDeal(null, "EUR", contact);
        untilNote(early, "Wise: payout amount not set");
        long first = product.payDeal(AMOUNT, "EUR", contact);
        untilPaid(first);
        long second = product.payDeal(AMOUNT, "EUR", contact);
        untilNote(second, possibleDuplicate(second, first));
        kommo().setDealField(early, KommoStandIn.FIELD_AMOUNT, AMOUNT);
        mention(early);
        untilNote(early, possibleDuplicate(early, first));

        assertThat(release(second, REFUSED))
                .contains("Nothing was released: deal " + early + " pays the same, too, and deal " + second
                        + " has not named it yet.");

        untilNote(second, possibleDuplicate(second, early + ", " + first));
        assertThat(wise().fundings()).isEqualTo(1);
        assertThat(operator("payouts", "show", String.valueOf(second)))
                .containsPattern("possible duplicates +deals " + early + ", " + first);
        release(second, 0);
        untilPaid(second);
    }

    @Test
    void aDealThatNamesAnotherTransferIsParkedBeforeAnythingIsWrittenAtWise() {
        begin();

        long deal = payNaming(STRANGER);

        untilNote(deal, foreignTransfer(STRANGER));
        assertThat(matching(wise().calls(), "POST", ".*")).isEmpty();
        assertThat(kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER)).isEqualTo(STRANGER);
    }

    @Test
    void itIsPaidOnceItsFieldIsEmpty() {
        begin();
        long deal = payNaming(STRANGER);
        untilNote(deal, foreignTransfer(STRANGER));

        kommo().setDealField(deal, KommoStandIn.FIELD_TRANSFER, null);
        mention(deal);

        untilPaid(deal);
    }

    @Test
    void itIsPaidOnceItIsReleasedAndThenNamesItsOwnTransfer() {
        begin();
        long deal = payNaming(STRANGER);
        untilNote(deal, foreignTransfer(STRANGER));

        release(deal, 0);

        untilPaid(deal);
        assertThat(kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER))
                .isEqualTo(String.valueOf(transferOf(deal).id()));
    }

    @Test
    void aReleaseOfWhatWaitsForNobodyIsRefusedWithASentence() {
        begin();
        long deal = product.payDeal(AMOUNT, "EUR", contact);
        untilPaid(deal);

        assertThat(release(deal, REFUSED)).contains("There is nothing to release", "FUNDED");
    }

    @Test
    void aLedgerThatWasLostPaysNothingAgain() {
        begin();
        long deal = product.payDeal(AMOUNT, "EUR", contact);
        untilPaid(deal);
        String transfer = String.valueOf(transferOf(deal).id());
        product.stop();
        LedgerAddress empty = world.freshLedger();
        product.set("ledger.url", empty.url());
        product.set("ledger.user", empty.user());
        product.set("ledger.password", empty.password());
        product.start();

        product.report(kommo().statusDelivery(deal));

        untilNote(deal, foreignTransfer(transfer));
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @Test
    void aDealThatAPaidOneWasMergedIntoIsNotPaid() {
        begin();
        long paid = product.payDeal(AMOUNT, "EUR", contact);
        untilPaid(paid);
        String transfer = kommo().dealField(paid, KommoStandIn.FIELD_TRANSFER);
        kommo().removeDeal(paid);

        long survivor = payNaming(transfer);

        untilNote(survivor, foreignTransfer(transfer));
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @Test
    void aMergedDealThatLostTheNameOfItsTransferIsStillAPossibleDuplicate() {
        begin();
        long paid = product.payDeal(AMOUNT, "EUR", contact);
        untilPaid(paid);
        kommo().removeDeal(paid);

        long survivor = product.payDeal(AMOUNT, "EUR", contact);

        untilNote(survivor, possibleDuplicate(survivor, paid));
        assertThat(wise().fundings()).isEqualTo(1);
    }

    private String possibleDuplicate(long deal, Object others) {
        return "Wise: possible duplicate. This deal " + deal + " pays 850.50 EUR to contact " + contact
                + ", and so does deal " + others + ". ";
    }

    private static String foreignTransfer(String transfer) {
        return "Wise: the field \"Wise transfer\" holds '" + transfer
                + "', a transfer that was not made for this deal here";
    }

    private long dealInPay() {
        return kommo().addDealInStage(
                        KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Landing page", AMOUNT, "EUR", contact);
    }

    private long payNaming(String transfer) {
        long deal = dealInPay();
        kommo().setDealField(deal, KommoStandIn.FIELD_TRANSFER, transfer);
        product.report(kommo().statusDelivery(deal));
        return deal;
    }

    /** What an operator types beside the running product. @return what the command printed */
    private String release(long deal, int exitCode) {
        return operator(exitCode, "payouts", "release", String.valueOf(deal), "--actor", "ann");
    }

    private String operator(String... command) {
        return operator(0, command);
    }

    private String operator(int exitCode, String... command) {
        Map<String, String> settings =
                new HashMap<>(Product.settings(world.dialect(), kommo().url(), wise().url(), product.ledger()));
        settings.put("payout.duplicate-days", "3");
        try (JarProcess process = JarProcess.start(ProductFolder.copy().path(), settings, command)) {
            assertThat(process.awaitExit()).as(process.output()).isEqualTo(exitCode);
            return process.output();
        }
    }
}
