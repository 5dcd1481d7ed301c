package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"GUIDE_ON_POSTGRESQL"})
class RecipientsIT extends EndToEnd {

    private static final String ADA = "Ada Quist";
    private static final String EMAIL = "ada@quist.example";
    private static final long PERSONAL_PROFILE = 20045500;

    @Test
    void textInTheContactsFieldIsNoRecipient() {
        assertFieldStopsUntilItIsCorrected(
                "REC-77",
                "Wise: the field \"Wise recipient\" of Ada Quist holds 'REC-77';"
                        + " a recipient id from Wise is expected, digits only.");
    }

    @Test
    void anUnknownRecipientIsNotPaid() {
        assertFieldStopsUntilItIsCorrected("999", notFound("999"));
    }

    @Test
    void aRecipientOfSomebodyElseIsNotPaid() {
        long recipient = wise.addRecipient("EUR", ADA, null);
        wise.moveRecipientToProfile(recipient, 30000001);

        assertFieldStopsUntilItIsCorrected(recipient, notFound(String.valueOf(recipient)));
    }

    @Test
    void aDeactivatedRecipientIsNotPaid() {
        long recipient = wise.addRecipient("EUR", ADA, null);
        wise.deactivateRecipient(recipient);

        assertFieldStopsUntilItIsCorrected(
                recipient,
                "Wise: recipient " + recipient + " of Ada Quist was deleted in Wise."
                        + " Make a new one and write its id to the field \"Wise recipient\", or empty the field.");
    }

    @Test
    void aRecipientForAnotherCurrencyIsNotPaid() {
        long recipient = wise.addRecipient("GBP", ADA, null);

        assertFieldStopsUntilItIsCorrected(
                recipient,
                "Wise: recipient " + recipient + " of Ada Quist does not receive EUR."
                        + " Write the id of a recipient for EUR to the field \"Wise recipient\", or empty the field.");
    }

    @Test
    void aRecipientOfAnotherProfileIsNotPaid() {
        long recipient = wise.addRecipient("EUR", ADA, null);
        wise.moveRecipientToProfile(recipient, PERSONAL_PROFILE);

        assertFieldStopsUntilItIsCorrected(
                recipient,
                "Wise: recipient " + recipient
                        + " of Ada Quist belongs to another Wise profile. Correct or empty the field \"Wise recipient\".");
    }

    @Test
    void aContractorWithoutRecipientAndAddressWaits() {
        assertFieldStopsUntilItIsCorrected(
                null,
                "Wise: Ada Quist has neither a Wise recipient nor an e-mail address. Add one of them to the contact.");
    }

    @Test
    void anAddressThatIsNoneMakesNoRecipient() {
        long contact = kommo.addContact(ADA, "ada at quist", null);

        assertStopsUntilARecipientIsGiven(
                contact, "Wise: 'ada at quist' of Ada Quist is not an e-mail address: it has a blank. Correct it.");
        assertThat(wise.recipients()).isEqualTo(1);
        assertThat(wise.calls()).noneMatch(call -> call.path().contains("account-requirements"));
    }

    @Test
    void whereWiseWantsBankDetailsAnAddressMakesNoRecipient() {
        wise.allowEmailRecipients(false);
        long contact = kommo.addContact(ADA, EMAIL, null);

        assertStopsUntilARecipientIsGiven(
                contact,
                "Wise: bank details of Ada Quist are needed for EUR."
                        + " Make the recipient in Wise and write its id to the field \"Wise recipient\".");
        assertThat(wise.recipients()).isEqualTo(1);
    }

    @Test
    void aNameThatWiseDoesNotTakeIsRefusedInWisesWords() {
        long contact = kommo.addContact("Ada", EMAIL, null);

        assertStopsUntilARecipientIsGiven(
                contact,
                "Wise: no recipient can be made of Ada and ada@quist.example. Wise refused the call:"
                        + " Please enter the recipients first and last name (field accountHolderName)."
                        + " Correct the contact, or write a recipient's id to the field \"Wise recipient\".");
    }

