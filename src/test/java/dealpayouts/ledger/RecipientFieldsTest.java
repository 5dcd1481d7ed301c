package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.money.Money;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A recipient that was made waits to be written to the field of exactly the contact and address that it was made for. */
@ParameterizedClass
@EnumSource(Store.class)
class RecipientFieldsTest {

    private static final long DEAL = 15500001;
    private static final long PROFILE = 20045501;
    private static final long OTHER_CONTACT = 17800999;
    private static final String OUTDATED = "recipient " + OpenLedger.RECIPIENT
            + " is not written to the contact: it was made for another contact or e-mail address than the payout has now";

    @Parameter
    Store store;

    private OpenLedger ledger;
    private Payout payout;

    @BeforeEach
    void makeARecipient() {
        ledger = new OpenLedger(store);
        payout = ledger.confirmed(
                ledger.accepted(DEAL), facts(OpenLedger.CONTRACTOR, "850.50"), ada("ada@quist.example"));
        RecipientClaims claims = new RecipientClaims(ledger.moves, ledger.recipients, ledger.feedback, ledger.attempts);
        claims.claim(payout, PROFILE, ada("ada@quist.example"));
        claims.made(payout, PROFILE, ada("ada@quist.example"), OpenLedger.RECIPIENT);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void itIsForTheContactAndTheAddressHoweverThatIsTyped() {
        Feedback waiting = ledger.feedback.pending(1);

        assertThat(waiting.contractorId()).isEqualTo(OpenLedger.CONTRACTOR);
        assertThat(waiting.isMadeFor(OpenLedger.CONTRACTOR, " Ada@Quist.example"))
                .isTrue();
        assertThat(waiting.isMadeFor(OpenLedger.CONTRACTOR, "new@quist.example"))
                .isFalse();
        assertThat(waiting.isMadeFor(OpenLedger.CONTRACTOR, "")).isFalse();
        assertThat(waiting.isMadeFor(OTHER_CONTACT, "ada@quist.example")).isFalse();
    }

    @Test
    void oneFromBeforeThatWasRememberedIsForNobody() {
        ledger.database
                .jdbc()
                .sql("update feedback set contact_id = null, payee = null")
                .update();

        assertThat(ledger.feedback.pending(1).isMadeFor(OpenLedger.CONTRACTOR, "ada@quist.example"))
                .isFalse();
        assertThat(ledger.feedback.pending(1).isMadeFor(OpenLedger.CONTRACTOR, ""))
                .isFalse();
    }

    @Test
    void anotherContactOfThePayoutOutdatesIt() {
        ledger.feedback.add(payout.id(), Feedback.Kind.NOTE, "next");
        ledger.work.asked.clear();

        ledger.confirmed(payout, facts(OTHER_CONTACT, "850.50"));

        assertThat(ledger.feedback.pending(1)).isNull();
        assertThat(ledger.work.asked).contains("feedback 2");
        assertThat(ledger.journalOf(payout)).containsOnlyOnce(OUTDATED);
    }

    @Test
    void anotherAddressOfTheContactOutdatesIt() {
        ledger.confirmed(payout, facts(OpenLedger.CONTRACTOR, "850.50"), ada("new@quist.example"));

        assertThat(ledger.feedback.pending(1)).isNull();
        assertThat(ledger.journalOf(payout)).containsOnlyOnce(OUTDATED);
    }

    @Test
    void whatIsOutdatedAfterItWasGivenUpIsNotTriedOnceMore() {
        ledger.feedback.failed(ledger.feedback.pending(1), "Kommo refuses it");

        ledger.confirmed(payout, facts(OTHER_CONTACT, "850.50"));

        assertThat(ledger.feedback.again(payout.id())).isZero();
        assertThat(ledger.feedback.failures()).isZero();
    }

    @Test
    void anotherAmountDoesNotOutdateIt() {
        ledger.confirmed(payout, facts(OpenLedger.CONTRACTOR, "12.00"), ada("ada@quist.example"));

        assertThat(ledger.feedback.pending(1)).isNotNull();
    }

    @Test
    void whatWasFoundOutdatedIsNeitherWrittenNorGivenUp() {
        Feedback waiting = ledger.feedback.pending(1);

        ledger.feedback.recipientOutdated(waiting);
        ledger.feedback.written(waiting);
        ledger.feedback.failed(waiting, "Kommo answered with HTTP status 409");

        assertThat(ledger.database
                        .jdbc()
                        .sql("select state from feedback")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("OBSOLETE"));
        assertThat(ledger.journalOf(payout)).containsOnlyOnce(OUTDATED);
    }

    private static Contractor ada(String email) {
        return new Contractor(OpenLedger.CONTRACTOR, "Ada Quist", email, "");
    }

    private static PaymentOrder facts(long contact, String amount) {
        return new PaymentOrder(contact, Money.of(new BigDecimal(amount), "EUR"));
    }
}
