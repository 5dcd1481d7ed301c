package dealpayouts.ledger;

import dealpayouts.wise.BatchGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Bean {@code batchCancellation}: the explicit act by which a batch is not paid. Its payouts are then paid only by
 * another explicit act, a new cycle.
 */
public final class BatchCancellation {

    private final PayoutMoves moves;
    private final BatchTable table;
    private final Batches batches;
    private final BatchFunding funding;
    private final BatchStops stops;
    private final PaymentPermits attempts;
    private final WorkQueue work;

    BatchCancellation(
            PayoutMoves moves,
            BatchTable table,
            Batches batches,
            BatchFunding funding,
            BatchStops stops,
            PaymentPermits attempts,
            WorkQueue work) {
        this.moves = moves;
        this.table = table;
        this.batches = batches;
        this.funding = funding;
        this.stops = stops;
        this.attempts = attempts;
        this.work = work;
    }

    /**
     * Cancels the batch; from here on it is not funded, and no transfer is made for it.
     *
     * @param actor who decided it
     * @throws IllegalTransitionException when there is no such batch, or it is paid, may be paid, or is over
     */
    public Batch begin(long batchId, String actor) {
        return moves.inTransaction(() -> {
            if (!table.exists(batchId)) {
                throw new IllegalTransitionException("There is no batch " + batchId + " in this ledger.");
            }
            table.hint(batchId);
            Batch batch = table.get(batchId);
            if (!batch.state().mayBecome(BatchState.CANCELLING)) {
                throw new IllegalTransitionException(
                        "Batch " + batchId + " is " + batch.state() + " and cannot be cancelled any more"
                                + (batch.state().isForFunding() ? ": it may be paid." : "."));
            }
            Map<String, Object> columns = new HashMap<>();
            columns.put("cancelled_by", actor);
            columns.put("reason", null);
            Batch cancelling = table.move(batch, BatchState.CANCELLING, "cancelled by an explicit act", actor, columns);
            work.batchDue(batchId);
            return cancelling;
        });
    }

    /**
     * Whether it is known of each member whether it has a transfer; until then nothing is cancelled at Wise.
     */
    public boolean isClear(@Variable("batch") Batch batch) {
        return table.members(batch.id()).stream().noneMatch(p -> p.transferMayExist() && p.transferId() == null);
    }

    /**
     * Has to come right before Wise is asked to cancel the group; from here on that may be asked for, once.
     *
     * @throws IllegalTransitionException when the batch is not to be cancelled
     */
    public void cancelling(@Variable("batch") Batch batch) {
        requireCancelling(batch);
        attempts.permitGroupChange(batch, "CANCELLED");
    }

    /**
     * Has to come right before Wise is asked to cancel the transfers one by one; from here on each may be cancelled, once.
     *
     * @return members with a transfer whose money was not seen leaving
     * @throws IllegalTransitionException when the batch is not to be cancelled
     */
    public List<Payout> toCancel(@Variable("batch") Batch batch) {
        requireCancelling(batch);
        List<Payout> members = withTransfer(batch);
        members.forEach(attempts::permitCancellation);
        return members;
    }

    private void requireCancelling(Batch batch) {
        if (table.get(batch.id()).state() != BatchState.CANCELLING) {
            throw new IllegalTransitionException("Nobody has cancelled batch " + batch.id());
        }
        if (!isClear(batch)) {
            throw new IllegalTransitionException(
                    "Batch " + batch.id() + ": it is not known of each member whether it has a transfer");
        }
    }

    private List<Payout> withTransfer(Batch batch) {
        return table.unpaid(batch.id()).stream()
                .filter(p -> p.transferId() != null)
                .toList();
    }

    /** Members of which nothing exists at Wise. */
    public List<Payout> withoutTransfer(@Variable("batch") Batch batch) {
        return table.unpaid(batch.id()).stream()
                .filter(p -> !p.transferMayExist())
                .toList();
    }

    /**
     * Records what Wise's group says after it was to be cancelled.
     *
     * @return the batch, {@code FUNDED} when a person was faster
     * @throws RetryLaterException when the group is neither cancelled nor paid
     */
    public Batch answered(@Variable("batch") Batch batch, @Variable("group") BatchGroup group) {
        if (group.alreadyPaid()) {
            return funding.proven(batch, group);
        }
        if (!group.isCancelled() && table.unpaid(batch.id()).isEmpty()) {
            return table.move(batch, BatchState.FUNDED, "funded: every payout is paid", Map.of());
        }
        if (!group.isCancelled()) {
            throw new RetryLaterException("Wise has not cancelled the batch group");
        }
        return batch;
    }

    /** Why a member without a transfer is not paid. */
    public Stop stop(@Variable("batch") Batch batch) {
        return new Stop(StopReason.BATCH_CANCELLED, Map.of("batch", batch.id(), "actor", batch.cancelledBy()));
    }

    /**
     * Wise knows, and those without a transfer are told. What became of the transfers is read from each of them.
     *
     * @param summary the sentence about the whole batch
     */
    public Batch done(@Variable("batch") Batch batch, @Variable("summary") String summary) {
        return moves.inTransaction(() -> {
            table.lock(batch.id());
            stops.summarize(batch, summary);
            withTransfer(batch).forEach(batches::due);
            return batches.over(batch, summary);
        });
    }
}
