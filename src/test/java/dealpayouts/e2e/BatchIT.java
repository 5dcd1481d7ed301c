package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many payouts are paid with one call, and what is wrong with one of them is no other's business. */
class BatchIT extends WithBatches {

    private static final String REFUSED = "Wise: the payment is refused.";

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void payoutsOfABatchAreFundedWithOneCall(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(5);
        assertThat(wise().transfers()).isEmpty();

        cutOff();

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(1);
        assertThat(deals).extracting(deal -> transferOf(deal).fundingAttempts()).containsOnly(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_POSTGRESQL"})
    void aFullBatchIsClosedWithoutACutOff(World world) {
        startBatches(world, Map.of("batch.size", "3"));

        List<Long> deals = collect(6);

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aBatchIsClosedAfterAWhileWithoutANewcomer(World world) {
        startBatches(world, Map.of("batch.quiet-ms", "1500"));

        List<Long> deals = collect(2);

        assertPaidOnce(deals);
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aRecipientThatIsGoneAmongTwentyIsExplainedAndNineteenArePaid(World world) {
        startBatches(world, Map.of());
        List<Long> good = collect(19);
        long recipient = wise().addRecipient("EUR", "Bo Lind", null);
        long bad = product.payDeal(AMOUNT, "EUR", kommo().addContact("Bo Lind", null, recipient));
        untilWaiting(List.of(bad));
        wise().deactivateRecipient(recipient);

        cutOff();

        assertPaidOnce(good);
        untilNote(bad, REFUSED);
        assertThat(transfersOf(bad)).isEmpty();
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void theOneWhoWasExplainedIsPaidWithTheNextBatchOnceItIsCorrected(World world) {
        startBatches(world, Map.of());
        long recipient = wise().addRecipient("EUR", "Bo Lind", null);
        long contact = kommo().addContact("Bo Lind", null, recipient);
        long bad = product.payDeal(AMOUNT, "EUR", contact);
        List<Long> good = collect(1);
        untilWaiting(List.of(bad));
        wise().deactivateRecipient(recipient);
        cutOff();
        untilNote(bad, REFUSED);

        kommo().setContactField(
                        contact,
                        KommoStandIn.FIELD_RECIPIENT,
                        String.valueOf(wise().addRecipient("EUR", "Bo Lind", null)));
        mention(bad);
        patiently()
                .until(() -> kommo().notes(bad).stream().filter(WAITS::equals).count() == 2);
        cutOff();

        untilPaid(bad);
        untilAllPaid(good);
        assertThat(fundingCalls()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"GUIDE_ON_POSTGRESQL"})
    void aDealThatLeftThePayStageWhileItWaitedIsNotPaid(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(3);
        long left = deals.get(1);
        kommo().moveDeal(left, KommoStandIn.PIPELINE, KommoStandIn.STAGE_NEW);

        cutOff();

        assertPaidOnce(List.of(deals.get(0), deals.get(2)));
        assertThat(transfersOf(left)).isEmpty();
        assertThat(product.ledgerColumn("payout", "state")).containsExactly("FUNDED", "DROPPED", "FUNDED");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void anAmountThatChangedWhileItWaitedIsPaidAsItIsNow(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(2);
        kommo().setDealField(deals.get(0), KommoStandIn.FIELD_AMOUNT, "100.00");

        cutOff();

        untilAllPaid(deals);
        assertThat(transferOf(deals.get(0)).targetValue()).isEqualTo("100.00");
        assertThat(transferOf(deals.get(1)).targetValue()).isEqualTo(AMOUNT);
        assertThat(fundingCalls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aPriceThatExpiredWhileItWaitedIsAskedForAgain(World world) {
        MovableClock clock = new MovableClock();
        startBatches(world, Map.of("batch.cut-off-cron", "0 0 0 1 1 ? 2099"), clock);
        List<Long> deals = collect(2);
        Duration longerThanAQuoteLives = Duration.ofMinutes(40);
        clock.forward(longerThanAQuoteLives);
        wise().passTime(longerThanAQuoteLives);

        cutOff();

        assertPaidOnce(deals);
        assertThat(matching(wise().calls(), "POST", ".*/quotes")).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"GUIDE_ON_POSTGRESQL"})
    void aPriceThatStillHoldsIsNotAskedForAgain(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(2);
        wise().forgetCalls();

        cutOff();

        assertPaidOnce(deals);
        assertThat(matching(wise().calls(), "POST", ".*/(quotes|transfer-requirements)"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void theSummaryOfAPaidBatchTellsCountDebitAndFees(World world) {
        startBatches(world, Map.of());
        long summaries = kommo().addDeal("Batches", null, null);
        product.restartWith("batch.summary-deal-id", String.valueOf(summaries));
        List<Long> deals = collect(3);

        cutOff();

        untilAllPaid(deals);
        untilNote(summaries, "Wise: batch");
        assertThat(kommo().notes(summaries))
                .containsExactly("Wise: batch 1 is paid: 3 payouts, debit 2796.90 USD including fees of 23.52 USD.");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void payoutsThatWaitForABatchArePaidAloneWhenBatchesAreSwitchedOff(World world) {
        startBatches(world, Map.of());
        List<Long> deals = collect(2);

        product.restartWith("payout.funding", "auto");

        assertPaidOnce(deals);
        assertThat(fundingCalls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GUIDE_ON_POSTGRESQL"})
    void aPayoutWhoseTransferExistsIsFinishedAloneWhenBatchesAreSwitchedOn(World world) {
        startBatches(world, Map.of("payout.funding", "draft"));
        long deal = pay();
        untilNote(deal, "Wise: transfer");
        Transfer draft = transferOf(deal);

        product.restartWith("payout.funding", "batch");
        wise().fundByHand(draft.id());

        untilPaid(deal);
        assertThat(transferOf(deal).id()).isEqualTo(draft.id());
    }

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_ON_SQLITE"})
    void aPayoutThatHoldsUpTheOthersGoesToTheNextBatch(World world) {
        startBatches(
                world,
                Map.of("batch.member-wait-ms", "1500", "payout.retry-longest-ms", "100", "kommo.most-reads", "1"));
        List<Long> good = collect(2);
        long slow = collect(1).get(0);
        kommo().fault("GET", "/api/v4/leads/" + slow, Fault.errorAfter(500), 60);

        cutOff();

        List<Long> first = new ArrayList<>(good);
        untilAllPaid(first);
        assertThat(product.ledgerColumn("journal", "outcome")).contains("left batch 1, it was not ready in time");
        patiently().untilAsserted(() -> {
            cutOff();
            assertThat(wise().fundings()).isEqualTo(3);
        });
        untilPaid(slow);
    }
}
