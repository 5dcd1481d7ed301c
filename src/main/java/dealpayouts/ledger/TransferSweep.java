package dealpayouts.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.wise.OwnTransfer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bean {@code transferSweep}: reports transfers at Wise that look like ours and that no payout of this ledger knows: made
 * by another installation, or by a ledger that was lost. They are never touched.
 */
public final class TransferSweep {

    private static final Logger LOG = LoggerFactory.getLogger(TransferSweep.class);
    /** What a restored ledger has forgotten is not known, even if it has the payout. */
    private static final String HAS_TRANSFER = "(transfer_id is not null or transfer_attempts > 0)";

    private static final String WATERMARK = "wise-transfers/";
    private static final Duration OVERLAP = Duration.ofHours(1);
    /** How far before its own beginning a ledger looks for the work of the one before it. */
    private static final Duration BEFORE_BEGINNING = Duration.ofDays(30);

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final Watermarks watermarks;
    private final Clock clock;
    private final Identity identity;

    TransferSweep(LedgerDatabase database, Watermarks watermarks, Clock clock, Identity identity) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.watermarks = watermarks;
        this.clock = clock;
        this.identity = identity;
    }

    /** The first page of what was made since the last sweep, and some time before. */
    public TransferMonitor.Page begin(@Variable("profileId") long profileId) {
        Instant to = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant watermark = watermarks
                .of(WATERMARK + profileId)
                .orElseGet(() -> watermarks.began().minus(BEFORE_BEGINNING));
        Instant from = (watermark.isBefore(to) ? watermark : to).minus(OVERLAP);
        return new TransferMonitor.Page(profileId, from.truncatedTo(ChronoUnit.SECONDS), to, 0);
    }

    /**
     * Compares a page with the ledger. After the last one everything up to its end counts as looked at.
     *
     * @param answer Wise's list of transfers
     * @return the page after it, null when this was the last
     */
    public TransferMonitor.Page compare(
            @Variable("page") TransferMonitor.Page page, @Variable("transfersAnswer") String answer) {
        JsonNode list = Json.list(answer);
        List<OwnTransfer> own = new ArrayList<>();
        list.forEach(
                transfer -> OwnTransfer.recognise(identity.keyName(), transfer).ifPresent(own::add));
        Set<String> known = known(own.stream().map(OwnTransfer::key).toList());
        own.stream().filter(transfer -> !known.contains(transfer.key())).forEach(this::report);
        if (list.size() == TransferMonitor.Page.SIZE) {
            return page.next();
        }
        watermarks.move(WATERMARK + page.profileId(), page.to());
        return null;
    }

    /** How many transfers were reported and are still not known to any payout. */
    public int unknown() {
        return jdbc.sql("select count(*) from unknown_transfer u where not exists (select 1 from payout"
                        + " where customer_transaction_id = u.customer_transaction_id and " + HAS_TRANSFER + ")")
                .query(Integer.class)
                .single();
    }

    private Set<String> known(List<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        String marks = keys.stream().map(key -> "?").collect(Collectors.joining(", "));
        return new HashSet<>(jdbc.sql("select customer_transaction_id from payout where customer_transaction_id in ("
                        + marks + ") and " + HAS_TRANSFER)
                .params(keys)
                .query(String.class)
                .list());
    }

    private void report(OwnTransfer transfer) {
        boolean news = database.inTransaction(() -> jdbc.sql("insert into unknown_transfer"
                                + " (transfer_id, customer_transaction_id, deal_id, found_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .param(transfer.id())
                        .param(transfer.key())
                        .param(transfer.dealId())
                        .param(Timestamp.from(clock.instant()))
                        .update()
                == 1);
        if (news) {
            LOG.atWarn()
                    .addKeyValue("dealId", transfer.dealId())
                    .addKeyValue("step", "sweep")
                    .log(
                            "transfer {} at Wise ({}, {}) looks like a payout of deal {}, but this ledger does not know it."
                                    + " It is not touched; find out whether another installation or an older ledger made it",
                            transfer.id(),
                            transfer.state(),
                            transfer.amount(),
                            transfer.dealId());
        }
    }
}
