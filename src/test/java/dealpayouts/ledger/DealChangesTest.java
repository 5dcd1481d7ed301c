package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.money.Money;
import dealpayouts.provider.FundingEvidence;
import dealpayouts.provider.TransferAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Until a transfer is asked for the newest facts count, afterwards a change has no effect and the deal says so once. */
@ParameterizedClass
@EnumSource(Store.class)
class DealChangesTest {

    private static final long DEAL = 15500123;
    private static final PaymentOrder MORE = facts(OpenLedger.CONTRACTOR, "900.00", "EUR");

    @Parameter
    Store store;

    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void beforeATransferTheNewFactsCountAndTheJournalHasBoth() {
        Payout changed = ledger.confirmed(ledger.checked(DEAL), MORE);

        assertThat(changed.amount()).isEqualTo(MORE.amount());
        assertThat(ledger.journalOf(changed))
                .last()
                .isEqualTo("in the Pay stage: 900.00 EUR for contact 17800456;"
                        + " the amount is now 900.00 EUR instead of 850.50 EUR");
    }

    @Test
    void aQuoteForTheFormerContractorIsNotUsed() {
        Payout changed = ledger.confirmed(ledger.checked(DEAL), facts(5, "850.50", "EUR"));

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.payments.transferRequested(changed, ledger.quote(OpenLedger.AMOUNT), "{}"));
    }

    @Test
    void aQuoteForTheFormerAmountIsNotUsed() {
        Payout changed = ledger.confirmed(ledger.checked(DEAL), MORE);

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.payments.transferRequested(changed, ledger.quote(OpenLedger.AMOUNT), "{}"));
    }

    @Test
    void whoReadTheDealBeforeTheChangeCannotGoOn() {
        Payout before = ledger.checked(DEAL);
        ledger.confirmed(before, MORE);

        assertThatExceptionOfType(StalePayoutException.class)
                .isThrownBy(() -> ledger.payments.transferRequested(before, ledger.quote(OpenLedger.AMOUNT), "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "17800456, 900.00, EUR, the amount is now 900.00 EUR instead of 850.50 EUR",
        "17800456, 850.50, USD, amount and currency are now 850.50 USD instead of 850.50 EUR",
        "5, 850.50, EUR, the contractor is now contact 5 instead of contact 17800456",
        "5, 1.00, EUR, 'the amount is now 1.00 EUR instead of 850.50 EUR and the contractor is now contact 5"
                + " instead of contact 17800456'"
    })
    void withATransferTheDealIsToldWhatHasNoEffect(long contractor, String amount, String currency, String words) {
        ledger.confirmed(
                ledger.withTransfer(DEAL),
                facts(contractor, amount, currency),
                naming(contractor, OpenLedger.RECIPIENT));

        assertThat(notices())
                .containsExactly("{\"name\":\"changedTooLate\",\"facts\":{\"changes\":\"" + words + "\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "17800456, 702204456, the recipient is now 702204456 instead of 702204455",
        "5, 702204456, 'the contractor is now contact 5 instead of contact 17800456 and the recipient is now 702204456"
                + " instead of 702204455'"
    })
    void aTransferToAFormerRecipientIsNotFundedAndMayBeCancelled(long contractor, long recipient, String words) {
        Payout payout = ledger.confirmed(
                ledger.withTransfer(DEAL), facts(contractor, "850.50", "EUR"), naming(contractor, recipient));

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(payout))
                .matches(stop -> stop.getReason() == StopReason.RECIPIENT_CHANGED)
                .matches(stop -> stop.getFacts().get("changes").equals(words));
        assertThat(ledger.payments.isToBeWithdrawn(payout)).isTrue();
        assertThat(ledger.payments.withdrawalRequested(payout).transferId()).isEqualTo(payout.transferId());
        assertThat(notices()).isEmpty();
    }

    @Test
    void aRecipientWhoseDetailsAreWrongIsNotSaidToBeChangedByAPerson() {
        Payout before = ledger.withTransfer(DEAL);
        ledger.recipients.forget(OpenLedger.RECIPIENT, before.id());
        Payout payout = ledger.confirmed(
                before,
                facts(OpenLedger.CONTRACTOR, "850.50", "EUR"),
                new Contractor(OpenLedger.CONTRACTOR, "Ada Quist", "ada@quist.example", ""));

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(payout))
                .matches(stop -> stop.getFacts()
                        .get("changes")
                        .equals("recipient 702204455 cannot be paid any more, so the e-mail address decides"));
    }

    @Test
    void whatMayBePaidIsNotCancelled() {
        Payout asked = ledger.payments.fundingRequested(ledger.withTransfer(DEAL));
        Payout changed = ledger.confirmed(
                asked, facts(OpenLedger.CONTRACTOR, "850.50", "EUR"), naming(OpenLedger.CONTRACTOR, 9));

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.payments.withdrawalRequested(changed))
                .matches(stop -> stop.getReason() == StopReason.RECIPIENT_CHANGED);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.payments.fundingRequested(changed));
    }

    @Test
    void theNextCyclePaysOnlyOnceWiseShowsTheTransferAsCancelled() {
        Payout changed = ledger.confirmed(
                ledger.withTransfer(DEAL),
                facts(OpenLedger.CONTRACTOR, "850.50", "EUR"),
                naming(OpenLedger.CONTRACTOR, 9));
        Payout asked = ledger.payments.withdrawalRequested(changed);

        Payout waiting = proven(asked, FundingEvidence.Kind.NONE);
        assertThat(ledger.count("payout")).isEqualTo(1);
        Payout over = proven(waiting, FundingEvidence.Kind.CANCELLED);
        proven(over, FundingEvidence.Kind.CANCELLED);

        assertThat(ledger.count("payout")).isEqualTo(2);
        assertThat(ledger.table.latestOf(DEAL).orElseThrow().cycle()).isEqualTo(2);
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.payments.fundingRequested(over));
    }

    private Payout proven(Payout payout, FundingEvidence.Kind kind) {
        return ledger.payments.fundingProven(payout, new FundingEvidence(kind, "cancelled"), "paid", "funded");
    }

    private static Contractor naming(long contact, long recipient) {
        return new Contractor(contact, "Ada Quist", "", String.valueOf(recipient));
    }

    @Test
    void theSameChangeIsToldOnce() {
        Payout payout = ledger.withTransfer(DEAL);

        for (int look = 0; look < 3; look++) {
            payout = ledger.confirmed(payout, MORE);
            payout = ledger.confirmed(payout, facts(OpenLedger.CONTRACTOR, "850.50", "EUR"));
            ledger.dealChanges.compare(payout, MORE);
        }

        assertThat(notices()).hasSize(1);
        assertThat(ledger.journalOf(payout))
                .filteredOn(line -> line.contains("stays as it is"))
                .hasSize(1);
    }

    @Test
    void anotherChangeIsToldAgain() {
        Payout payout = ledger.confirmed(ledger.withTransfer(DEAL), MORE);

        ledger.confirmed(payout, facts(OpenLedger.CONTRACTOR, "901.00", "EUR"));

        assertThat(notices()).hasSize(2);
    }

    @Test
    void aChangeWhileTheFateOfTheRequestIsNotKnownIsToldWhenTheTransferExists() {
        Payout asked = ledger.payments.transferRequested(ledger.checked(DEAL), ledger.quote(OpenLedger.AMOUNT), "{}");
        ledger.passTime(OpenLedger.SETTLE);
        Payout seen = ledger.confirmed(ledger.payouts.open(asked.id()), MORE);
        assertThat(notices()).isEmpty();

        ledger.payments.transferAnswered(seen, new TransferAnswer(2150000123L, "incoming_payment_waiting", null, null));

        assertThat(notices()).hasSize(1);
    }

    @Test
    void aChangeThatIsTakenBackBeforeTheTransferExistsIsNotTold() {
        Payout asked = ledger.payments.transferRequested(ledger.checked(DEAL), ledger.quote(OpenLedger.AMOUNT), "{}");
        Payout changed = ledger.confirmed(asked, MORE);
        Payout seen = ledger.confirmed(changed, facts(OpenLedger.CONTRACTOR, "850.50", "EUR"));

        ledger.payments.transferAnswered(seen, new TransferAnswer(2150000123L, "incoming_payment_waiting", null, null));

        assertThat(notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "update, 67000003, 900.00, EUR, true",
        "update, 67000003, 850.50, USD, true",
        "update, 67000004, 900.00, EUR, true",
        "status, 67000004, 900.00, EUR, true",
        "update, 67000003, 850.50, EUR, false",
        "update, 67000003, '850,5', EUR, false",
        "update, 67000003, , , false",
        "update, 67000002, 900.00, EUR, false"
    })
    void aDeliveryAboutAPaidDealIsWorthALookWhenItsOwnFieldsDiffer(
            String action, long stage, String amount, String currency, boolean worth) {
        ledger.in(PayoutState.FUNDED, ledger.withTransfer(DEAL));
        ledger.work.asked.clear();

        ledger.deliveries.store(null, delivery(action, stage, amount, currency).getBytes());

        assertThat(ledger.work.asked.stream().filter(work -> work.startsWith("deal ")))
                .hasSize(worth ? 1 : 0);
    }

    @Test
    void aLookIsNotNeededWhenThePayoutsOwnWorkHasReadTheDealSince() {
        Payout payout = ledger.withTransfer(DEAL);
        ledger.table.hintOfDeal(payout);
        ledger.passTime(Duration.ofSeconds(1));
        Payout seen = ledger.confirmed(ledger.table.get(payout.id()), MORE);

        assertThat(ledger.dealChanges.isToBeRead(seen)).isFalse();
    }

    @Test
    void aLookWaitsWhileThePayoutIsBeingDecided() {
        Payout payout = ledger.checked(DEAL);
        ledger.passTime(Duration.ofSeconds(1));
        ledger.table.hintOfDeal(payout);

        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> ledger.dealChanges.isToBeRead(ledger.table.get(payout.id())));
    }

    @Test
    void aDeliveryDuringALookLeadsToAnotherOne() {
        Payout payout = ledger.withTransfer(DEAL);
        var began = ledger.now();
        ledger.passTime(Duration.ofSeconds(1));
        ledger.table.hintOfDeal(payout);

        List<String> ends = new ArrayList<>();
        ledger.dealChanges.endLook(payout.id(), began, () -> ends.add("end"), () -> ends.add("again"));
        ledger.dealChanges.endLook(payout.id(), ledger.now(), () -> ends.add("end"), () -> ends.add("again"));

        assertThat(ends).containsExactly("again", "end");
    }

    private static String delivery(String action, long stage, String amount, String currency) {
        String deal = "leads[" + action + "][0]";
        String whole = deal + "[id]=" + DEAL + "&" + deal + "[status_id]=" + stage;
        if (amount != null) {
            whole += "&" + deal + "[custom_fields][0][id]=1&" + deal + "[custom_fields][0][values][0][value]=" + amount
                    + "&" + deal + "[custom_fields][1][id]=2&" + deal + "[custom_fields][1][values][0][value]="
                    + currency;
        }
        return whole;
    }

    private List<String> notices() {
        return ledger.database
                .jdbc()
                .sql("select content from feedback where kind = 'NOTICE' order by id")
                .query(String.class)
                .list();
    }

    private static PaymentOrder facts(long contractor, String amount, String currency) {
        return new PaymentOrder(contractor, Money.of(new BigDecimal(amount), currency));
    }
}
