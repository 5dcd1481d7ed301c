package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Delivery;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a transfer shows on its deal once, and nothing of it pays anybody again. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE"})
class TransferLifecycleIT extends WithTransfers {

    private static final long OTHER_STAGE = KommoStandIn.STAGE_NEW;

    @Parameter
    World world;

    private Paid paid;

    private void begin(Map<String, String> settings) {
        start(world, settings);
        subscribeToTransfers(world);
        paid = payNewContractor();
    }

    @Nested
    class WithStages {

        @BeforeEach
        void begin() {
            TransferLifecycleIT.this.begin(withStages(Map.of()));
        }

        @Test
        void aSentTransferMovesTheDealToPaid() {
            wise().advance(paid.transfer(), "outgoing_payment_sent");

            awaitStage(paid, KommoStandIn.STAGE_PAID);
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(2).last().asString().contains("was sent");
            assertThat(status(paid)).isEqualTo("sent");
            assertThat(kommo().openTasks(paid.deal())).isEmpty();
        }

        @Test
        void newsWhoseAnswerIsLostIsWrittenOnce() {
            kommo().fault("POST", "/api/v4/(leads/)?notes", Fault.cutAfter(), 1);

            wise().advance(paid.transfer(), "outgoing_payment_sent");

            awaitStage(paid, KommoStandIn.STAGE_PAID);
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(2).last().asString().contains("was sent");
        }

        @ParameterizedTest
        @CsvSource({
            "bounced_back, came back from the contractor's bank, 'bounced, check details'",
            "funds_refunded, was refunded to the balance, refunded",
            "charged_back, was charged back, charged back",
            "cancelled, was cancelled, cancelled",
            "unknown, is in a state that is not known here, needs attention",
        })
        void aTransferThatNeedsAPersonSaysSoOnce(String state, String words, String status) {
            wise().advance(paid.transfer(), "outgoing_payment_sent");
            awaitStage(paid, KommoStandIn.STAGE_PAID);
            awaitSettled();
            wise().webhooks().copiesOfEachDelivery(3);
            wise().webhooks().ownIdForEachAttempt(true);

            wise().advance(paid.transfer(), state);

            awaitNote(paid, words);
            awaitStage(paid, KommoStandIn.STAGE_ATTENTION);
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(3);
            assertThat(kommo().openTasks(paid.deal()))
                    .singleElement()
                    .asString()
                    .contains(words);
            assertThat(status(paid)).isEqualTo(status);
        }

        @ParameterizedTest
        @CsvSource({
            "WRONG_ACCOUNT_NUMBER, the account number is wrong",
            "TECHNICAL_ISSUE, a technical problem at the bank",
            "SOMETHING_NEW_FROM_WISE, something new from wise",
        })
        void aFailedPayoutSaysWhyOnce(String code, String words) {
            wise().webhooks().copiesOfEachDelivery(2);
            wise().webhooks().ownIdForEachAttempt(true);

            wise().payoutFailure(paid.transfer(), code, "The bank said no.");

            awaitNote(paid, "could not be paid out, " + words);
            awaitStage(paid, KommoStandIn.STAGE_ATTENTION);
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(2);
            assertThat(kommo().openTasks(paid.deal()))
                    .singleElement()
                    .asString()
                    .contains(words);
        }

        @Test
        void allFailuresAreToldWhenSeveralAreReportedAtOnce() {
            wise().fault("GET", "/v1/transfers/" + paid.transfer(), Fault.status(503, "text/plain", "busy"), 2);

            wise().payoutFailure(paid.transfer(), "MANDATE_NOT_FILLED_IN", "first");
            wise().payoutFailure(paid.transfer(), "REQUEST_FOR_INFORMATION_EXPIRED", "second");

            awaitNote(paid, "the contractor has not filled in what the bank asks for");
            awaitNote(paid, "the bank's question was not answered in time");
        }

        @Test
        void aFailureAfterWhichWiseTriesAgainWantsNobodyToPay() {
            wise().payoutFailure(paid.transfer(), "TECHNICAL_ISSUE_RETRYABLE", "later");

            awaitNote(paid, "Wise tries again by itself: do nothing, and do not pay it again.");
            awaitSettled();
            assertThat(kommo().openTasks(paid.deal())).isEmpty();
            assertThat(kommo().stageOf(paid.deal())).isEqualTo(KommoStandIn.STAGE_PAY);
        }

