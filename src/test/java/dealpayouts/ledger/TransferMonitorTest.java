package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferMonitorTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");
    private static final Instant ASKED = Instant.parse("2026-09-01T09:00:00Z");
    private static final long CHANGED = 77;

    private final FreshLedger fresh = new FreshLedger(Clock.fixed(NOW, ZoneOffset.UTC));
    private final TransferMonitor watch = fresh.ledger.watch();

    @AfterEach
    void close() {
        fresh.close();
    }

    @Test
    void aFewAreReadOneByOne() {
        transfers(20);

        assertThat(watch.due()).isEmpty();
        assertThat(fresh.transfersDue).hasSize(20);
    }

    @Test
    void fiveHundredOfOneDayAreReadInFivePagesAndTheOneThatIsEmpty() {
        transfers(500);

        assertThat(readAll(watch.due(), 500))
                .extracting(TransferMonitor.Page::offset)
                .containsExactly(0, 100, 200, 300, 400, 500);
    }

    @Test
    void onlyThoseThatHaveChangedAreThenReadForThemselves() {
        transfers(500);

        readAll(watch.due(), 500);

        assertThat(fresh.transfersDue).containsOnly(payoutOf(CHANGED));
    }

    @Test
    void thoseThatHaveNotChangedAreLookedAtLater() {
        transfers(499);

        readAll(watch.due(), 499);

        assertThat(due()).containsExactly(payoutOf(CHANGED));
    }

    @Test
    void thoseThatTheListDoesNotHaveAreReadForThemselves() {
        transfers(130);

        readAll(watch.due(), 128);

        assertThat(fresh.transfersDue).containsOnly(payoutOf(CHANGED), payoutOf(129), payoutOf(130));
    }

    @Test
    void eachDayHasItsPages() {
        transfers(30);
        for (long id = 1001; id <= 1030; id++) {
            fresh.transfer(id, PayoutState.FUNDED, "processing", ASKED.minus(Duration.ofDays(3)));
        }

        assertThat(watch.due()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void transfersOfOthersOnThePageAreNoneOfOurBusiness() {
        transfers(30);
        TransferMonitor.Page page = watch.due().get(0);

        watch.compare(page, "[{\"id\":5000,\"status\":\"bounced_back\"}]");

        assertThat(fresh.transfersDue).doesNotContain(5000L).hasSize(30);
    }

    @Test
    void oneThatIsFundedAndWithoutNewsForTooLongIsSilent() {
        fresh.transfer(1, PayoutState.FUNDED, "processing", NOW.minus(Duration.ofDays(3)));
        fresh.transfer(2, PayoutState.FUNDED, "processing", NOW.minus(Duration.ofDays(1)));
        fresh.transfer(3, PayoutState.SENT, "outgoing_payment_sent", NOW.minus(Duration.ofDays(3)));

        assertThat(watch.silent()).isEqualTo(1);
    }

    private void transfers(int count) {
        fresh.database.inTransaction(() -> {
            for (long id = 1; id <= count; id++) {
                fresh.transfer(id, PayoutState.FUNDED, "processing", ASKED);
            }
            return null;
        });
    }

    /** Wise has the first {@code count} transfers, in pages. */
    private List<TransferMonitor.Page> readAll(List<TransferMonitor.Page> first, int count) {
        List<TransferMonitor.Page> read = new ArrayList<>();
        for (TransferMonitor.Page page : first) {
            for (TransferMonitor.Page next = page; next != null; ) {
                read.add(next);
                next = watch.compare(next, list(next.offset(), count));
            }
        }
        return read;
    }

    private static String list(int offset, int count) {
        return LongStream.rangeClosed(offset + 1, Math.min(offset + TransferMonitor.Page.SIZE, count))
                .mapToObj(id -> "{\"id\":%d,\"status\":\"%s\"}"
                        .formatted(id, id == CHANGED ? "outgoing_payment_sent" : "processing"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private long payoutOf(long transfer) {
        return fresh.database
                .jdbc()
                .sql("select id from payout where transfer_id = ?")
                .param(transfer)
                .query(Long.class)
                .single();
    }

    private List<Long> due() {
        return fresh.database
                .jdbc()
                .sql("select id from payout where watch_at <= ?")
                .param(Timestamp.from(NOW))
                .query(Long.class)
                .list();
    }
}
