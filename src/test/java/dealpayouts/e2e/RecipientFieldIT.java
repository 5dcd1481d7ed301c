package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Disturbance.Arrival;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever a contact's field "Wise recipient" names is paid, so what we write there late must still be right. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
class RecipientFieldIT extends WithProduct {

    private static final String CONTACT = "/api/v4/contacts/\\d+";
    private static final Fault DOWN = Fault.status(503, "text/html", "<html><body>Down</body></html>");

    private final AtomicBoolean isDown = new AtomicBoolean(true);

    @Parameter
    World world;

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void aRecipientIsNotWrittenToTheContactThatHasReplacedItsOwn() {
        beginWithoutMoneyAndContacts();
        long ada = kommo().addContact("Ada Quist", "ada@quist.example", null);
        long bo = kommo().addContact("Bo Quist", "bo@quist.example", null);
        long deal = product.payDeal(AMOUNT, "EUR", ada);
        untilMade("ada@quist.example");
        kommo().setContact(deal, bo);
        mention(deal);
        long bosRecipient = untilMade("bo@quist.example");

        isDown.set(false);

        untilFieldsAreWritten();
        assertThat(recipientField(bo)).isEqualTo(String.valueOf(bosRecipient));
        assertThat(recipientField(ada)).isNullOrEmpty();
        wise().setBalance("USD", BALANCE.toPlainString());
        long next = product.payDeal("12.00", "EUR", bo);
        untilPaid(next);
        assertThat(transferOf(next).targetAccount()).isEqualTo(bosRecipient);
    }

    @Test
    void aRecipientOfAFormerAddressIsNotWrittenAndNotPaid() {
        beginWithoutMoneyAndContacts();
        long ada = kommo().addContact("Ada Quist", "old@quist.example", null);
        long deal = product.payDeal(AMOUNT, "EUR", ada);
        long former = untilMade("old@quist.example");
        correctAddress(ada);

        isDown.set(false);

        untilFieldsAreWritten();
        assertThat(recipientField(ada)).isNullOrEmpty();
        assertThat(product.ledgerColumn("journal", "outcome"))
                .contains(
                        "recipient " + former
                                + " is not written to the contact: it was made for another contact or e-mail address than the payout has now");
        wise().setBalance("USD", BALANCE.toPlainString());
        mention(deal);
        untilPaid(deal);
        assertThat(transferOf(deal).targetAccount())
                .isEqualTo(madeFor("new@quist.example").orElseThrow());
        assertThat(notes(deal)).hasSize(2).last().isEqualTo(paidNote(deal));
    }

    @Test
    void theRecipientOfACorrectedAddressIsWrittenAlthoughTheFormerOneWaits() {
        beginWithoutMoneyAndContacts();
        long ada = kommo().addContact("Ada Quist", "old@quist.example", null);
        long deal = product.payDeal(AMOUNT, "EUR", ada);
        untilMade("old@quist.example");
        correctAddress(ada);
        mention(deal);
        long corrected = untilMade("new@quist.example");

        isDown.set(false);

        untilFieldsAreWritten();
        assertThat(recipientField(ada)).isEqualTo(String.valueOf(corrected));
        wise().setBalance("USD", BALANCE.toPlainString());
        mention(deal);
        untilPaid(deal);
        assertThat(transferOf(deal).targetAccount()).isEqualTo(corrected);
    }

    @Test
    void aRecipientThatAPersonEntersWhileOthersAreWrittenIsNotOverwritten() {
        start(world, Map.of());
        AtomicInteger slow = new AtomicInteger();
        kommo().disturb(call -> isContactWrite(call) && slow.getAndIncrement() < 2
                ? Optional.of(Fault.delay(Duration.ofMillis(1500)))
                : Optional.empty());
        product.payDeal(AMOUNT, "EUR", kommo().addContact("Bo Quist", "bo@quist.example", null));
        product.payDeal(AMOUNT, "EUR", kommo().addContact("Cy Quist", "cy@quist.example", null));
        patiently().until(() -> slow.get() == 2);
        long ada = kommo().addContact("Ada Quist", "ada@quist.example", null);
        product.payDeal(AMOUNT, "EUR", ada);
        patiently().until(() -> contactFields("attempts").equals(List.of("1", "1", "1")));
        untilWrittenOrHeldUp(slow);

        kommo().setContactField(ada, KommoStandIn.FIELD_RECIPIENT, "702299999");

        untilFieldsAreWritten();
        assertThat(recipientField(ada)).isEqualTo("702299999");
    }

    /** The payout is not paid, and no contact can be changed until {@link #isDown} ends. */
    private void beginWithoutMoneyAndContacts() {
        start(world, Map.of());
        wise().setBalance("USD", "10.00");
        kommo().disturb(call -> isDown.get() && isContactWrite(call) ? Optional.of(DOWN) : Optional.empty());
    }

    private static boolean isContactWrite(Arrival call) {
        return call.method().equals("PATCH") && call.path().startsWith("/api/v4/contacts");
    }

    private void correctAddress(long contact) {
        long email = kommo().administration().fieldsByCode().get("EMAIL");
        kommo().setContactField(contact, email, "new@quist.example");
    }

    /** Waits until the recipient is made and whoever wants to be paid waits for money. @return the recipient */
    private long untilMade(String email) {
        patiently()
                .until(() -> madeFor(email).isPresent()
                        && !product.ledgerColumn("payout", "reason").contains(null));
        return madeFor(email).orElseThrow();
    }

    private Optional<Long> madeFor(String email) {
        return product
                .ledgerColumn("(select recipient_id as id, email from recipient) made", "email || ' ' || id")
                .stream()
                .filter(made -> made != null && made.startsWith(email + " "))
                .map(made -> Long.valueOf(made.substring(email.length() + 1)))
                .findFirst();
    }

    private void untilFieldsAreWritten() {
        patiently().until(() -> !contactFields("state").contains("PENDING"));
    }

    private List<String> contactFields(String column) {
        return product.ledgerColumn("(select * from feedback where kind = 'CONTACT_FIELD') fields", column);
    }

    /** A person is slower than a call that follows at once, and quicker than one that waits for others. */
    private void untilWrittenOrHeldUp(AtomicInteger writes) {
        try {
            patiently().atMost(Duration.ofMillis(500)).until(() -> writes.get() == 3);
        } catch (ConditionTimeoutException isHeldUp) {
            assertThat(matching(kommo().calls(), "PATCH", CONTACT)).hasSizeLessThan(3);
        }
    }

    private String recipientField(long contact) {
        return kommo().contactField(contact, KommoStandIn.FIELD_RECIPIENT);
    }
}
