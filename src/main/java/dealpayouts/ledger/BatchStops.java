package dealpayouts.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Variable;

/** Bean {@code batchStops}: why a batch as a whole is not paid yet, and the one summary that is told about it. */
public final class BatchStops {

    private static final String FAILED = "attempt failed, ";
    private static final String DELAYED = "delayed: ";

    private final PayoutMoves moves;
    private final BatchTable table;
    private final FeedbackTable feedback;
    private final Long summaryDealId;

    /** @param summaryDealId the deal that is told about batches as a whole; null for the journal alone */
    BatchStops(PayoutMoves moves, BatchTable table, FeedbackTable feedback, Long summaryDealId) {
        this.moves = moves;
        this.table = table;
        this.feedback = feedback;
        this.summaryDealId = summaryDealId;
    }

    /** The members to whom a stop of the whole batch has to be explained; those with a reason of their own have it. */
    public List<Payout> members(@Variable("batch") Batch batch) {
        Set<Long> own = table.unresolved(batch.id()).stream()
                .filter(p -> p.state() != PayoutState.PARKED || p.parkedFor() != WaitingFor.BATCH)
                .map(Payout::id)
                .collect(Collectors.toSet());
        return table.unpaid(batch.id()).stream()
                .filter(p -> !own.contains(p.id()))
                .toList();
    }

    /**
     * Records why the batch cannot go on. Whether it may be paid does not change by that. For a batch that somebody else
     * has brought further meanwhile it changes nothing.
     *
     * @param summary the sentence about the whole batch; it is not told twice in a row
     */
    public Batch stopped(
            @Variable("batch") Batch batch, @Variable("stop") Stop stop, @Variable("summary") String summary) {
        return moves.inTransaction(() -> {
            table.lock(batch.id());
            Batch now = table.get(batch.id());
            if (now.state() != batch.state()) {
                return now;
            }
            boolean told = summary.equals(now.note());
            Map<String, Object> columns = new HashMap<>();
            columns.put("reason", stop.getReason());
            columns.put("note", summary);
            if (!told) {
                summarize(now, summary);
            }
            return table.move(
                    now, now.state(), told ? null : stop.getReason() + ": " + summary + stop.trace(), columns);
        });
    }

    /** Writes to the journal that an attempt failed and will be repeated. */
    public void attemptFailed(long batchId, String problem) {
        table.write(batchId, FAILED + problem, Journal.SYSTEM);
    }

    /** How many attempts have failed since then. */
    public int failures(long batchId, Instant since) {
        return table.countLines(batchId, FAILED, since);
    }

    /** Whether it was said since then that the batch is late. */
    public boolean isDelayTold(long batchId, Instant since) {
        return table.countLines(batchId, DELAYED, since) > 0;
    }

    /**
     * Says that the batch is late, without stopping it.
     *
     * @param summary the sentence
     */
    public void delayed(@Variable("batch") Batch batch, @Variable("summary") String summary) {
        moves.inTransaction(() -> {
            table.write(batch.id(), DELAYED + summary, Journal.SYSTEM);
            summarize(batch, summary);
            return null;
        });
    }

    /** Tells the deal for summaries, if there is one; the journal has it anyway. */
    void summarize(Batch batch, String summary) {
        if (summaryDealId != null && !summary.isBlank()) {
            table.members(batch.id()).stream()
                    .findFirst()
                    .ifPresent(p -> feedback.noteOn(summaryDealId, p.id(), summary));
        }
    }
}