        @Test
        void activeCasesNeedAPerson() {
            wise().activeCases(paid.transfer(), "deposit_amount_less_invoice");

            awaitNote(paid, "(deposit_amount_less_invoice)");
            awaitStage(paid, KommoStandIn.STAGE_ATTENTION);
            awaitSettled();
            assertThat(kommo().openTasks(paid.deal())).hasSize(1);
        }

        @Test
        void theSameActiveCasesToldAgainLaterAreNoNews() {
            wise().activeCases(paid.transfer(), "deposit_amount_less_invoice");
            awaitNote(paid, "(deposit_amount_less_invoice)");

            wise().activeCases(paid.transfer(), "deposit_amount_less_invoice");
            wise().advance(paid.transfer(), "bounced_back");

            awaitNote(paid, "came back");
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(3);
        }

        @Test
        void activeCasesThatAreOverAreNoNews() {
            wise().activeCases(paid.transfer());
            wise().advance(paid.transfer(), "outgoing_payment_sent");

            awaitNote(paid, "was sent");
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"outgoing_payment_sent", "bounced_back"})
        void aDealThatAPersonMovedElsewhereStaysThere(String state) {
            kommo().moveDeal(paid.deal(), KommoStandIn.PIPELINE, OTHER_STAGE);

            wise().advance(paid.transfer(), state);

            awaiting().until(() -> kommo().notes(paid.deal()).size() == 2);
            awaitSettled();
            assertThat(kommo().stageOf(paid.deal())).isEqualTo(OTHER_STAGE);
        }

        @Test
        void aDeletedDealDoesNotStopTheOthers() {
            kommo().removeDeal(paid.deal());
            wise().advance(paid.transfer(), "bounced_back");
            Paid other = payNewContractor();

            wise().advance(other.transfer(), "outgoing_payment_sent");

            awaitNote(other, "was sent");
        }

        @Test
        void aPartialRefundShowsTheAmount() {
            wise().refund(paid.transfer(), "100.25");

            awaitNote(paid, "only 100.25 USD of " + transfer(paid.transfer()).debited());
            awaitStage(paid, KommoStandIn.STAGE_ATTENTION);
        }

        @Test
        void aRefundOfAnAmountThatCannotBeReadIsNotCalledFull() {
            wise().webhooks().holdDeliveries(true);
            wise().refund(paid.transfer(), "100.25");
            Delivery held = wise().webhooks().heldDeliveries().get(0);
            String unread = held.body().replaceAll("\"refund_amount\":[0-9.]+", "\"refund_amount\":\"about 100\"");
            wise().webhooks().releaseDeliveries();

            send(wise().webhooks().sign(unread));

            awaitNote(paid, "is not clear (Wise says 'about 100 USD')");
            assertThat(kommo().notes(paid.deal())).noneMatch(note -> note.contains("was refunded to the balance"));
        }

        @Test
        void aRefundToldByTwoEventsIsOneNote() {
            wise().advance(paid.transfer(), "cancelled");
            awaitNote(paid, "was cancelled");

            wise().advance(paid.transfer(), "funds_refunded");

            awaitNote(paid, "was refunded");
            awaiting().until(() -> wise().webhooks().deliveries().stream()
                    .anyMatch(d -> d.body().contains("transfers#refund")));
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(3);
        }

        @Test
        void aRefundEventThatComesAfterItsStateIsNoNews() {
            awaitSettled();
            wise().webhooks().holdDeliveries(true);
            wise().advance(paid.transfer(), "funds_refunded");
            Delivery refund = wise().webhooks().heldDeliveries().get(1);
            wise().webhooks().releaseDeliveries(0);
            awaitNote(paid, "was refunded");
            awaitSettled();

            wise().webhooks().redeliver(refund, true);

            awaiting().untilAsserted(() -> assertThat(product.ledgerColumn("wise_event", "event_type"))
                    .contains("transfers#refund"));
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(2);
        }

        @Test
        void aPartialRefundBeforeItsStateIsOneNote() {
            wise().refund(paid.transfer(), "100.25");
            awaitNote(paid, "only 100.25 USD");

            wise().advance(paid.transfer(), "funds_refunded");

            awaitStatus(paid, "refunded");
            awaitSettled();
            assertThat(kommo().notes(paid.deal())).hasSize(2);
        }

