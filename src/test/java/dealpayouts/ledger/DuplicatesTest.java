package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dealpayouts.money.Money;
import dealpayouts.provider.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Of payouts of several deals to the same contractor over the same amount, only one is paid without an explicit act. */
@ParameterizedClass
@EnumSource(Store.class)
class DuplicatesTest {

    private static final long FIRST = 15500123;
    private static final long SECOND = 15500124;
    private static final long THIRD = 15500125;
    private static final long OTHER_CONTACT = 17800999;

    @Parameter
    Store store;

    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store, Duration.ofDays(3));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void ofTwoThatAreUndecidedTheLaterStops() {
        see(FIRST);

        Stop stop = catchThrowableOfType(Stop.class, () -> ledger.checked(SECOND));

        assertThat(stop.getReason()).isEqualTo(StopReason.POSSIBLE_DUPLICATE);
        assertThat(stop.getFacts())
                .containsEntry("deals", String.valueOf(FIRST))
                .containsKeys("amount", "contact");
    }

    @Test
    void ofTwoThatAreUndecidedTheEarlierGoesOn() {
        see(FIRST);
        see(SECOND);

        assertThat(ask(FIRST).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void aRouteThatGoesOnAllTheSameGetsNoTransfer() {
        ask(see(FIRST));
        Payout second = see(SECOND);

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ask(second));

        assertThat(ledger.table.get(second.id()).transferAttempts()).isZero();
    }

    @Test
    void theEarlierStopsWhenTheLaterHasAskedForItsTransfer() {
        Payout first = ledger.accepted(FIRST);
        ask(see(SECOND));

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.confirmed(first, facts()));
    }

    @Test
    void aRequestWhoseFateIsNotKnownCounts() {
        Payout asked = ask(see(FIRST));
        ledger.passTime(OpenLedger.SETTLE);
        ledger.payouts.open(asked.id());

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.checked(SECOND));
    }

    @Test
    void aRefusedRequestGivesTheWayToTheEarlier() {
        Payout first = ledger.accepted(FIRST);
        Payout second = ask(see(SECOND));
        ledger.moves.move(second, PayoutState.ACCEPTED, "transfer", "refused", Map.of("transfer_attempts", 0));

        assertThat(ledger.confirmed(first, facts())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "DROPPED, , ",
        "RETURNED, , funds_refunded",
        "RETURNED, , charged_back",
        "PARKED, TRANSFER_CANCELLED, cancelled"
    })
    void whatWillNotBePaidDoesNotCount(PayoutState state, String reason, String transferState) {
        put(ask(see(FIRST)), state, reason, transferState);

        assertThat(ledger.checked(SECOND).state()).isEqualTo(PayoutState.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "FUNDED, , processing",
        "SENT, , outgoing_payment_sent",
        "RETURNED, , bounced_back",
        "RETURNED, , cancelled",
        "PARKED, TOP_UP, incoming_payment_waiting"
    })
    void whatIsOrMayBePaidCounts(PayoutState state, String reason, String transferState) {
        put(ask(see(FIRST)), state, reason, transferState);

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.checked(SECOND));
    }

    @ParameterizedTest
    @CsvSource({"17800457, 850.50, EUR", "17800456, 850.51, EUR", "17800456, 850.50, USD"})
    void anotherContractorAmountOrCurrencyIsAnotherPayment(long contractor, String amount, String currency) {
        ask(see(FIRST));
        Payout second = ledger.accepted(SECOND);
        PaymentOrder other = new PaymentOrder(contractor, Money.of(new BigDecimal(amount), currency));

        assertThat(ledger.confirmed(second, other).state()).isEqualTo(PayoutState.ACCEPTED);
    }

    @Test
    void anotherCycleOfTheSameDealIsNoDuplicate() {
        put(ask(see(FIRST)), PayoutState.FUNDED, null, "processing");
        ledger.table.insert(OpenLedger.ACCOUNT, FIRST, 2, IdempotencyKey.of(OpenLedger.ACCOUNT, FIRST, 2));
        Payout next = ledger.table.latestOf(FIRST).orElseThrow();

        assertThat(ask(ledger.confirmed(next, facts())).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @ParameterizedTest
    @CsvSource({"PT72H, true", "PT72H1S, false"})
    void itCountsForThreeDays(Duration later, boolean stops) {
        ask(see(FIRST));
        ledger.passTime(later);

        assertThat(stops(() -> ledger.checked(SECOND))).isEqualTo(stops);
    }

    @Test
    void whoOnceWaitsIsNotPaidBecauseTimePasses() {
        ask(see(FIRST));
        Payout second = see(SECOND);
        ledger.passTime(Duration.ofDays(30));

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.confirmed(second, facts()));
    }

    @Test
    void whoWaitedLongForSomethingElseStopsForWhatWasPaidMeanwhile() {
        Payout first = see(FIRST);
        ledger.passTime(Duration.ofDays(9));
        ask(see(SECOND));
        ledger.passTime(Duration.ofDays(1));

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.confirmed(first, facts()));
    }

    @Test
    void aDroppedDealThatIsBackIsJudgedByTheDayItCameBack() {
        Payout first = see(FIRST);
        put(first, PayoutState.DROPPED, "LEFT_PAY_STAGE", null);
        ask(see(SECOND));
        ledger.passTime(Duration.ofDays(10));
        ledger.deliveries.store(
                null,
                ("leads[status][0][id]=" + FIRST + "&leads[status][0][status_id]=" + OpenLedger.STAGE).getBytes());

        Payout back = ledger.table.get(first.id());

        assertThat(ledger.confirmed(back, facts()).state()).isEqualTo(PayoutState.ACCEPTED);
    }

    @Test
    void theLaterGoesOnWhenTheEarlierIsDropped() {
        Payout first = see(FIRST);
        Payout second = park(see(SECOND));
        put(first, PayoutState.DROPPED, "LEFT_PAY_STAGE", null);

        assertThat(ask(ledger.confirmed(second, facts())).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void aReleaseLetsTheLaterGoOn() {
        ask(see(FIRST));
        Payout second = park(see(SECOND));

        Payout released = ledger.releases.release(SECOND, "ann");

        assertThat(ask(ledger.confirmed(released, facts())).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
        assertThat(ledger.journal.of(second.id()))
                .filteredOn(line -> line.actor().equals("ann"))
                .singleElement()
                .extracting(Journal.Line::outcome)
                .asString()
                .contains(String.valueOf(FIRST));
    }

    @Test
    void oneReleaseIsEnoughForAllThatItWasParkedFor() {
        ask(see(FIRST));
        park(see(SECOND));
        park(see(THIRD));

        ledger.releases.release(SECOND, "ann");
        ask(ledger.confirmed(latest(SECOND), facts()));
        ledger.releases.release(THIRD, "ann");

        assertThat(ask(ledger.confirmed(latest(THIRD), facts())).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void theEarlierNeedsNoReleaseOfItsOwnWhenTheLaterWasReleased() {
        Payout first = see(FIRST);
        park(see(SECOND));
        ledger.releases.release(SECOND, "ann");
        ask(ledger.confirmed(latest(SECOND), facts()));

        assertThat(ask(ledger.confirmed(first, facts())).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void aReleaseIsNotForADuplicateThatComesToLightLater() {
        Payout first = ask(see(FIRST));
        ledger.accepted(SECOND);
        park(see(THIRD));
        ledger.releases.release(THIRD, "ann");
        put(first, PayoutState.RETURNED, null, "funds_refunded");
        ask(see(SECOND));

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.confirmed(latest(THIRD), facts()))
                .extracting(stop -> stop.getFacts().get("deals"))
                .isEqualTo(String.valueOf(SECOND));
    }

    @Test
    void aReleaseIsRefusedWhenTheDealWasNotToldOfAllDuplicates() {
        Payout early = ledger.accepted(THIRD);
        ask(see(FIRST));
        Payout second = park(see(SECOND));
        stops(() -> ledger.confirmed(early, facts()));
        ledger.work.asked.clear();

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.releases.release(SECOND, "ann"))
                .withMessageStartingWith("Nothing was released: deal " + THIRD + " pays the same, too, and deal "
                        + SECOND + " has not named it yet.");

        assertThat(ledger.work.asked).containsExactly("payout " + second.id());
        assertThat(ledger.journalOf(second)).contains("the deal has not named yet that others pay the same: " + THIRD);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.confirmed(latest(SECOND), facts()));
    }

    @Test
    void itIsReleasedOnceTheDealIsToldOfThem() {
        Payout early = ledger.accepted(THIRD);
        ask(see(FIRST));
        park(see(SECOND));
        stops(() -> ledger.confirmed(early, facts()));
        park(latest(SECOND));

        Payout released = ledger.releases.release(SECOND, "ann");

        assertThat(ask(ledger.confirmed(released, facts())).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void aDealIsToldOfNewDuplicatesEvenIfTheSentenceIsTheSame() {
        Payout early = ledger.accepted(THIRD);
        ask(see(FIRST));
        park(see(SECOND));
        park(latest(SECOND));
        stops(() -> ledger.confirmed(early, facts()));

        park(latest(SECOND));

        assertThat(ledger.count("feedback")).isEqualTo(2);
    }

    @Test
    void moreDuplicatesThanTheSentenceNamesAreKnownAndReleasedTogether() {
        for (long deal = 1; deal <= 7; deal++) {
            see(deal);
        }
        Payout eighth = park(see(8));

        assertThat(ledger.releases.toldDuplicates(eighth)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        ledger.releases.release(8, "ann");

        assertThat(ask(ledger.confirmed(latest(8), facts())).state()).isEqualTo(PayoutState.TRANSFER_REQUESTED);
    }

    @Test
    void whatItWasToldOfItsFormerFactsDoesNotCountForNewOnes() {
        ask(see(FIRST));
        Payout second = park(see(SECOND));
        PaymentOrder other = new PaymentOrder(OpenLedger.CONTRACTOR, Money.of(new BigDecimal("9.99"), "EUR"));
        ledger.confirmed(second, other);

        stops(() -> ledger.confirmed(latest(SECOND), facts()));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.releases.release(SECOND, "ann"))
                .withMessageContaining("has not named it yet");
    }

    @Test
    void aReleaseEndsWithTheFactsItWasFor() {
        ask(see(FIRST));
        park(see(SECOND));
        ledger.releases.release(SECOND, "ann");
        PaymentOrder other = new PaymentOrder(OpenLedger.CONTRACTOR, Money.of(new BigDecimal("9.99"), "EUR"));
        Payout changed = ledger.confirmed(latest(SECOND), other);

        assertThatExceptionOfType(Stop.class).isThrownBy(() -> ledger.confirmed(changed, facts()));
    }

    @Test
    void aReleaseIsNotForAForeignTransfer() {
        ask(see(FIRST));
        park(see(SECOND));
        Payout released = ledger.releases.release(SECOND, "ann");
        PaymentOrder naming = new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT, "2150000999");

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> ledger.confirmed(released, naming))
                .extracting(Stop::getReason)
                .isEqualTo(StopReason.FOREIGN_TRANSFER);
    }

    @Test
    void whatIsReleasedIsNotReleasedAgain() {
        ask(see(FIRST));
        park(see(SECOND));
        ledger.releases.release(SECOND, "ann");

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> ledger.releases.release(SECOND, "ann"))
                .withMessageContaining("nothing to release");
    }

    @Test
    void manyDuplicatesAreNotAllNamed() {
        for (long deal = 1; deal <= 7; deal++) {
            see(deal);
        }

        Stop stop = catchThrowableOfType(Stop.class, () -> ledger.checked(8));

        assertThat(stop.getFacts()).containsEntry("deals", "1, 2, 3, 4, 5 and 2 more");
    }

    @Test
    void twoThatAskAtTheSameTimeGetOneTransfer() throws Exception {
        for (int pair = 0; pair < 40; pair++) {
            long first = 100 + 2L * pair;
            PaymentOrder facts = new PaymentOrder(pair + 1, OpenLedger.AMOUNT);
            ledger.accepted(first);
            ledger.accepted(first + 1);

            assertThat(atOnce(() -> pay(first, facts), () -> pay(first + 1, facts)))
                    .as("transfers of pair %d", pair)
                    .isEqualTo(1);
        }
    }

    @Test
    void whoAsksWhileTheRequestOfAnotherIsBeingStoredWaitsForIt() throws Exception {
        assumeTrue(store == Store.POSTGRESQL, "on SQLite a transaction is alone");
        ledger.accepted(FIRST);
        Payout second = see(SECOND);
        CountDownLatch stored = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();

        Future<Boolean> earlier = thread.submit(() -> {
            stored.await();
            return pay(FIRST, facts());
        });
        ledger.database.inTransaction(() -> {
            ask(second);
            stored.countDown();
            await().until(() -> earlier.isDone() || isSomebodyWaiting());
            return null;
        });

        assertThat(earlier.get()).isFalse();
        thread.shutdown();
    }

    /** Whether a transaction waits for another one that decides about the same contractor. */
    private boolean isSomebodyWaiting() {
        return ledger.database
                        .jdbc()
                        .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @return how many of them were given a transfer */
    private static int atOnce(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (var work : List.of(one, other)) {
            answers.add(threads.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        int transfers = 0;
        for (Future<Boolean> answer : answers) {
            transfers += answer.get() ? 1 : 0;
        }
        threads.shutdown();
        return transfers;
    }

    /** One look as a route makes it. @return whether a transfer was asked for */
    private boolean pay(long deal, PaymentOrder facts) {
        return pay(deal, facts, OpenLedger.contractor(facts.contractorId()));
    }

    private boolean pay(long deal, PaymentOrder facts, Contractor contractor) {
        try {
            Payout seen = ledger.confirmed(latest(deal), facts, contractor);
            String field = contractor.recipientField();
            var quote = ledger.quote(facts.amount());
            ledger.payments.transferRequested(
                    seen,
                    new Quote(
                            quote.id(),
                            quote.profileId(),
                            field.isEmpty() ? quote.recipientId() : Long.parseLong(field),
                            facts.contractorId(),
                            quote.expiresAt(),
                            quote.target(),
                            quote.debit(),
                            quote.fee(),
                            quote.rate(),
                            null),
                    "{}");
            return true;
        } catch (Stop stop) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ada@Quist.example, , ' ada@quist.example', , e-mail address",
        "ada@quist.example, 702204461, ada@quist.example, 702204462, e-mail address",
        "ada@quist.example, 702204461, bo@quist.example, 702204461, recipient"
    })
    void twoContactsWithOneRecipientOrAddressAreOnePayee(
            String email, String recipient, String otherEmail, String otherRecipient, String same) {
        ledger.accepted(FIRST);
        Payout second = ledger.accepted(SECOND);
        pay(FIRST, facts(), contact(OpenLedger.CONTRACTOR, email, recipient));

        Stop stop = catchThrowableOfType(
                Stop.class,
                () -> ledger.confirmed(
                        second, factsFor(OTHER_CONTACT), contact(OTHER_CONTACT, otherEmail, otherRecipient)));

        assertThat(stop.getReason()).isEqualTo(StopReason.POSSIBLE_DUPLICATE);
        assertThat(stop.getFacts())
                .containsEntry(
                        "deals", FIRST + " (to contact " + OpenLedger.CONTRACTOR + ", who has the same " + same + ")");
    }

    @Test
    void otherRecipientsAndAddressesAreOtherPayees() {
        ledger.accepted(FIRST);
        ledger.accepted(SECOND);

        assertThat(pay(FIRST, facts(), contact(OpenLedger.CONTRACTOR, "ada@quist.example", "702204461")))
                .isTrue();
        assertThat(pay(SECOND, factsFor(OTHER_CONTACT), contact(OTHER_CONTACT, "bo@quist.example", "702204462")))
                .isTrue();
    }

    @Test
    void contactsThatNameNobodyAreNotOnePayee() {
        ledger.accepted(FIRST);
        Payout second = ledger.accepted(SECOND);
        ledger.confirmed(ledger.table.get(latest(FIRST).id()), facts(), contact(OpenLedger.CONTRACTOR, "", "n/a"));

        assertThat(ledger.confirmed(second, factsFor(OTHER_CONTACT), contact(OTHER_CONTACT, "", "n/a")))
                .isNotNull();
    }

    @Test
    void oneRecipientOfTwoContactsIsPaidOnceHoweverTheyAreFound() {
        ledger.accepted(FIRST);
        Payout second = ledger.accepted(SECOND);
        Contractor first = contact(OpenLedger.CONTRACTOR, "", String.valueOf(OpenLedger.RECIPIENT));
        Contractor byEmail = contact(OTHER_CONTACT, "ada@quist.example", "");
        pay(FIRST, facts(), first);
        ledger.confirmed(second, factsFor(OTHER_CONTACT), byEmail);
        ledger.recipients.claim(second.id(), 20045501, OTHER_CONTACT, "EUR", byEmail.email());
        ledger.recipients.made(20045501, OTHER_CONTACT, "EUR", byEmail.email(), OpenLedger.RECIPIENT);

        assertThat(pay(SECOND, factsFor(OTHER_CONTACT), byEmail)).isFalse();
        park(latest(SECOND));
        ledger.releases.release(SECOND, "ann");
        assertThat(pay(SECOND, factsFor(OTHER_CONTACT), byEmail)).isTrue();
    }

    @Test
    void twoContactsOfOnePayeeThatAskAtTheSameTimeGetOneTransfer() throws Exception {
        for (int pair = 0; pair < 20; pair++) {
            long first = 100 + 2L * pair;
            String email = "ada" + pair + "@quist.example";
            long contact = 1000 + 2L * pair;
            String field = pair % 2 == 0 ? "" : String.valueOf(7000 + pair);
            ledger.accepted(first);
            ledger.accepted(first + 1);
            String other = pair % 2 == 0 ? email : "";
            Money amount = Money.of(new BigDecimal(100 + pair), "EUR");

            assertThat(atOnce(
                            () -> pay(first, new PaymentOrder(contact, amount), contact(contact, email, field)),
                            () -> pay(
                                    first + 1,
                                    new PaymentOrder(contact + 1, amount),
                                    contact(contact + 1, other, field))))
                    .as("transfers of pair %d", pair)
                    .isEqualTo(1);
        }
    }

    @Test
    void theAddressIsNotKept() {
        ledger.accepted(FIRST);
        pay(FIRST, facts(), contact(OpenLedger.CONTRACTOR, "ada@quist.example", "702204461"));

        assertThat(ledger.database
                        .jdbc()
                        .sql("select * from payout")
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain("ada@quist");
    }

    private static Contractor contact(long id, String email, String recipient) {
        return new Contractor(id, "Ada Quist", email, recipient == null ? "" : recipient);
    }

    private static PaymentOrder factsFor(long contact) {
        return new PaymentOrder(contact, OpenLedger.AMOUNT);
    }

    private static boolean stops(Runnable look) {
        try {
            look.run();
            return false;
        } catch (Stop stop) {
            return true;
        }
    }

    private static PaymentOrder facts() {
        return new PaymentOrder(OpenLedger.CONTRACTOR, OpenLedger.AMOUNT);
    }

    /** A payout whose deal was seen, whatever came of it. */
    private Payout see(long deal) {
        stops(() -> ledger.checked(deal));
        return latest(deal);
    }

    private Payout park(Payout payout) {
        return park(payout, "note");
    }

    private Payout park(Payout payout, String note) {
        Stop stop = catchThrowableOfType(Stop.class, () -> ledger.guards.check(payout));
        return ledger.payouts.stopped(payout.id(), stop, note);
    }

    private Payout latest(long deal) {
        return ledger.table.latestOf(deal).orElseThrow();
    }

    private Payout ask(long deal) {
        return ask(latest(deal));
    }

    private Payout ask(Payout payout) {
        return ledger.payments.transferRequested(payout, ledger.quote(OpenLedger.AMOUNT), "{}");
    }

    private void put(Payout payout, PayoutState state, String reason, String transferState) {
        ledger.database
                .jdbc()
                .sql("update payout set state = ?, reason = ?, transfer_state = ?, transfer_id = ? where id = ?")
                .param(state.name())
                .param(reason)
                .param(transferState)
                .param(transferState == null ? null : payout.id() + 2150000000L)
                .param(payout.id())
                .update();
    }
}
