package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Funding;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.Transfer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deal is changed after it was accepted: in time it counts, too late it has no effect and the deal says so once. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_POSTGRESQL"})
class ChangedDealsIT extends WithProduct {

    private static final String CHANGED = "Wise: this deal was changed after its transfer was asked for (";
    private static final String MORE = "the amount is now 900.00 EUR instead of 850.50 EUR";

    @Parameter
    World world;

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void aNewAmountOfAPaidDealHasNoEffectAndIsToldOnce() {
        start(world, Map.of());
        long deal = pay();
        untilPaid(deal);

        change(deal, "900.00");
        untilNote(
                deal,
                CHANGED + MORE + "). That has no effect: transfer "
                        + transferOf(deal).id() + " of 850.50 EUR");
        int reads = readsOf(deal).size();
        mention(deal);
        patiently().until(() -> readsOf(deal).size() > reads);
        untilNoLookIsDue();

        assertThat(notes(deal)).hasSize(2);
        assertThat(wise().fundings()).isEqualTo(1);
        assertThat(kommo().openTasks(deal)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {KommoStandIn.STAGE_PAY, KommoStandIn.STAGE_PAID})
    void itIsToldInThePayStageAndInOurPaidStage(long stage) {
        start(world, Map.of("kommo.paid-stage-id", String.valueOf(KommoStandIn.STAGE_PAID)));
        long deal = pay();
        untilPaid(deal);
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, stage);

        change(deal, "900.00");

        untilNote(deal, CHANGED + MORE);
    }

    @Test
    void aDeliveryThatTellsNothingNewOfAPaidDealCausesNoCall() {
        start(world, Map.of());
        long deal = pay();
        untilPaid(deal);
        long other = pay();
        untilPaid(other);
        int reads = readsOf(deal).size();

        mention(deal);
        product.report(kommo().digitalPipelineDelivery(deal));
        change(other, "900.00");

        untilNote(other, CHANGED);
        assertThat(readsOf(deal)).hasSize(reads);
    }

    @Test
    void aPaidDealThatSaysSomethingElseOnlyInAnOldDeliveryIsToldNothing() {
        start(world, Map.of());
        long deal = pay();
        untilPaid(deal);
        kommo().setDealField(deal, KommoStandIn.FIELD_AMOUNT, "900.00");
        String old = kommo().delivery("update", deal);
        kommo().setDealField(deal, KommoStandIn.FIELD_AMOUNT, AMOUNT);
        int reads = readsOf(deal).size();

        product.report(old);

        patiently().until(() -> readsOf(deal).size() > reads);
        untilNoLookIsDue();
        assertThat(notes(deal)).containsExactly(paidNote(deal));
    }

    @Test
    void aTransferThatAPersonIsToFundStaysAsItIs() {
        start(world, Map.of());
        wise().funding(Funding.SCA_JSON);
        long deal = pay();
        untilNote(deal, "Wise: transfer");

        change(deal, "900.00");
        untilNote(deal, CHANGED + MORE);
        wise().fundByHand(transferOf(deal).id());
        mention(deal);

        untilPaid(deal);
        untilNoLookIsDue();
        assertThat(notes(deal)).hasSize(3);
        assertThat(transferOf(deal).targetValue()).isEqualTo("850.50");
    }

    @Test
    void anotherContractorOfATransferThatWaitsForMoneyIsPaidInstead() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        wise().funding(Funding.INVALID_REQUEST);
        long deal = pay();
        untilNote(deal, "Wise: the payment is refused");
        long recipient = wise().addRecipient("EUR", "Bo Quist", null);
        long other = kommo().addContact("Bo Quist", null, recipient);

        kommo().setContact(deal, other);
        untilNote(deal, "Wise: transfer " + transfersOf(deal).get(0).id() + " was cancelled and not paid");
        wise().funding(Funding.COMPLETED);

