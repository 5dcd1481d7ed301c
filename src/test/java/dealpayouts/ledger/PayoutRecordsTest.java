package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.provider.FundingAnswer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators and accountants read of payouts. */
@ParameterizedClass
@EnumSource(Store.class)
class PayoutRecordsTest {

    private static final long DEAL = 15500123;
    private static final Duration DAY = Duration.ofDays(1);

    @Parameter
    Store store;

    private OpenLedger ledger;
    private PayoutRecords records;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
        records = new PayoutRecords(ledger.database);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void amountsAreTextsWithTheDecimalsOfTheirCurrency() {
        fund(DEAL);

        assertThat(records.ofDeal(DEAL).get(0).fields())
                .containsEntry("amount", "850.50")
                .containsEntry("currency", "EUR")
                .containsEntry("debit", "932.30")
                .containsEntry("debit_currency", "USD")
                .containsEntry("fee", "7.84")
                .containsEntry("rate", "0.92")
                .containsEntry("state", "FUNDED")
                .containsEntry("funded_at", "2026-09-01T10:00:00Z");
    }

    @Test
    void aPayoutThatWasPaidWithOthersNamesItsBatch() {
        long batch = ledger.batchTable.insert(1, "USD");
        ledger.moves.move(ledger.checked(DEAL), PayoutState.ACCEPTED, "batch", null, Map.of("batch_id", batch));

        assertThat(records.ofDeal(DEAL).get(0).fields()).containsEntry("batch", batch);
    }

    @Test
    void namesAndValuesAgree() {
        ledger.accepted(DEAL);

        assertThat(List.copyOf(records.ofDeal(DEAL).get(0).fields().keySet())).isEqualTo(PayoutRecord.NAMES);
    }

    @Test
    void thePeriodIsTheOneInWhichTheMoneyLeft() {
        ledger.withTransfer(DEAL);
        ledger.passTime(DAY);
        fund(DEAL + 1);
        Instant funded = ledger.now();
        ledger.passTime(DAY);

        assertThat(dealsOf(funded, funded.plusMillis(1))).containsExactly(DEAL + 1);
        assertThat(dealsOf(funded.minus(DAY), funded)).isEmpty();
        assertThat(dealsOf(funded.plusMillis(1), ledger.now())).isEmpty();
    }

    @Test
    void whatCameBackIsInThePeriodInWhichItCame() {
        Payout payout = fund(DEAL);
        ledger.passTime(DAY);
        Instant back = ledger.now();
        ledger.moves.move(
                payout,
                PayoutState.RETURNED,
                "transfer",
                "back",
                Map.of("transfer_state", "funds_refunded", "transfer_state_at", back));
        refundEvent(payout, "930.00");

        List<PayoutRecord> moved = records.moneyMoved(back, back.plusMillis(1));

        assertThat(moved).hasSize(1);
        assertThat(moved.get(0).fields())
                .containsEntry("state", "RETURNED")
                .containsEntry("refund", "930.00")
                .containsEntry("refund_currency", "USD");
    }

    @Test
    void theListHasThoseThatChangedLastFirst() {
        ledger.accepted(DEAL);
        ledger.passTime(DAY);
        ledger.accepted(DEAL + 1);
        Instant later = ledger.now();
        ledger.passTime(DAY);
        ledger.in(PayoutState.PARKED, ledger.checked(DEAL + 2));

        assertThat(deals(records.list(Set.of(), null, 10))).containsExactly(DEAL + 2, DEAL + 1, DEAL);
        assertThat(deals(records.list(Set.of(), null, 2))).containsExactly(DEAL + 2, DEAL + 1);
        assertThat(deals(records.list(Set.of(), later, 10))).containsExactly(DEAL + 2, DEAL + 1);
        assertThat(deals(records.list(Set.of(PayoutState.PARKED), null, 10))).containsExactly(DEAL + 2);
    }

    private Payout fund(long deal) {
        Payout asked = ledger.payments.fundingRequested(ledger.withTransfer(deal));
        return ledger.payments.fundingAnswered(
                asked, new FundingAnswer(FundingAnswer.Result.FUNDED, null, "Taken."), "Wise: paid.", "funded");
    }

    private void refundEvent(Payout payout, String amount) {
        ledger.database
                .jdbc()
                .sql("insert into wise_event (delivery_key, event_key, event_type, payout_id, occurred_at, facts, body,"
                        + " received_at) values ('d', 'e', 'transfers#refund', ?, ?, ?, ?, ?)")
                .params(
                        payout.id(),
                        Timestamp.from(ledger.now()),
                        "{\"refund\":\"" + amount + "\",\"refundCurrency\":\"USD\"}",
                        new byte[0],
                        Timestamp.from(ledger.now()))
                .update();
    }

    private List<Long> dealsOf(Instant from, Instant to) {
        return deals(records.moneyMoved(from, to));
    }

    private static List<Long> deals(List<PayoutRecord> records) {
        return records.stream().map(record -> record.payout().dealId()).toList();
    }
}
