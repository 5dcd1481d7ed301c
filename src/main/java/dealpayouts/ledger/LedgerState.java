package dealpayouts.ledger;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many of what there are in the ledger, for people. */
public final class LedgerState {

    private final LedgerDatabase database;

    LedgerState(LedgerDatabase database) {
        this.database = database;
    }

    /**
     * The counts.
     *
     * @param payouts by state, in the order of states, without those that no payout is in
     * @param parkedFor parked ones by what they wait for
     * @param feedbackPending what Kommo has not been told yet
     * @param feedbackGivenUp what Kommo was to be told and was given up
     */
    public record Counts(
            Map<String, Long> payouts, Map<String, Long> parkedFor, long feedbackPending, long feedbackGivenUp) {}

    public Counts counts() {
        Map<String, Long> found = counted("select state as name, count(*) as payouts from payout group by state");
        Map<String, Long> inOrder = new LinkedHashMap<>();
        for (PayoutState state : PayoutState.values()) {
            if (found.containsKey(state.name())) {
                inOrder.put(state.name(), found.get(state.name()));
            }
        }
        return new Counts(
                inOrder,
                counted("select parked_for as name, count(*) as payouts from payout"
                        + " where state = 'PARKED' group by parked_for order by parked_for"),
                feedback("PENDING"),
                feedback("FAILED"));
    }

    private Map<String, Long> counted(String sql) {
        Map<String, Long> counts = new LinkedHashMap<>();
        database.reads()
                .sql(sql)
                .query((row, number) -> counts.put(row.getString("name"), row.getLong("payouts")))
                .list();
        return counts;
    }

    private long feedback(String state) {
        return database.reads()
                .sql("select count(*) from feedback where state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }
}