        assertPaidOnlyTo(recipient, deal);
        assertThat(notes(deal))
                .noneMatch(note -> note.startsWith(CHANGED))
                .anyMatch(note -> note.contains("(the contractor is now contact " + other + " instead of contact "));
    }

    @Test
    void aRecipientThatIsCorrectedWhileItsTransferWaitsForMoneyIsPaidInsteadOfTheFormerOne() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        long former = wise().addRecipient("EUR", "Ada Quist", null);
        long contact = kommo().addContact("Ada Quist", null, former);
        wise().funding(Funding.INSUFFICIENT_422);
        long deal = product.payDeal(AMOUNT, "EUR", contact);
        untilNote(deal, "Wise: the balance was refused");
        long corrected = wise().addRecipient("EUR", "Ada Quist", null);

        kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, String.valueOf(corrected));
        untilNote(deal, "Wise: transfer " + transfersOf(deal).get(0).id() + " was cancelled and not paid");
        wise().funding(Funding.COMPLETED);

        assertPaidOnlyTo(corrected, deal);
        assertThat(notes(deal))
                .anyMatch(note -> note.contains("(the recipient is now " + corrected + " instead of " + former + ")"));
        assertThat(kommo().openTasks(deal)).isEmpty();
    }

    @Test
    void aFormerRecipientIsNotPaidWhenWiseDoesNotCancelTheTransferAndTheNewOneIsOnceAPersonHasCancelledIt() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        long former = wise().addRecipient("EUR", "Ada Quist", null);
        long contact = kommo().addContact("Ada Quist", null, former);
        wise().funding(Funding.INSUFFICIENT_422);
        long deal = product.payDeal(AMOUNT, "EUR", contact);
        untilNote(deal, "Wise: the balance was refused");
        long transfer = transferOf(deal).id();
        long corrected = wise().addRecipient("EUR", "Ada Quist", null);
        wise().fault("PUT", "/v1/transfers/.*/cancel", Fault.status(409, "application/json", "{}"), 100_000);
        wise().funding(Funding.COMPLETED);

        kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, String.valueOf(corrected));
        untilNote(
                deal,
                "Wise: the recipient was changed after transfer " + transfer + " was made (the recipient is now "
                        + corrected + " instead of " + former + "), so that transfer is not funded: Wise has not"
                        + " cancelled it. Cancel it there. ");
        assertThat(wise().fundings()).isZero();
        wise().cancelByHand(transfer);

        assertPaidOnlyTo(corrected, deal);
    }

    @Test
    void aTransferWhoseRecipientIsNamedAgainIsFunded() {
        start(world, Map.of("payout.parked-look-ms", "100"));
        long former = wise().addRecipient("EUR", "Ada Quist", null);
        long contact = kommo().addContact("Ada Quist", null, former);
        wise().funding(Funding.INSUFFICIENT_422);
        long deal = product.payDeal(AMOUNT, "EUR", contact);
        untilNote(deal, "Wise: the balance was refused");
        wise().fault("PUT", "/v1/transfers/.*/cancel", Fault.status(409, "application/json", "{}"), 100_000);
        kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, null);
        untilNote(deal, "Wise: the recipient was changed");

        kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, String.valueOf(former));
        wise().funding(Funding.COMPLETED);

        untilPaid(deal);
        assertThat(transferOf(deal).targetAccount()).isEqualTo(former);
    }

    /** One of the deal's transfers is funded, and it pays that recipient. */
    private void assertPaidOnlyTo(long recipient, long deal) {
        untilNote(deal, "Wise: paid 850.50 EUR");
        assertThat(transfersOf(deal))
                .filteredOn(Transfer::funded)
                .extracting(Transfer::targetAccount)
                .containsExactly(recipient);
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @Test
    void beforeATransferExistsTheNewAmountIsPaidAndTheJournalHasBoth() {
        start(world, Map.of());
        wise().setBalance("USD", "950.00");
        long deal = product.payDeal(
                "9000.00", "EUR", kommo().addContact("Ada Quist", null, wise().addRecipient("EUR", "Ada Quist", null)));
        untilNote(deal, "Wise: top up balance");

        change(deal, AMOUNT);

        untilPaid(deal);
        assertThat(transferOf(deal).targetValue()).isEqualTo(AMOUNT);
        assertThat(product.ledgerColumn("journal", "outcome"))
                .anyMatch(line -> line.endsWith("the amount is now 850.50 EUR instead of 9000.00 EUR"));
        untilNoLookIsDue();
        assertThat(notes(deal)).hasSize(2);
    }

    @Test
    void beforeATransferExistsTheNewContractorIsPaid() {
        start(world, Map.of());
        wise().setBalance("USD", "900.00");
        long deal = pay();
        untilNote(deal, "Wise: top up balance");
        long recipient = wise().addRecipient("EUR", "Bo Quist", null);

        kommo().setContact(deal, kommo().addContact("Bo Quist", null, recipient));
        wise().setBalance("USD", BALANCE.toPlainString());
        mention(deal);

        untilPaid(deal);
        assertThat(transferOf(deal).targetAccount()).isEqualTo(recipient);
    }

    @Test
    void theNoteIsWrittenOnceEvenWhenItsAnswerIsLost() {
        start(world, Map.of());
        long deal = pay();
        untilPaid(deal);
        kommo().fault("POST", "/api/v4/(leads/)?notes", Fault.cutAfter(), 1);

        change(deal, "900.00");

        untilNote(deal, CHANGED);
        untilNothingIsDue(deal);
        assertThat(notes(deal)).hasSize(2);
    }

    @Test
    void aDealThatCannotBeReadJustNowIsReadLater() {
        start(world, Map.of());
        long deal = pay();
        untilPaid(deal);
        kommo().fault("GET", "/api/v4/leads/.*", Fault.status(503, "text/html", "<html></html>"), 2);

        change(deal, "900.00");

        untilNote(deal, CHANGED + MORE);
    }

    private void change(long deal, String amount) {
        kommo().setDealField(deal, KommoStandIn.FIELD_AMOUNT, amount);
        mention(deal);
    }

    private void untilNoLookIsDue() {
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn(
                        "(select 1 as id, task_name from scheduled_tasks where task_name = 'deal') looks", "task_name"))
                .isEmpty());
    }

    private List<RecordedCall> readsOf(long deal) {
        return matching(kommo().calls(), "GET", "/api/v4/leads/" + deal);
    }
}
