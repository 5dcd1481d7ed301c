package dealpayouts.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dealpayouts.json.Json;
import dealpayouts.wise.WiseEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads payouts for people and scripts; it changes nothing. */
public final class PayoutRecords {

    /** When the money left is what the journal says; the last refund is what Wise said. */
    private static final String RECORDS = "select * from (select p.*, (select max(j.at) from journal j"
            + " where j.payout_id = p.id and j.step = 'funding' and j.outcome like 'funded:%') as funded_at,"
            + " (select e.facts from wise_event e where e.payout_id = p.id and e.event_type = '" + WiseEvent.REFUND
            + "' order by e.occurred_at desc, e.id desc limit 1) as refund_facts from payout p) r where 1 = 1";

    private final JdbcClient jdbc;

    PayoutRecords(LedgerDatabase database) {
        this.jdbc = database.jdbc();
    }

    /**
     * The payouts in those states, the ones that changed last first.
     *
     * @param states empty for all
     * @param since only those that changed then or later; null for all
     * @param most so many at most
     */
    public List<PayoutRecord> list(Set<PayoutState> states, Instant since, int most) {
        List<Object> values = new ArrayList<>();
        String conditions = "";
        if (!states.isEmpty()) {
            conditions += " and state in (" + String.join(", ", Collections.nCopies(states.size(), "?")) + ")";
            states.forEach(state -> values.add(state.name()));
        }
        if (since != null) {
            conditions += " and updated_at >= ?";
            values.add(Timestamp.from(since));
        }
        values.add(most);
        return jdbc.sql(RECORDS + conditions + " order by updated_at desc, id desc limit ?")
                .params(values)
                .query(PayoutRecords::read)
                .list();
    }

    /**
     * Parked payouts, the ones that have waited longest first.
     *
     * @param parkedFor what they wait for
     * @param most so many at most
     */
    public List<PayoutRecord> parked(Set<WaitingFor> parkedFor, int most) {
        List<Object> values = new ArrayList<>();
        parkedFor.forEach(each -> values.add(each.name()));
        values.add(most);
        return jdbc.sql(RECORDS + " and state = 'PARKED' and parked_for in ("
                        + String.join(", ", Collections.nCopies(parkedFor.size(), "?"))
                        + ") order by updated_at, id limit ?")
                .params(values)
                .query(PayoutRecords::read)
                .list();
    }

    /**
     * All cycles of a deal, the first one first.
     *
     * @throws IllegalTransitionException when there is none
     */
    public List<PayoutRecord> ofDeal(long dealId) {
        List<PayoutRecord> cycles = jdbc.sql(RECORDS + " and deal_id = ? order by cycle, id")
                .param(dealId)
                .query(PayoutRecords::read)
                .list();
        if (cycles.isEmpty()) {
            throw new IllegalTransitionException("Deal " + dealId + " has no payout yet.");
        }
        return cycles;
    }

    /**
     * The payouts whose money left, or came back, in that time, in the order in which it left.
     *
     * @param from the first moment
     * @param to the moment after the last one
     */
    public List<PayoutRecord> moneyMoved(Instant from, Instant to) {
        Timestamp begin = Timestamp.from(from);
        Timestamp end = Timestamp.from(to);
        return jdbc.sql(RECORDS + " and ((funded_at >= ? and funded_at < ?) or (state = '" + PayoutState.RETURNED
                        + "' and transfer_state_at >= ? and transfer_state_at < ?)) order by funded_at, id")
                .params(begin, end, begin, end)
                .query(PayoutRecords::read)
                .list();
    }

    private static PayoutRecord read(ResultSet row, int number) throws SQLException {
        String facts = row.getString("refund_facts");
        JsonNode refund = facts == null ? MissingNode.getInstance() : Json.read(facts);
        return new PayoutRecord(
                PayoutTable.read(row, number),
                PayoutTable.instant(row, "funded_at"),
                refund.path("refund").asText(null),
                refund.path("refundCurrency").asText(null),
                PayoutTable.instant(row, "updated_at"));
    }
}
