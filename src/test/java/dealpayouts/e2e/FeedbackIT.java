package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Kommo hears everything in the end, once and in order; it never holds up or repeats a payment. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
class FeedbackIT extends WithProduct {

    private static final String NOTES = "/api/v4/(leads/)?notes";
    private static final Fault DOWN = Fault.status(503, "text/html", "<html><body>Down</body></html>");

    @Parameter
    World world;

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void whileKommoIsDownTheContractorIsPaid() {
        start(world, Map.of("feedback.attempts", "2"));
        kommo().fault("PATCH", ".*", DOWN, 5);
        kommo().fault("POST", ".*", DOWN, 5);

        long deal = pay();

        patiently().until(() -> wise().fundings() == 1);
        assertThat(kommo().notes(deal)).isEmpty();
        untilPaid(deal);
    }

    @Test
    void whatHappenedWhileKommoWasDownIsToldOnceWhenItIsBack() {
        start(world, Map.of("feedback.attempts", "2"));
        kommo().fault("PATCH", ".*", DOWN, 5);
        kommo().fault("POST", ".*", DOWN, 5);

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
        assertThat(fields(deal)).containsExactly(String.valueOf(transferOf(deal).id()), "funded");
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE.subtract(DEBIT));
    }

    @Test
    void aNoteWhoseAnswerIsLostIsNotWrittenAgain() {
        start(world, Map.of());
        kommo().fault("POST", NOTES, Fault.cutAfter(), 1);

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
    }

    @Test
    void aNoteThatComesLateStillComesBeforeTheNextOne() {
        start(world, Map.of());
        wise().setBalance("USD", "900.00");
        kommo().fault("POST", NOTES, Fault.resetBefore(), 4);
        long deal = pay();
        patiently().until(() -> !matching(kommo().calls(), "POST", NOTES).isEmpty());
        wise().setBalance("USD", "1000.00");
        mention(deal);

        untilPaid(deal);

        assertThat(notes(deal)).hasSize(2).last().isEqualTo(paidNote(deal));
    }

    @Test
    void aFieldThatKommoDoesNotKnowFailsVisiblyAndTheNoteIsWrittenAllTheSame() {
        start(world, Map.of("cf.wise-transfer", "999999"));

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
        assertThat(product.ledgerColumn("feedback", "kind || ' ' || state"))
                .containsExactly("DEAL_FIELDS FAILED", "NOTE WRITTEN");
        assertThat(product.ledgerColumn("feedback", "problem").get(0))
                .startsWith("Kommo refuses it: ")
                .contains("custom_fields_values")
                .doesNotContain("{", "[");
    }

    @Test
    void aNoteThatKommoDoesNotTakeIsGivenUpAfterSomeAnswersAndStaysInTheLedger() {
        start(world, Map.of("feedback.attempts", "3"));
        kommo().fault("POST", NOTES, Fault.status(409, "text/html", "<html><body>Conflict</body></html>"), 3);

        long deal = pay();

        patiently().until(() -> matching(kommo().calls(), "POST", NOTES).size() == 3);
        untilNothingIsDue(deal);
        assertThat(product.ledgerColumn("feedback", "kind || ' ' || state || ' ' || coalesce(problem, '')"))
                .containsExactly("DEAL_FIELDS WRITTEN ", "NOTE FAILED Kommo answered with HTTP status 409");
        assertThat(kommo().notes(deal)).isEmpty();
    }

    @Test
    void aNoteThatKommoForbidsIsGivenUpAtOnceAndStaysInTheLedger() {
        start(world, Map.of());
        kommo().fault("POST", NOTES, Fault.status(403, "application/problem+json", "{\"status\":403}"), 1);

        long deal = pay();

        patiently().until(() -> product.ledgerColumn("feedback", "state").contains("FAILED"));
        untilNothingIsDue(deal);
        assertThat(product.ledgerColumn("feedback", "kind || ' ' || state || ' ' || coalesce(problem, '')"))
                .containsExactly(
                        "DEAL_FIELDS WRITTEN ", "NOTE FAILED Kommo refuses it: it does not say why (HTTP status 403)");
    }

    @Test
    void aPayoutThatFailsAgainAndAgainSaysThatItIsLateOnce() {
        start(world, Map.of("payout.explain-after-failures", "2"));
        wise().fault("POST", ".*/quotes", DOWN, 5);

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal))
                .containsExactly(
                        "Wise: payout delayed, Wise answered with HTTP status 503. It is tried again by itself; nothing to do.",
                        paidNote(deal));
    }

    @Test
    void aPayoutThatFailsOnceSaysNothing() {
        start(world, Map.of("payout.explain-after-failures", "2"));
        wise().fault("POST", ".*/quotes", DOWN, 1);

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
    }

    private List<String> fields(long deal) {
        return List.of(
                kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER),
                kommo().dealField(deal, KommoStandIn.FIELD_STATUS));
    }
}
