package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The append-only list of everything that happened to a payout; each line is also one line of the log. */
public final class Journal {

    /** Who acted when nobody else did. */
    static final String SYSTEM = "deal-payouts";

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int LONGEST_OUTCOME = 2000;

    private final JdbcClient jdbc;
    private final JdbcClient reads;
    private final Clock clock;
    private final RouteVersionContext routes;

    Journal(LedgerDatabase database, Clock clock, RouteVersionContext routes) {
        this.jdbc = database.jdbc();
        this.reads = database.reads();
        this.clock = clock;
        this.routes = routes;
    }

    /**
     * One line: at {@code step} of the payout, {@code outcome} happened by the hand of {@code actor}.
     *
     * @param routes the version of the routes that did it; null when it was none
     */
    public record Line(long payoutId, Instant at, String step, String outcome, String actor, String routes) {}

    /** The end of a line: by what the provider's support finds a call; empty when there is no such id. */
    public static String trace(String id) {
        return id == null ? "" : " (trace " + id + ")";
    }

    void write(long payoutId, long dealId, String step, String outcome) {
        write(payoutId, dealId, step, outcome, SYSTEM);
    }

    /** @param actor the person who did it */
    void write(long payoutId, long dealId, String step, String outcome, String actor) {
        String text = outcome.length() > LONGEST_OUTCOME ? outcome.substring(0, LONGEST_OUTCOME) : outcome;
        jdbc.sql("insert into journal (payout_id, at, step, outcome, actor, routes) values (?, ?, ?, ?, ?, ?)")
                .param(payoutId)
                .param(Timestamp.from(clock.instant()))
                .param(step)
                .param(text)
                .param(actor)
                .param(routes.version())
                .update();
        LOG.atInfo()
                .addKeyValue("payoutId", payoutId)
                .addKeyValue("dealId", dealId)
                .addKeyValue("step", step)
                .log(text);
    }

    /** How many lines of that step the payout has since then. */
    public int count(long payoutId, String step, Instant since) {
        return reads.sql("select count(*) from journal where payout_id = ? and step = ? and at > ?")
                .param(payoutId)
                .param(step)
                .param(Timestamp.from(since))
                .query(Integer.class)
                .single();
    }

    /** All lines of a payout, oldest first. */
    public List<Line> of(long payoutId) {
        return reads.sql("select * from journal where payout_id = ? order by id")
                .param(payoutId)
                .query((row, number) -> new Line(
                        row.getLong("payout_id"),
                        PayoutTable.instant(row, "at"),
                        row.getString("step"),
                        row.getString("outcome"),
                        row.getString("actor"),
                        row.getString("routes")))
                .list();
    }
}
