package dealpayouts.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.wise.TransferState;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bean {@code watch}: looks at transfers that nobody mentions. A few are read one by one, many by Wise's list, a day's
 * transfers in pages of a hundred; only those whose state has changed are then read for themselves.
 */
public final class TransferMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(TransferMonitor.class);
    private static final int A_FEW = 20;
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final PayoutTable payouts;
    private final WorkQueue work;
    private final PollingSchedule plan;
    private final Duration silence;
    private final Clock clock;

    /** @param silence after which a funded transfer without news is worth a warning */
    TransferMonitor(
            LedgerDatabase database,
            PayoutTable payouts,
            WorkQueue work,
            PollingSchedule plan,
            Duration silence,
            Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.payouts = payouts;
        this.work = work;
        this.plan = plan;
        this.silence = silence;
        this.clock = clock;
    }

    /**
     * One page of Wise's list that is to be read.
     *
     * @param from transfers created at or after this
     * @param to and before this
     * @param offset how many of them come before this page
     */
    public record Page(long profileId, Instant from, Instant to, int offset) {

        /** Transfers on a page. */
        public static final int SIZE = 100;

        Page next() {
            return new Page(profileId, from, to, offset + SIZE);
        }
    }

    /** How many funded transfers have had no news for too long. */
    public int silent() {
        return payouts.countSilentSince(clock.instant().minus(silence));
    }

    /** The first page of each day for which many looks are due; when only a few are, they are made one by one. */
    public List<Page> due() {
        Instant now = clock.instant();
        for (Payout payout : payouts.silentSince(now.minus(silence))) {
            LOG.atWarn()
                    .addKeyValue("payoutId", payout.id())
                    .addKeyValue("dealId", payout.dealId())
                    .addKeyValue("step", "watch")
                    .log("no news of transfer {} since {}", payout.transferId(), payout.transferNewsAt());
        }
        List<Payout> due = payouts.watchDue(now);
        if (due.size() <= A_FEW) {
            readOneByOne(due);
            return List.of();
        }
        Map<String, Page> days = new TreeMap<>();
        for (Payout payout : due) {
            Instant day = payout.transferAskedAt().truncatedTo(ChronoUnit.DAYS);
            days.putIfAbsent(
                    payout.profileId() + "/" + day,
                    new Page(
                            payout.profileId(),
                            day.minus(MARGIN),
                            day.plus(1, ChronoUnit.DAYS).plus(MARGIN),
                            0));
        }
        return new ArrayList<>(days.values());
    }

    /**
     * Compares a page with the ledger.
     *
     * @param answer Wise's list of transfers
     * @return the page after it, null when this was the last
     */
    public Page compare(@Variable("page") Page page, @Variable("transfersAnswer") String answer) {
        JsonNode list = Json.list(answer);
        Map<Long, String> states = new HashMap<>();
        list.forEach(t -> states.put(t.path("id").asLong(), t.path("status").asText()));
        database.inTransaction(() -> {
            for (Payout payout : payouts.watchedAmong(states.keySet())) {
                TransferState state = TransferState.of(states.get(payout.transferId()));
                if (!state.isUnfunded() && !state.name().equals(payout.transferState())) {
                    lookNow(payout);
                } else {
                    lookLater(payout);
                }
            }
            return null;
        });
        if (list.size() == Page.SIZE) {
            return page.next();
        }
        readOneByOne(payouts.watchDue(clock.instant()).stream()
                .filter(p -> p.profileId() == page.profileId()
                        && !p.transferAskedAt().isBefore(page.from().plus(MARGIN))
                        && p.transferAskedAt().isBefore(page.to().minus(MARGIN)))
                .toList());
        return null;
    }

    private void readOneByOne(List<Payout> list) {
        database.inTransaction(() -> {
            list.forEach(this::lookNow);
            return null;
        });
    }

    private void lookNow(Payout payout) {
        payouts.lock(payout.id());
        work.transferDue(payout.id());
    }

    private void lookLater(Payout payout) {
        Instant next = plan.next(payout.transferState(), payout.transferStateAt(), clock.instant());
        jdbc.sql("update payout set watch_at = ? where id = ?")
                .param(next == null ? null : Timestamp.from(next))
                .param(payout.id())
                .update();
    }
}
