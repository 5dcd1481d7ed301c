package dealpayouts.ledger;

import dealpayouts.provider.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Bean {@code batchMembers}: one payout on its way into a batch and within it. The ledger says who waits and who is in
 * which batch; what Camel's aggregator holds are only ids of payouts that wait.
 */
public final class BatchMembers {

    private static final Duration QUOTE_MARGIN = Duration.ofMinutes(2);

    private final PayoutMoves moves;
    private final BatchTable batches;
    private final FeedbackTable feedback;
    private final Guards guards;
    private final BatchRules rules;
    private final HeldPayouts held;

    BatchMembers(
            PayoutMoves moves,
            BatchTable batches,
            FeedbackTable feedback,
            Guards guards,
            HeldPayouts held,
            BatchRules rules) {
        this.moves = moves;
        this.held = held;
        this.batches = batches;
        this.feedback = feedback;
        this.guards = guards;
        this.rules = rules;
    }

    /** Whether the payout is paid by a call of its own; one that has a transfer already remains alone. */
    public boolean isAlone(@Variable("payout") Payout payout) {
        return payout.batchId() == null && (!rules.on() || payout.transferMayExist());
    }

    /** Whether the payout has to wait for a batch before it may have a transfer. */
    public boolean isToBeCollected(@Variable("payout") Payout payout) {
        return payout.batchId() == null && rules.on();
    }

    /** Whether a member's price and transfer request from when it was collected can be used as they are. */
    public boolean isPrepared(@Variable("payout") Payout payout) {
        return payout.batchId() != null
                && payout.transferBody() != null
                && payout.quoteExpiresAt().isAfter(moves.now().plus(QUOTE_MARGIN));
    }

    /** The price that was stored when the payout was collected. */
    public Quote preparedQuote(@Variable("payout") Payout payout) {
        return new Quote(
                payout.quoteId(),
                payout.profileId(),
                payout.recipientId(),
                payout.contractorId(),
                payout.quoteExpiresAt(),
                payout.amount(),
                payout.debit(),
                payout.fee(),
                payout.rate(),
                payout.deliveryEstimate());
    }

    /**
     * Parks a payout that has passed all checks until it is in a batch, with its price and the transfer request.
     *
     * @param note the sentence for the deal; none when it is blank
     */
    public Payout collected(
            @Variable("payout") Payout payout,
            @Variable("quote") Quote quote,
            @Variable("transferBody") String body,
            @Variable("note") String note) {
        if (!quote.target().equals(payout.amount())) {
            throw new IllegalTransitionException(
                    "The quote pays " + quote.target() + ", the payout is " + payout.amount());
        }
        boolean begins = payout.state() != PayoutState.PARKED || payout.parkedFor() != WaitingFor.BATCH;
        Map<String, Object> columns = Priced.columns(quote, body);
        columns.put("parked_for", WaitingFor.BATCH);
        columns.put("reason", null);
        if (begins) {
            columns.put("note", note);
            columns.put("batch_wait_at", moves.now());
        }
        return moves.inTransaction(() -> {
            Payout parked = moves.move(
                    payout,
                    PayoutState.PARKED,
                    "batch",
                    "passed all checks, waits for a batch; debit " + quote.debit() + ", fee " + quote.fee(),
                    columns);
            if (begins && !note.isBlank() && !note.equals(payout.note())) {
                feedback.add(payout.id(), Feedback.Kind.NOTE, note);
            }
            return parked;
        });
    }

    /**
     * Whether nothing is left for the payout's own work: it waits for a batch, is not called off, and no delivery has
     * spoken of its deal since it was looked at; or its batch does what comes next.
     */
    public boolean isWaiting(@Variable("payout") Payout payout) {
        if (!payout.isWaiting()) {
            return false;
        }
        if (payout.batchId() == null) {
            boolean cancelled = StopReason.BATCH_CANCELLED.name().equals(payout.reason());
            boolean unchanged = !payout.isDealNewsUnseen() && payout.calledOffBy() == null;
            return cancelled || (rules.on() && payout.parkedFor() == WaitingFor.BATCH && unchanged);
        }
        if (payout.state() == PayoutState.FUNDING_REQUESTED) {
            return true;
        }
        boolean ofBatch = payout.reason() == null || StopReason.isOfBatch(payout.reason());
        return ofBatch
                && (payout.transferId() != null || batches.get(payout.batchId()).state() != BatchState.OPEN);
    }

