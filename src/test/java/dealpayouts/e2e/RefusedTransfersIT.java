package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.RecordedCall;
import dealpayouts.standin.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers of Wise and Kommo that say no, or not now. */
class RefusedTransfersIT extends WithProduct {

    private static final String TRANSFERS = "/v1/transfers";
    private static final String ANY = ".*";
    private static final String UNAUTHORIZED = "{\"error\":\"invalid_token\",\"error_description\":\"Invalid token\"}";

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void aTransferForAnotherAmountIsNotFunded() {
        start(Map.of());
        wise().alterTargetValue("850.51");

        long deal = pay();

        untilNote(deal, "Wise");
        assertThat(kommo().notes(deal))
                .containsExactly("Wise: transfer " + transferOf(deal).id()
                        + " is not what this deal asks for (targetValue 850.51 instead of 850.50), so it is not funded."
                        + " Look at it in Wise. If it is paid there, move this deal out of the Pay stage. If not, cancel"
                        + " it there; once this deal says that it was cancelled, the operator can have the deal paid by"
                        + " a new cycle.");
        assertThat(transferOf(deal).fundingAttempts()).isZero();
    }

    @Test
    void aDealWhoseTransferDifferedIsPaidByANewCycleOnceThatTransferIsCancelledInWise() {
        start(Map.of());
        wise().alterTargetValue("850.51");
        long deal = pay();
        untilNote(deal, "Wise: transfer");
        long differing = transferOf(deal).id();

        wise().cancelByHand(differing);
        wise().alterTargetValue(null);
        mention(deal);
        untilNote(deal, "Wise: transfer " + differing + " was cancelled before it was paid.");
        List<String> command = List.of("payouts", "new-cycle", String.valueOf(deal), "--actor", "ann");
        try (JarProcess process = JarProcess.start(
                ProductFolder.copy().path(), product.operatorSettings(), command.toArray(String[]::new))) {
            assertThat(process.awaitExit()).as(process.output()).isZero();
        }

        untilNote(deal, "Wise: paid 850.50 EUR");
        assertThat(transfersOf(deal)).hasSize(2).filteredOn(Transfer::funded).hasSize(1);
        assertThat(wise().fundings()).isEqualTo(1);
    }

    @Test
    void paymentApprovalsAreExplainedAsTheSettingTheyAre() {
        start(Map.of());
        wise().requireApproval(true);

        long deal = pay();

        untilNote(deal, "Wise");
        assertThat(kommo().notes(deal))
                .containsExactly(
                        "Wise: the payment is refused. Wise Business asks for payment approvals, which do not work"
                                + " with an API token: an administrator must switch them off for this token's transfers.");
    }

    @Test
    void theDealIsPaidAfterApprovalsAreSwitchedOff() {
        start(Map.of());
        wise().requireApproval(true);
        long deal = pay();
        untilNote(deal, "Wise");

        wise().requireApproval(false);
        mention(deal);

        untilPaid(deal);
        assertThat(transfersOf(deal)).hasSize(1);
    }

    @Test
    void aQuoteThatExpiredMeanwhileIsReplacedUnderTheSameKey() {
        start(Map.of("payout.parked-look-ms", "100"));
        wise().fault("POST", TRANSFERS, Fault.resetBefore(), 5);
        long deal = pay();
        patiently().until(() -> !matching(wise().calls(), "POST", TRANSFERS).isEmpty());
        wise().passTime(Duration.ofMinutes(31));

        untilPaid(deal);

        assertThat(keysOf(matching(wise().calls(), "POST", TRANSFERS)))
                .hasSizeGreaterThan(1)
                .containsOnly(transferOf(deal).customerTransactionId());
        assertThat(matching(wise().calls(), "POST", TRANSFERS).get(0).body())
                .doesNotContain(transferOf(deal).quoteId());
    }

    @Test
    void aTokenThatWiseDoesNotAcceptForAWhileLosesNothing() {
        start(Map.of());
        wise().fault("GET", ANY, Fault.status(401, "application/json", UNAUTHORIZED), 1);
        wise().fault("POST", TRANSFERS, Fault.status(401, "application/json", UNAUTHORIZED), 1);
        wise().fault("POST", ANY + "/payments", Fault.status(401, "application/json", UNAUTHORIZED), 1);

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
    }

    @Test
    void aTokenThatKommoDoesNotAcceptForAWhileLosesNothing() {
        start(Map.of());
        for (String method : List.of("GET", "PATCH", "POST")) {
            kommo().fault(method, ANY, Fault.status(401, "application/json", "{\"title\":\"Unauthorized\"}"), 2);
        }

        long deal = pay();

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
    }

    @Test
    void nothingIsRepeatedBeforeTheTimeThatWiseAsksFor() {
        start(Map.of());
        wise().fault("POST", TRANSFERS, Fault.rateLimited(2), 1);

        untilPaid(pay());

        List<RecordedCall> calls = matching(wise().calls(), "POST", TRANSFERS);
        assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRecipientWhoseAnswerIsLostIsFoundAmongMany() {
        start(Map.of());
        for (int i = 0; i < 45; i++) {
            wise().addRecipient("EUR", "Bo Lind", "bo" + i + "@lind.example");
        }
        wise().fault("POST", "/v1/accounts", Fault.cutAfter(), 1);

        untilPaid(product.payDeal(AMOUNT, "EUR", kommo().addContact("Ada Quist", "ada@quist.example", null)));

        assertThat(wise().recipients()).isEqualTo(46);
    }

    @Test
    void aRequestThatTakesEffectLateIsNotTakenForRefused() {
        start(Map.of("remote.settle-ms", "1500"));
        wise().fault("POST", TRANSFERS, Fault.cutBeforeLateEffect(Duration.ofMillis(700)), 1);
        wise().fault("POST", TRANSFERS, Fault.status(422, "application/json", "{\"errors\":[]}"), 1);

        long deal = pay();

        untilPaid(deal);
        assertThat(kommo().notes(deal)).hasSize(1);
    }

    private void start(Map<String, String> overrides) {
        start(World.PLATFORM_ON_SQLITE, overrides);
    }

    private static List<UUID> keysOf(List<RecordedCall> calls) {
        return calls.stream()
                .map(call -> call.body().replaceFirst(".*\"customerTransactionId\":\"([^\"]+)\".*", "$1"))
                .map(UUID::fromString)
                .toList();
    }
}