    @Test
    void whatWiseRefusedIsNotAskedAgainAtEachLookButWhenItIsCorrected() {
        long contact = kommo.addContact("Ada", EMAIL, null);
        long deal = payDeal(contact);
        eventually(() -> assertThat(kommo.notes(deal)).hasSize(1));
        int calls = wise.calls().size();

        lookAgain(deal);
        lookAgain(deal);

        assertThat(wise.calls()).hasSize(calls);
        kommo.administration().rename(contact, "Ada\u00a0\u00a0O\u2019Quist\u200b");
        reportAgain(deal);
        Transfer transfer = awaitPaid(deal);
        assertThat(wise.recipientNames()).containsEntry(transfer.targetAccount(), "Ada O'Quist");
        assertThat(kommo.notes(deal)).hasSize(2);
    }

    @Test
    void whereWiseWantsBankDetailsItIsNotAskedAtEachLookEither() {
        wise.allowEmailRecipients(false);
        long deal = payDeal(kommo.addContact(ADA, EMAIL, null));
        eventually(() -> assertThat(kommo.notes(deal)).hasSize(1));
        int calls = wise.calls().size();

        lookAgain(deal);

        assertThat(wise.calls()).hasSize(calls);
    }

    @Test
    void anOddCharacterInAnAddressIsNamedAndWiseIsNotAsked() {
        int before = wise.calls().size();
        long deal = payDeal(kommo.addContact(ADA, "\u0430da@quist.example", null));

        awaitStopped(
                deal,
                "Wise: '\u0430da@quist.example' of Ada Quist is not an e-mail address: it has the Cyrillic letter"
                        + " \"\u0430\" (U+0430) among Latin letters. Correct it.");
        lookAgain(deal);
        assertThat(wise.calls().subList(before, wise.calls().size()))
                .noneMatch(call -> call.path().matches(".*(quotes|accounts|requirements).*"));
    }

    @Test
    void aContactWithoutANameSaysSo() {
        long deal = payDeal(kommo.addContact(" \u200b", EMAIL, null));

        eventually(() -> assertThat(kommo.notes(deal))
                .singleElement()
                .asString()
                .endsWith(" of this deal has no name. Enter the first and last name of the contractor."));
    }

    @Test
    void aNamelessContactIsNamedByItsNumber() {
        long contact = kommo.addContact("", null, null);
        kommo.setContactField(contact, KommoStandIn.FIELD_RECIPIENT, "14\uff12");

        awaitStopped(
                payDeal(contact),
                "Wise: the field \"Wise recipient\" of contact " + contact
                        + " (without a name) holds '14\uff12', with the"
                        + " digit \"\uff12\" (U+FF12); a recipient id from Wise is expected, digits only.");
    }

    /** Reports the deal and waits until its payout was looked at. */
    private void lookAgain(long deal) {
        int looks = looksAt(deal);
        reportAgain(deal);
        eventually(() -> assertThat(looksAt(deal)).isGreaterThan(looks));
        eventually(() -> assertThat(product.ledgerColumn(
                        "(select 1 as id from scheduled_tasks where task_name = 'payout' and picked) busy", "id"))
                .isEmpty());
    }

    private int looksAt(long deal) {
        return (int) kommo.calls().stream()
                .filter(call -> call.method().equals("GET"))
                .filter(call -> call.path().startsWith("/api/v4/leads/" + deal + "?"))
                .count();
    }

    @Test
    void aRecipientIsMadeFromTheAddressAndPaid() {
        long contact = kommo.addContact(ADA, EMAIL, null);

        Transfer transfer = awaitPaid(payDeal(contact));

        assertThat(wise.recipients()).isEqualTo(1);
        assertThat(requests(wise.calls()))
                .filteredOn(request -> request.matches("POST /v\\d/accounts .*"))
                .singleElement()
                .asString()
                .endsWith(
                        "/accounts {\"profile\":" + WiseStandIn.PROFILE_ID + ",\"currency\":\"EUR\",\"type\":\"email\","
                                + "\"accountHolderName\":\"Ada Quist\",\"ownedByCustomer\":false,"
                                + "\"details\":{\"email\":\"ada@quist.example\"}}");
        assertThat(transfer.targetCurrency()).isEqualTo("EUR");
    }

