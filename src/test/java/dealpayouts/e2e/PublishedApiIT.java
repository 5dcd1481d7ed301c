package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Funding;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.TransferDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Wise really wants, says and leaves open (Wise reference). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedApiIT extends WithProduct {

    private static final long PURPOSE = KommoStandIn.FIELD_PURPOSE;
    private static final long NATURE = KommoStandIn.FIELD_NATURE;
    private static final String RENT = "verification.transfers.purpose.rent";

    @BeforeAll
    void start() {
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of(
                        "cf.transfer-details", "transferPurpose:" + PURPOSE + ", transferNature:" + NATURE,
                        "wise.transfer-details", "sourceOfFunds=verification.source.of.funds.business",
                        "wise.recipient-cache-seconds", "1",
                        "payout.parked-look-ms", "500",
                        // Nobody waits for what was surely not carried out.
                        "remote.settle-ms", "60000"));
    }

    @AfterAll
    void stop() {
        product.close();
    }

    @AfterEach
    void reset() {
        wise().funding(Funding.COMPLETED);
        wise().doubtNewNames(null);
        wise().setBalance("USD", BALANCE.toPlainString());
    }

    @Test
    void howARecipientIsPaidOutIsLeftToWise() {
        long recipient = wise().addRecipient("JPY", "Ada Quist", null);

        long deal = payTo(recipient, "15000", "JPY");

        untilPaid(deal);
        assertThat(matching(wise().calls(), "POST", "/v3/profiles/\\d+/quotes"))
                .filteredOn(call -> call.body().contains("\"targetAccount\":" + recipient + ","))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).doesNotContain("payOut"));
    }

    @Test
    void aRecipientWhomWiseDoubtsIsPaidOnceAPersonHasAccepted() {
        long recipient = wise().addRecipient("EUR", "Ada Quist", null);
        wise().doubtName(recipient, "Eve Quick");

        long deal = payTo(recipient, AMOUNT, "EUR");

        untilNote(
                deal,
                "Wise: recipient " + recipient + " of Ada Quist is not confirmed: name matching says partial failure,"
                        + " The name does not quite match the account (found 'Eve Quick' for 'Ada Quist').");
        assertThat(transfersOf(deal)).isEmpty();

        wise().acceptByHand(recipient);

        untilPaid(deal);
        assertThat(wise().calls()).noneMatch(call -> call.path().contains("confirmations"));
    }

    @Test
    void aNewRecipientWhomWiseDoubtsIsNotPaidEither() {
        wise().doubtNewNames("Eve Quick");

        long deal = product.payDeal(AMOUNT, "EUR", kommo().addContact("Ida Quist", "ida@quist.example", null));

        untilNote(deal, "Wise: recipient ");
        assertThat(transfersOf(deal)).isEmpty();
        long recipient = wise().recipientNames().entrySet().stream()
                .filter(each -> each.getValue().equals("Ida Quist"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        wise().acceptByHand(recipient);
        untilPaid(deal);
    }

    @Test
    void detailsThatWiseDemandsAreNamedAndTakenFromDealAndSettings() {
        wise().requireDetails(
                        "GBP",
                        new TransferDetail(
                                "transferPurpose",
                                "Transfer purpose",
                                true,
                                choices("verification.transfers.purpose.pay.bills", "Paying bills", RENT, "Rent"),
                                null),
                        new TransferDetail(
                                "sourceOfFunds",
                                "Source of funds",
                                true,
                                choices("verification.source.of.funds.business", "Business"),
                                "transferPurpose"));
        long deal = payTo(wise().addRecipient("GBP", "Ada Quist", null), AMOUNT, "GBP");

        untilNote(
                deal,
                "Wise: more details are required for this payout: Transfer purpose (transferPurpose), one of:"
                        + " Paying bills, Rent.");

        kommo().setDealField(deal, PURPOSE, "Holidays");
        untilNote(
                deal,
                "Wise: more details are required for this payout: Transfer purpose (transferPurpose) is 'Holidays',"
                        + " which Wise does not take, one of: Paying bills, Rent.");
        assertThat(transfersOf(deal)).isEmpty();

        kommo().setDealField(deal, PURPOSE, "rent");

        untilPaid(deal);
        assertThat(transfersOf(deal)).hasSize(1);
        List<RecordedCall> made = matching(wise().calls(), "POST", "/v1/transfers").stream()
                .filter(call -> call.body().contains("DEAL-" + deal))
                .toList();
        assertThat(made).singleElement().satisfies(call -> assertThat(call.body())
                .contains("\"transferPurpose\":\"" + RENT + "\"")
                .contains("\"sourceOfFunds\":\"verification.source.of.funds.business\""));
    }

    @Test
    void theNatureOfATransferBelongsToItsPrice() {
        wise().setRate("USD", "BRL", "5.40");
        wise().requireTransferNature("BRL");
        long deal = payTo(wise().addRecipient("BRL", "Ada Quist", null), AMOUNT, "BRL");

        untilNote(
                deal,
                "Wise: more details are required for this payout: nature of the transfer (transferNature),"
                        + " Please specify the nature of the transfer, one of: PAYMENT_FOR_SERVICES, OTHER");

        kommo().setDealField(deal, NATURE, "PAYMENT_FOR_SERVICES");

        untilPaid(deal);
    }

    @Test
    void aStateThatIsNotKnownIsNotFunded() {
        wise().funding(Funding.SCA_EMPTY);
        long deal = pay();
        untilNote(deal, "Wise: transfer ");
        Transfer transfer = transferOf(deal);
        wise().funding(Funding.COMPLETED);

        wise().advance(transfer.id(), "gone_fishing");

        untilNote(
                deal,
                "Wise: the unpaid transfer " + transfer.id() + " is in the state 'gone_fishing', from which nothing"
                        + " follows here, so it is not funded.");
        assertThat(transferOf(deal).funded()).isFalse();
        assertThat(transferOf(deal).fundingAttempts()).isEqualTo(1);

        wise().advance(transfer.id(), "incoming_payment_waiting");

        untilPaid(deal);
    }

    @Test
    void aWriteThatMetAnExpiredTokenIsNotTakenForLost() {
        wise().fault("POST", "/v1/transfers", unauthorized(), 1);
        wise().fault("POST", ".*/payments", unauthorized(), 1);

        long deal = pay();

        untilPaid(deal);
        assertThat(transferOf(deal).fundingAttempts()).isEqualTo(1);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
    }

    @Test
    void callsCarryThePayoutsKeyAndTheJournalNamesTheTracesOfWise() {
        wise().forgetCalls();
        long deal = pay();
        untilPaid(deal);
        String key = transferOf(deal).customerTransactionId().toString();

        assertThat(wise().calls()).allSatisfy(call -> assertThat(call.headers().get("X-External-Correlation-Id"))
                .matches("[0-9a-f-]{36}"));
        assertThat(wise().calls())
                .filteredOn(call -> call.body().contains(key)
                        || call.path().endsWith("/transfers/" + transferOf(deal).id() + "/payments"))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.headers()).containsEntry("X-External-Correlation-Id", key));
        assertThat(product.ledgerColumn("journal", "outcome"))
                .anyMatch(line -> line.matches("transfer " + transferOf(deal).id()
                        + " exists, incoming_payment_waiting \\(trace [0-9a-f-]{36}\\)"))
                .anyMatch(line -> line.matches("funded: Wise took .* from the balance \\(trace [0-9a-f-]{36}\\)"));
    }

    @Test
    void theJournalNamesTheTracesOfRefusalsAndFailuresThatTheDealDoesNotShow() {
        wise().blockQuotes(false);
        wise().unsupportedTargets("PLN");
        long refused = payTo(wise().addRecipient("PLN", "Ada Quist", null), AMOUNT, "PLN");
        untilNote(refused, "Wise: this payout is refused.");
        wise().fault("GET", "/v2/accounts/.*", Fault.status(500, "application/json", "{}"), 1);
        long delayed = pay();
        untilPaid(delayed);

        assertThat(product.ledgerColumn("journal", "outcome"))
                .anyMatch(line -> line.matches("QUOTE_REFUSED: .*\\(trace [0-9a-f-]{36}\\)"));
        assertThat(notes(refused)).noneMatch(note -> note.contains("trace"));
        wise().unsupportedTargets();
        product.report(kommo().delivery("delete", refused));
    }

    private static Fault unauthorized() {
        return Fault.status(
                401, "application/json", "{\"error\":\"invalid_token\",\"error_description\":\"nonexistent\"}");
    }

    private static Map<String, String> choices(String... keysAndNames) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int i = 0; i < keysAndNames.length; i += 2) {
            choices.put(keysAndNames[i], keysAndNames[i + 1]);
        }
        return choices;
    }

    private long payTo(long recipient, String amount, String currency) {
        return product.payDeal(amount, currency, kommo().addContact("Ada Quist", "ada@quist.example", recipient));
    }
}
