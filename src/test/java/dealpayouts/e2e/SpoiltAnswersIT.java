package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Storing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a remote did is what its answer names. A page of a proxy with status 200 says nothing, and what is kept in another form
 * than it was sent is recognised all the same.
 */
class SpoiltAnswersIT extends WithProduct {

    private static final String NOTES = "/api/v4/leads/notes";
    private static final String FIELDS = "/api/v4/leads/\\d+";
    private static final String CONTACT = "/api/v4/contacts/\\d+";
    private static final String TASKS = "/api/v4/tasks";
    private static final String RECIPIENTS = "/v1/accounts";
    private static final String NAME = "Ada Maria Francisca O'Neil de Jesus van der Quist Northlight";
    private static final Map<String, String> QUICK =
            Map.of("remote.settle-ms", "500", "kommo.attention-stage-id", String.valueOf(KommoStandIn.STAGE_ATTENTION));

    /** Answers that name nothing. */
    private enum Spoilt {
        PAGE_BEFORE(Fault::htmlBefore),
        PAGE_AFTER(Fault::htmlAfter),
        HALF_BEFORE(Fault::truncatedJsonBefore),
        NOTHING_BEFORE(() -> Fault.emptyBefore(200)),
        NO_CONTENT_BEFORE(() -> Fault.emptyBefore(204)),
        OTHER_BEFORE(Fault::otherJsonBefore),
        OTHER_AFTER(Fault::otherJsonAfter);

        private final Supplier<Fault> fault;

        Spoilt(Supplier<Fault> fault) {
            this.fault = fault;
        }
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void noWriteIsDoneBeforeAnAnswerNamesIt() {
        start(World.PLATFORM_ON_SQLITE, QUICK);
        for (Spoilt spoilt : Spoilt.values()) {
            kommo().fault("POST", NOTES, spoilt.fault.get(), 1);
            kommo().fault("PATCH", FIELDS, spoilt.fault.get(), 1);
            kommo().fault("PATCH", CONTACT, spoilt.fault.get(), 1);
        }
        wise().setBalance("USD", "100000.00");

        List<Long> deals = List.of(payByEmail(1), payByEmail(2), payByEmail(3), payByEmail(4));

        assertThat(deals).allSatisfy(deal -> {
            untilPaid(deal);
            assertThat(notes(deal)).containsExactly(paidNote(deal));
            assertThat(kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER))
                    .isEqualTo(String.valueOf(transferOf(deal).id()));
            assertThat(kommo().dealField(deal, KommoStandIn.FIELD_STATUS)).isEqualTo("funded");
        });
        assertThat(product.ledgerColumn("feedback", "state")).containsOnly("WRITTEN");
        assertThat(wise().recipients()).isEqualTo(4);
    }

    @Test
    void aPageInsteadOfAnAnswerForHoursLosesNoNote() {
        start(World.PLATFORM_ON_SQLITE, Map.of("remote.settle-ms", "50", "feedback.attempts", "2"));
        kommo().fault("POST", NOTES, Fault.htmlBefore(), 4);

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
    }

    @Test
    void aTaskIsMadeWhenTheAnswerNamesItAndOnlyOnce() {
        start(World.PLATFORM_ON_SQLITE, QUICK);
        kommo().fault("POST", TASKS, Fault.htmlBefore(), 1);
        kommo().fault("POST", TASKS, Fault.otherJsonAfter(), 1);
        long deal = pay();
        untilPaid(deal);

        bounce(deal);

        assertThat(kommo().openTasks(deal)).hasSize(1);
        assertThat(kommo().stageOf(deal)).isEqualTo(KommoStandIn.STAGE_ATTENTION);
    }

    @Test
    void whatAPersonWroteToTheContactMeanwhileStays() {
        start(World.PLATFORM_ON_SQLITE, QUICK);
        long contact = kommo().addContact("Ada Quist", "ada@quist.example", null);
        long corrected = wise().addRecipient("EUR", "Ada Quist", null);
        kommo().disturb(call -> {
            if (!call.method().equals("PATCH") || !call.path().matches(CONTACT)) {
                return Optional.empty();
            }
            kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, corrected);
            return Optional.of(Fault.resetBefore());
        });

        long deal = product.payDeal(AMOUNT, "EUR", contact);

        untilPaid(deal);
        assertThat(matching(kommo().calls(), "PATCH", CONTACT)).hasSize(1);
        assertThat(kommo().contactField(contact, KommoStandIn.FIELD_RECIPIENT)).isEqualTo(String.valueOf(corrected));
    }

    @Test
    void aTextThatIsKeptInAnotherFormIsNotWrittenTwice() {
        start(World.PLATFORM_ON_SQLITE, QUICK);
        int recipients = 0;
        for (Storing storing : Storing.values()) {
            kommo().storeTexts(storing);
            wise().storeNames(storing);
            kommo().fault("POST", NOTES, Fault.cutAfter(), 2);
            kommo().fault("POST", TASKS, Fault.cutAfter(), 1);
            wise().fault("POST", RECIPIENTS, Fault.cutAfter(), 1);
            String name = "\u200b" + NAME.replace(" van", "\u00a0 van");
            long contact = kommo().addContact(name, storing.name() + "@quist.example", null);

            long deal = product.payDeal(AMOUNT, "EUR", contact);
            untilPaid(deal);
            bounce(deal);

            assertThat(kommo().notes(deal)).as(storing.name()).hasSize(2);
            assertThat(kommo().openTasks(deal)).as(storing.name()).hasSize(1);
            assertThat(wise().recipients()).as(storing.name()).isEqualTo(++recipients);
            assertThat(transfersOf(deal)).as(storing.name()).hasSize(1);
        }
    }

    @Test
    void aNoteWithATypedValueThatLooksLikeHtmlIsRecognised() {
        start(World.PLATFORM_ON_SQLITE, QUICK);
        kommo().storeTexts(Storing.ENTITIES);
        kommo().fault("POST", NOTES, Fault.cutAfter(), 1);
        long contact = kommo().addContact("Ada & Bo  Quist", null, null);
        kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, "<b>77</b>");

        long deal = product.payDeal(AMOUNT, "EUR", contact);

        untilNote(deal, "Wise: the field");
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("feedback", "state"))
                .containsOnly("WRITTEN"));
        assertThat(kommo().notes(deal))
                .containsExactly("Wise: the field &quot;Wise recipient&quot; of Ada &amp; Bo Quist holds"
                        + " &#039;&lt;b&gt;77&lt;/b&gt;&#039;; a recipient id from Wise is expected, digits only.");
    }

    private void bounce(long deal) {
        int before = kommo().notes(deal).size();
        String subscription = wise().webhooks().subscribe("transfers#state-change", product.wiseWebhook(), null);
        wise().advance(transferOf(deal).id(), "bounced_back");
        wise().webhooks().unsubscribe(subscription);
        patiently().until(() -> kommo().notes(deal).size() > before);
        patiently().until(() -> kommo().stageOf(deal) == KommoStandIn.STAGE_ATTENTION);
        untilNothingIsDue(deal);
    }

    private long payByEmail(int number) {
        long contact = kommo().addContact("Ada Quist", "ada" + number + "@quist.example", null);
        return product.payDeal(AMOUNT, "EUR", contact);
    }
}