    /**
     * Parks a member that has its transfer until the batch is funded.
     *
     * @throws Stop when its deal names another transfer
     */
    public Payout ready(@Variable("payout") Payout payout) {
        if (payout.batchId() == null || payout.transferId() == null) {
            return payout;
        }
        guards.checkTransfer(payout);
        if (isWaiting(payout)) {
            return payout;
        }
        return moves.inTransaction(() -> {
            lock(payout);
            Map<String, Object> columns = new HashMap<>();
            columns.put("parked_for", WaitingFor.BATCH);
            columns.put("reason", null);
            columns.put("note", null);
            Payout parked = moves.move(
                    payout,
                    PayoutState.PARKED,
                    "batch",
                    "waits for batch " + payout.batchId() + " to be funded",
                    columns);
            changed(payout);
            return parked;
        });
    }

    /** Whether the aggregator is to be given the payout: it waits for a batch and is not there yet. */
    public boolean isNewcomer(@Variable("payout") Payout payout) {
        return payout.state() == PayoutState.PARKED
                && payout.parkedFor() == WaitingFor.BATCH
                && payout.batchId() == null
                && held.take(payout.id());
    }

    /** All payouts that wait for a batch, oldest first. */
    public List<Payout> waiting() {
        return rules.on() ? batches.waiting() : List.of();
    }

    /** Their ids. */
    public List<Long> waitingIds() {
        return waiting().stream().map(Payout::id).toList();
    }

    /** Whether a payout waits although there was a cut-off meanwhile, because nothing ran then. */
    public boolean isCutOffMissed() {
        if (!rules.on()) {
            return false;
        }
        Instant since = batches.waitingSince();
        return since != null && rules.cutOff().isBetween(since, moves.now());
    }

    /** The aggregator has let go of these. */
    void released(@Body List<Long> payoutIds) {
        payoutIds.forEach(held::release);
    }

    /** Batches are locked before their members, whoever changes them, so that nobody waits for each other. */
    void lock(Payout payout) {
        if (payout.batchId() != null) {
            batches.lock(payout.batchId());
        }
    }

    /** What a stop means for the payout's batch: it leaves it, unless its transfer may be in there. */
    Map<String, Object> leaving(Payout payout, StopReason reason) {
        Map<String, Object> columns = new HashMap<>();
        if (payout.batchId() == null || reason.isOfBatch()) {
            return columns;
        }
        if (!payout.transferMayExist() || reason == StopReason.TRANSFER_DIFFERS) {
            columns.put("batch_id", null);
            moves.write(payout, "batch", "left batch " + payout.batchId());
        }
        return columns;
    }

    /** A member whose request was not answered has no transfer: it stays parked, from where nothing keeps it in its batch. */
    Payout withoutTransfer(Payout payout) {
        return moves.inTransaction(() -> {
            lock(payout);
            Payout none = moves.move(
                    payout,
                    payout.state(),
                    "transfer",
                    "Wise's list has no transfer, and the request can have no effect any more",
                    Map.of("transfer_attempts", 0));
            changed(none);
            return none;
        });
    }

    /** Has the batch looked at when it has nothing to wait for any more; after the payout's own change. */
    void changed(Payout payout) {
        if (payout.batchId() != null) {
            batches.memberChanged(payout.batchId());
        }
    }

    /** @throws IllegalTransitionException when the payout is in a batch that takes no transfers, or none at such a price */
    void requireOpenBatch(Payout payout, Quote quote) {
        if (payout.batchId() == null) {
            return;
        }
        lock(payout);
        Batch batch = batches.get(payout.batchId());
        if (batch.state() != BatchState.OPEN) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " is in batch " + batch.id() + ", which is " + batch.state());
        }
        if (!quote.debit().currency().getCurrencyCode().equals(batch.sourceCurrency())) {
            throw new IllegalTransitionException("Payout " + payout.id() + " takes " + quote.debit()
                    + ", and its batch " + batch.id() + " is paid from the " + batch.sourceCurrency() + " balance");
        }
    }

    /** @throws IllegalTransitionException when Wise was not seen taking the money for the payout's batch */
    void requireFundedBatch(Payout payout) {
        if (payout.batchId() == null
                || payout.transferId() == null
                || batches.get(payout.batchId()).state() != BatchState.FUNDED) {
            throw new IllegalTransitionException("Payout " + payout.id() + " is in no batch whose money has left");
        }
    }
}