    @Test
    void aRecipientThatWasMadeIsWrittenToTheContact() {
        long contact = kommo.addContact(ADA, EMAIL, null);

        Transfer transfer = awaitPaid(payDeal(contact));

        eventually(() -> assertThat(recipientField(contact)).isEqualTo(String.valueOf(transfer.targetAccount())));
    }

    @Test
    void aRecipientThatWasMadeIsUsedForTheNextDeal() {
        long contact = kommo.addContact(ADA, EMAIL, null);
        Transfer first = awaitPaid(payDeal(contact));

        Transfer second = awaitPaid(payDeal(contact));

        assertThat(second.targetAccount()).isEqualTo(first.targetAccount());
        assertThat(wise.recipients()).isEqualTo(1);
    }

    @Test
    void aRecipientThatWasMadeIsKnownEvenIfTheContactsFieldIsEmptiedAndTheProductRestarted() {
        long contact = kommo.addContact(ADA, EMAIL, null);
        Transfer first = awaitPaid(payDeal(contact));
        product.stop();
        kommo.setContactField(contact, KommoStandIn.FIELD_RECIPIENT, null);
        product.start();

        Transfer second = awaitPaid(payDeal(contact));

        assertThat(second.targetAccount()).isEqualTo(first.targetAccount());
        assertThat(wise.recipients()).isEqualTo(1);
    }

    @Test
    void twoDealsOfANewContractorAtOnceMakeOneRecipient() {
        long contact = kommo.addContact(ADA, EMAIL, null);
        long one = dealInPay("One", contact);
        long other = dealInPay("Other", contact);

        product.deliver(kommo.statusDelivery(one, other));

        assertThat(awaitPaid(one).targetAccount()).isEqualTo(awaitPaid(other).targetAccount());
        assertThat(wise.recipients()).isEqualTo(1);
    }

    @Test
    void aRecipientThatWiseHasAlreadyIsNotMadeAgain() {
        long known = wise.addRecipient("EUR", ADA, EMAIL);
        long contact = kommo.addContact(ADA, EMAIL, null);

        assertThat(awaitPaid(payDeal(contact)).targetAccount()).isEqualTo(known);

        assertThat(wise.recipients()).isEqualTo(1);
        eventually(() -> assertThat(recipientField(contact)).isEqualTo(String.valueOf(known)));
    }

    @Test
    void aRecipientOfAnotherNameWithTheSameAddressIsNotTaken() {
        long other = wise.addRecipient("EUR", "Bo Quist", EMAIL);

        Transfer transfer = awaitPaid(payDeal(kommo.addContact(ADA, EMAIL, null)));

        assertThat(transfer.targetAccount()).isNotEqualTo(other);
    }

    @Test
    void aCorrectedRecipientIsPaidFromTheNextDealOn() {
        long contact = contractor(ADA, "EUR");
        awaitPaid(payDeal(contact));
        long corrected = wise.addRecipient("EUR", ADA, null);
        kommo.setContactField(contact, KommoStandIn.FIELD_RECIPIENT, corrected);

        assertThat(awaitPaid(payDeal(contact)).targetAccount()).isEqualTo(corrected);
    }

    private void assertFieldStopsUntilItIsCorrected(Object field, String note) {
        long contact = kommo.addContact(ADA, null, null);
        kommo.setContactField(contact, KommoStandIn.FIELD_RECIPIENT, field);
        assertStopsUntilARecipientIsGiven(contact, note);
    }

    private void assertStopsUntilARecipientIsGiven(long contact, String note) {
        long deal = payDeal(contact);
        awaitStopped(deal, note);
        long corrected = wise.addRecipient("EUR", ADA, null);

        kommo.setContactField(contact, KommoStandIn.FIELD_RECIPIENT, corrected);
        reportAgain(deal);

        assertThat(awaitPaid(deal).targetAccount()).isEqualTo(corrected);
        assertThat(kommo.notes(deal)).hasSize(2);
    }

    private static String notFound(String recipient) {
        return "Wise: recipient " + recipient
                + " of Ada Quist does not exist in this Wise account. Correct or empty the field \"Wise recipient\".";
    }

    private long payDeal(long contact) {
        return product.payDeal("100.00", "EUR", contact);
    }

    private String recipientField(long contact) {
        return kommo.contactField(contact, KommoStandIn.FIELD_RECIPIENT);
    }
}