        @Test
        void nothingIsPaidAgainEvenWhenTheDealIsMovedToPayOnceMore() {
            wise().advance(paid.transfer(), "funds_refunded");
            awaitStage(paid, KommoStandIn.STAGE_ATTENTION);

            kommo().moveDeal(paid.deal(), KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            product.deliver(kommo().statusDelivery(paid.deal()));
            payNewContractor();

            assertThat(wise().transfers()).hasSize(2);
            assertThat(kommo().dealField(paid.deal(), KommoStandIn.FIELD_TRANSFER))
                    .isEqualTo(String.valueOf(paid.transfer()));
        }
    }

    @Nested
    class WithoutStages {

        @BeforeEach
        void begin() {
            TransferLifecycleIT.this.begin(Map.of());
        }

        @ParameterizedTest
        @ValueSource(strings = {"outgoing_payment_sent", "bounced_back"})
        void theDealStaysWhereItIs(String state) {
            wise().advance(paid.transfer(), state);

            awaiting().until(() -> kommo().notes(paid.deal()).size() == 2);
            awaitSettled();
            assertThat(kommo().stageOf(paid.deal())).isEqualTo(KommoStandIn.STAGE_PAY);
        }

        @Test
        void wrongDetailsEmptyTheContactsField() {
            wise().payoutFailure(paid.transfer(), "WRONG_ACCOUNT_NUMBER", "no such account");

            awaiting().untilAsserted(() -> assertThat(recipientField(paid.contact()))
                    .isNull());
        }

        @Test
        void aRecipientThatAPersonHasCorrectedMeanwhileStays() {
            long corrected = wise().addRecipient("EUR", "Ada Quist", null);
            kommo().setContactField(paid.contact(), KommoStandIn.FIELD_RECIPIENT, corrected);

            wise().payoutFailure(paid.transfer(), "WRONG_ACCOUNT_NUMBER", "no such account");

            awaitNote(paid, "the account number is wrong");
            awaitSettled();
            assertThat(recipientField(paid.contact())).isEqualTo(String.valueOf(corrected));
        }

        @Test
        void aTechnicalFailureKeepsTheRecipient() {
            wise().payoutFailure(paid.transfer(), "TECHNICAL_ISSUE", "try later");

            awaitNote(paid, "a technical problem");
            awaitSettled();
            assertThat(recipientField(paid.contact())).isEqualTo(String.valueOf(paid.recipient()));
        }

        @Test
        void theNextDealDoesNotUseARecipientWithWrongDetails() {
            wise().payoutFailure(paid.transfer(), "WRONG_ACCOUNT_NUMBER", "no such account");
            awaiting().untilAsserted(() -> assertThat(recipientField(paid.contact()))
                    .isNull());

            long next = product.payDeal("20.00", "EUR", paid.contact());

            awaiting().untilAsserted(() -> assertThat(kommo().notes(next))
                    .singleElement()
                    .asString()
                    .contains("neither a Wise recipient nor an e-mail"));
            assertThat(wise().fundings()).isEqualTo(1);
        }

        @Test
        void aRecipientMadeByEmailIsForgottenInTheLedgerToo() {
            long contact = kommo().addContact("Bo Lind", "bo@lind.example", null);
            Paid byEmail = pay(contact, 0);
            awaiting().untilAsserted(() -> assertThat(recipientField(contact)).isNotNull());

            wise().payoutFailure(byEmail.transfer(), "WRONG_ACCOUNT_NUMBER", "no such account");

            awaiting().untilAsserted(() -> assertThat(recipientField(contact)).isNull());
            assertThat(recipientsInLedger()).isZero();
        }

        @Test
        void theNextDealIsPaidToANewRecipientThoughTheOldOneIsStillInWisesList() {
            long contact = kommo().addContact("Bo Lind", "bo@lind.example", null);
            Paid byEmail = pay(contact, 0);
            awaiting().untilAsserted(() -> assertThat(recipientField(contact)).isNotNull());
            wise().payoutFailure(byEmail.transfer(), "WRONG_ACCOUNT_NUMBER", "no such account");
            awaiting().untilAsserted(() -> assertThat(recipientField(contact)).isNull());

            Paid next = pay(contact, 0);

            assertThat(transfer(next.transfer()).targetAccount())
                    .isNotEqualTo(transfer(byEmail.transfer()).targetAccount());
        }

        private String recipientField(long contact) {
            return kommo().contactField(contact, KommoStandIn.FIELD_RECIPIENT);
        }

        private int recipientsInLedger() {
            try (var connection = product.ledger().connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from recipient")) {
                rows.next();
                return rows.getInt(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
