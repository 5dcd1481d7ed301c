package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.e2e.Operator.Outcome;
import dealpayouts.json.Json;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator may do to payouts, with the packaged jar beside the running product. */
class OperatorsActsIT extends WithProduct {

    private static final int REFUSED = 1;
    private static final int NOT_BEGUN = 2;

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        product.close();
    }

    private void begin(Map<String, String> settings) {
        start(World.PLATFORM_ON_SQLITE, settings);
    }

    private Outcome type(String... command) {
        return Operator.beside(product).types(command);
    }

    private long dealWithoutAmount() {
        long recipient = wise().addRecipient("EUR", "Ada Quist", null);
        long deal = product.payDeal(null, "EUR", kommo().addContact("Ada Quist", null, recipient));
        untilNote(deal, "Wise: payout amount not set");
        return deal;
    }

    @Test
    void aPayoutIsListedAndShownWithItsJournal() {
        begin(Map.of());
        long deal = pay();
        untilPaid(deal);

        JsonNode listed = Json.read(type("payouts", "list", "--json").output());
        JsonNode shown = Json.read(
                type("payouts", "show", String.valueOf(deal), "--json").output());

        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/deal").asLong()).isEqualTo(deal);
        assertThat(listed.at("/0/amount").textValue()).isEqualTo(AMOUNT);
        assertThat(listed.at("/0/transfer").asLong()).isEqualTo(transferOf(deal).id());
        assertThat(shown.at("/0/journal").findValuesAsText("step")).startsWith("accepted", "deal", "transfer");
        assertThat(type("payouts", "list").output())
                .contains(String.valueOf(deal), "FUNDED", "850.50 EUR")
                .doesNotContain("INFO", "WARN");
        assertThat(type("payouts", "list", "--state", "parked").output()).doesNotContain(String.valueOf(deal));
    }

    @Test
    void oneScreenShowsHowItStandsAndWhatWaitsForAPerson() {
        begin(Map.of());
        kommo().fault("POST", "/api/v4/.*notes", Fault.status(403, "application/problem+json", "{\"status\":403}"), 1);
        long paid = pay();
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("feedback", "state"))
                .contains("FAILED"));
        long parked = dealWithoutAmount();
        String contractor =
                "Ada Quist (" + product.ledgerColumn("payout", "contractor_id").get(0) + ")";

        String status = type("status").output();
        String list = type(
                        "payouts",
                        "list",
                        "--since",
                        LocalDate.now(ZoneOffset.UTC).toString())
                .output();
        JsonNode json = Json.read(type("status", "--json").output());

        assertThat(status)
                .contains("running, and well", "Kommo        ok", "Wise         ok", "1 funded, 1 parked")
                .contains("0 notes and fields to be written, 1 given up")
                .contains("deal " + parked, "→ payout amount not set.")
                .doesNotContain("deal " + paid);
        assertThat(list).contains(contractor, "850.50 EUR", "→ payout amount not set.");
        assertThat(json.at("/payouts/FUNDED").asInt()).isOne();
        assertThat(json.at("/waiting/0/deal").asLong()).isEqualTo(parked);
        assertThat(type("payouts", "show", String.valueOf(paid)).output())
                .contains("Ada Quist", "not told", "a note, because Kommo refuses it");
        assertThat(type("payouts", "show", "1", "--json").output())
                .isEqualTo("""
                {"error":["Deal 1 has no payout yet."]}
                """);
    }

    @Test
    void aDealThatTheLedgerDoesNotKnowIsSaidToBeUnknown() {
        begin(Map.of());

        Outcome show = type("payouts", "show", "4711");

        assertThat(show.exitCode()).isEqualTo(REFUSED);
        assertThat(show.log()).contains("Deal 4711 has no payout yet");
    }

    @Test
    void aCancelledPayoutIsNotPaidWhateverHappensUntilItIsReleased() {
        begin(Map.of());
        long deal = dealWithoutAmount();

        Outcome cancel = type("payouts", "cancel", String.valueOf(deal), "--actor", "ann");
        kommo().setDealField(deal, KommoStandIn.FIELD_AMOUNT, AMOUNT);
        mention(deal);

        assertThat(cancel.exitCode()).as("%s", cancel).isZero();
        untilNote(deal, "Wise: this payout was cancelled by ann and is not paid.");
        mention(deal);
        assertThat(wise().transfers()).isEmpty();

        Outcome release = type("payouts", "release", String.valueOf(deal), "--actor", "ben");

        assertThat(release.exitCode()).as("%s", release).isZero();
        untilPaid(deal);
        assertThat(product.ledgerColumn("journal", "actor || ': ' || outcome"))
                .contains("ann: not to be paid", "ben: to be paid although ann had called it off");
    }

    @Test
    void aCancelledPayoutStaysCancelledWhenItsDealLeavesTheStageAndComesBack() {
        begin(Map.of("payout.parked-look-ms", "300"));
        long deal = dealWithoutAmount();
        type("payouts", "cancel", String.valueOf(deal), "--actor", "ann");
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "state"))
                .containsExactly("DROPPED"));

        kommo().setDealField(deal, KommoStandIn.FIELD_AMOUNT, AMOUNT);
        kommo().moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
        product.report(kommo().statusDelivery(deal));

        untilNote(deal, "Wise: this payout was cancelled by ann and is not paid.");
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void aTransferThatWasNeverToBeFundedIsLeftUnfunded() {
        begin(Map.of("payout.funding", "draft"));
        long deal = pay();
        untilNote(deal, "Wise: transfer " + transferOfPatiently(deal) + " of 850.50 EUR is prepared");

        Outcome cancel = type("payouts", "cancel", String.valueOf(deal), "--actor", "ann", "--json");

        assertThat(Json.read(cancel.output()).path("called_off_by").asText()).isEqualTo("ann");
        product.restartWith("payout.funding", "auto");
        mention(deal);
        untilNote(deal, "Wise: this payout was cancelled by ann and is not paid. Transfer ");
        assertThat(wise().fundings()).isZero();
    }

    @Test
    void aTransferThatAPersonFundsAllTheSameIsRecorded() {
        begin(Map.of("payout.funding", "draft"));
        long deal = pay();
        long transfer = transferOfPatiently(deal);
        untilNote(deal, "Wise: transfer " + transfer + " of 850.50 EUR is prepared");
        type("payouts", "cancel", String.valueOf(deal), "--actor", "ann");
        untilNote(deal, "Wise: this payout was cancelled by ann");

        wise().fundByHand(transfer);
        mention(deal);

        untilPaid(deal);
        assertThat(product.ledgerColumn("payout", "state")).containsExactly("FUNDED");
    }

    @Test
    void whatHasLeftCannotBeCancelled() {
        begin(Map.of());
        long deal = pay();
        untilPaid(deal);

        Outcome cancel = type("payouts", "cancel", String.valueOf(deal), "--actor", "ann");

        assertThat(cancel.exitCode()).isEqualTo(REFUSED);
        assertThat(cancel.log()).contains("it is FUNDED, its money has left the balance");
    }

    @Test
    void whatMayHaveLeftCannotBeCancelled() {
        begin(Map.of("payout.retry-first-ms", "600000", "payout.retry-longest-ms", "600000"));
        wise().fault("POST", ".*/payments", Fault.resetBefore(), 1);
        long deal = pay();
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("payout", "state"))
                .containsExactly("FUNDING_REQUESTED"));

        Outcome cancel = type("payouts", "cancel", String.valueOf(deal), "--actor", "ann");

        assertThat(cancel.exitCode()).isEqualTo(REFUSED);
        assertThat(cancel.log()).contains("funding was asked for, so its money may have left");
    }

    @Test
    void aRetryDoesNowWhatWouldHaveBeenDoneLater() {
        begin(Map.of("payout.retry-first-ms", "3600000", "payout.retry-longest-ms", "3600000"));
        kommo().fault("GET", "/api/v4/leads/\\d+", Fault.resetBefore(), 1);
        long deal = pay();
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("journal", "step"))
                .contains("retry"));

        Outcome retry = type("payouts", "retry", String.valueOf(deal), "--actor", "ann");

        assertThat(retry.exitCode()).as("%s", retry).isZero();
        untilPaid(deal);
        assertThat(product.ledgerColumn("journal", "actor || ': ' || step")).contains("ann: retry asked for");
    }

    @Test
    void aRetryTakesUpANoteThatWasGivenUp() {
        begin(Map.of());
        kommo().fault("POST", "/api/v4/.*notes", Fault.status(403, "application/problem+json", "{\"status\":403}"), 1);
        long deal = pay();
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("feedback", "state"))
                .contains("FAILED"));

        Outcome retry = type("payouts", "retry", String.valueOf(deal), "--actor", "ann");

        assertThat(retry.output()).contains("1 notes or fields that were given up");
        untilNote(deal, "Wise: paid ");
        assertThat(kommo().notes(deal)).hasSize(1);
    }

    @Test
    void anActorWithMoreLettersThanTheJournalHoldsIsRefusedInWords() {
        begin(Map.of());

        Outcome refused = type("payouts", "release", "1", "--actor", "a".repeat(61));

        assertThat(refused.exitCode()).isEqualTo(NOT_BEGUN);
        assertThat(refused.log()).contains("'--actor'", "must have 1 to 60 characters, has 61");
    }

    @Test
    void theExportHoldsExactlyWhatMovedInThePeriod() throws IOException {
        begin(Map.of());
        long paid = pay();
        untilPaid(paid);
        dealWithoutAmount();
        String month = YearMonth.now(ZoneOffset.UTC).toString();

        Outcome export = type("payouts", "export", "--month", month, "--folder", folder.toString());

        assertThat(export.exitCode()).as("%s", export).isZero();
        JsonNode rows = Json.read(Files.readString(folder.resolve("payouts-" + month + ".json")));
        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/deal").asLong()).isEqualTo(paid);
        assertThat(rows.at("/0/amount").textValue()).isEqualTo("850.50");
        assertThat(rows.at("/0/debit").textValue()).isEqualTo("932.30");
        assertThat(rows.at("/0/fee").textValue()).isEqualTo("7.84");
        assertThat(rows.at("/0/rate").textValue()).isEqualTo("0.92");
        List<String> lines = Files.readAllLines(folder.resolve("payouts-" + month + ".csv"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("payout,account,deal,cycle,contact,state,reason,amount,currency,debit,");
        assertThat(lines.get(1)).contains(",FUNDED,,850.50,EUR,932.30,USD,7.84,0.92,");
    }

    @Test
    void anotherPeriodIsEmpty() throws IOException {
        begin(Map.of());
        untilPaid(pay());
        LocalDate before = LocalDate.now(ZoneOffset.UTC).minusDays(40);

        Outcome export = type(
                "payouts",
                "export",
                "--from",
                before.toString(),
                "--to",
                before.plusDays(3).toString(),
                "--folder",
                folder.toString(),
                "--json");

        assertThat(Json.read(export.output()).path("payouts").asInt(-1)).isZero();
        String file = "payouts-" + before + "-to-" + before.plusDays(3) + ".csv";
        assertThat(Files.readAllLines(folder.resolve(file))).hasSize(1);
    }

    private long transferOfPatiently(long deal) {
        patiently().untilAsserted(() -> assertThat(transfersOf(deal)).hasSize(1));
        return transferOf(deal).id();
    }
}
