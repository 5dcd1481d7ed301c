package dealpayouts.ledger;

import dealpayouts.provider.FundingAnswer;
import dealpayouts.wise.BatchGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Variable;

/**
 * Bean {@code batchFunding}: the one call that pays a batch, what is recorded of it, and the rules that hold whatever a
 * route does. A batch in state {@code FUNDING_REQUESTED} may be paid; only Wise's records or a definite refusal say more.
 */
public final class BatchFunding {

    /** A look at a deal that is older is made again, so that the rule for moving money is kept with room to spare. */
    private static final Duration FRESH = Payments.DEAL_CHECK.dividedBy(2);

    private final PayoutMoves moves;
    private final BatchTable table;
    private final Batches batches;
    private final BatchStops stops;
    private final Guards guards;
    private final PaymentPermits attempts;
    private final Identity identity;
    private final boolean draftsOnly;

    BatchFunding(
            PayoutMoves moves,
            BatchTable table,
            Batches batches,
            BatchStops stops,
            Guards guards,
            PaymentPermits attempts,
            Identity identity,
            boolean draftsOnly) {
        this.moves = moves;
        this.table = table;
        this.batches = batches;
        this.stops = stops;
        this.guards = guards;
        this.attempts = attempts;
        this.identity = identity;
        this.draftsOnly = draftsOnly;
    }

    /** Whether it may be paid already: by an earlier call, or by a person. */
    public boolean isPerhapsPaid(@Variable("batch") Batch batch) {
        return batch.fundingAttempts() > 0 || batch.reason() != null;
    }

    /** Whether its funding is to be asked for now. */
    public boolean isToBeFunded(@Variable("batch") Batch batch) {
        return batch.state().isForFunding() && !batch.isLeftToPerson();
    }

    /**
     * Has to come right before Wise is asked to close the group; from here on that may be asked for, once.
     *
     * @param group as it was just read
     * @throws Stop as {@link Batches#compare}
     */
    public void closing(@Variable("batch") Batch batch, @Variable("group") BatchGroup group) {
        batches.compare(batch, group);
        attempts.permitGroupChange(batch, "COMPLETED");
    }

    /** Members whose money was not seen leaving. */
    public List<Payout> unpaid(@Variable("batch") Batch batch) {
        return table.unpaid(batch.id());
    }

    /**
     * Whose transfer is looked at next to find out whether the batch is paid as a whole. Once one is not, it is not paid.
     *
     * @param last whose transfer was looked at last; null at the beginning
     * @return null when nobody's has to be looked at any more
     */
    public Payout nextToProve(@Variable("batch") Batch batch, @Variable("member") Payout last) {
        if (batch.state() == BatchState.FUNDED || batch.state().isFinal()) {
            return null;
        }
        return table.unpaid(batch.id()).stream()
                .filter(payout -> payout.transferId() != null)
                .findFirst()
                .filter(first -> last == null || first.id() != last.id())
                .orElse(null);
    }

    /**
     * Members whose deal has to be looked at again before the money moves: the last look is too old, a delivery has spoken
     * of the deal since, or the payout is not to be paid, which its deal has to say first. All of them when no look in
     * this process has told yet which Kommo account it is.
     */
    public List<Payout> unchecked(@Variable("batch") Batch batch) {
        Instant limit = moves.now().minus(FRESH);
        return table.unpaid(batch.id()).stream()
                .filter(p -> !identity.isKnown()
                        || p.dealCheckedAt().isBefore(limit)
                        || !p.dealCheckedAt().equals(p.contractorCheckedAt())
                        || p.isDealNewsUnseen()
                        || guards.refusesTransfer(p))
                .toList();
    }

    /**
     * @throws Stop when a member holds up the others, or only drafts are wanted; what was asked for is resolved anyway
     */
    public void requireFundable(@Variable("batch") Batch batch) {
        batches.requireReady(batch);
        if (draftsOnly && batch.state() == BatchState.COMPLETED) {
            throw new Stop(StopReason.BATCH_FUND_IN_WISE);
        }
    }

    /**
     * Remembers, before the funding call, that the money of all members may leave now.
     *
     * @throws IllegalTransitionException when a deal was not seen in the Pay stage just now, or names another transfer, a
     *     payout was called off, it was asked for in this attempt, or before and Wise's records were not read since
     * @throws Stop as {@link #requireFundable}
     * @throws RetryLaterException when a deal has to be looked at again first
     */
    public Batch requested(@Variable("batch") Batch batch) {
        identity.requireKnown();
        Batch asked = moves.inTransaction(() -> {
            table.lock(batch.id());
            requireFundable(batch);
            List<Payout> unpaid = table.unpaid(batch.id());
            if (unpaid.isEmpty()) {
                throw new RetryLaterException("nobody is left who is to be paid with batch " + batch.id());
            }
            attempts.requireFundable(batch, unpaid);
            for (Payout payout : unpaid) {
                Payments.requireDealCheck(payout, moves.now());
                if (payout.isDealNewsUnseen()) {
                    throw new RetryLaterException("deal " + payout.dealId() + " was spoken of after it was looked at");
                }
                if (guards.refusesTransfer(payout)) {
                    throw new IllegalTransitionException("Payout " + payout.id()
                            + " was called off, or its deal names another transfer or recipient");
                }
            }
            for (Payout payout : unpaid) {
                moves.move(
                        payout,
                        PayoutState.FUNDING_REQUESTED,
                        "funding",
                        "asked for with batch " + batch.id(),
                        Map.of("funding_attempts", payout.fundingAttempts() + 1));
            }
            Map<String, Object> columns = new HashMap<>();
            columns.put("funding_attempts", batch.fundingAttempts() + 1);
            columns.put("reason", null);
            return table.move(
                    batch,
                    BatchState.FUNDING_REQUESTED,
                    "funding of " + unpaid.size() + " payouts asked for"
                            + (batch.state() == BatchState.FUNDING_REQUESTED ? " again" : "")
                            + ", debit " + batch.debit(),
                    columns);
        });
        attempts.permitFunding(
                asked, table.unpaid(batch.id()).stream().map(Payout::transferId).collect(Collectors.toSet()));
        return asked;
    }

    /**
     * Records what Wise said to the funding call. After a definite refusal the batch is {@code COMPLETED} again.
     *
     * @return the batch: {@code FUNDED}, or {@code COMPLETED} when the balance was refused and the missing sum has to be
     *     found out
     * @throws Stop when Wise refuses for good or wants a person
     * @throws RetryLaterException when the answer does not say whether the money left
     */
    public Batch answered(@Variable("batch") Batch batch, @Variable("funding") FundingAnswer answer) {
        if (batch.state() != BatchState.FUNDING_REQUESTED) {
            throw new IllegalTransitionException(
                    "Batch " + batch.id() + " is " + batch.state() + ", its funding is not asked for");
        }
        return switch (answer.result()) {
            case FUNDED ->
                table.move(
                        batch,
                        BatchState.FUNDED,
                        "funded: Wise took " + batch.debit() + " from the balance" + Journal.trace(answer.trace()),
                        Map.of());
            case SHORT_OF_BALANCE -> refused(batch, answer);
            case NEEDS_PERSON -> {
                refused(batch, answer);
                throw new Stop(StopReason.BATCH_FUND_IN_WISE);
            }
            case REFUSED, FORBIDDEN -> {
                refused(batch, answer);
                throw new Stop(StopReason.BATCH_STOPPED, Map.of("problem", answer.message()));
            }
            case PENDING, CONFLICT, RATE_LIMITED, UNAUTHORIZED, UNKNOWN ->
                throw new RetryLaterException("funding of the batch: " + answer.message()).tracedAs(answer.trace());
        };
    }

    private Batch refused(Batch batch, FundingAnswer answer) {
        return moves.inTransaction(() -> {
            table.lock(batch.id());
            for (Payout payout : table.unpaid(batch.id())) {
                moves.move(
                        payout, payout.state(), "funding", null, Map.of("funding_refusals", payout.fundingAttempts()));
            }
            return table.move(
                    batch,
                    BatchState.COMPLETED,
                    "not funded: " + answer.message() + Journal.trace(answer.trace()),
                    Map.of());
        });
    }

    /**
     * Records what Wise's group proves: that it is paid, or cancelled for good. All else proves nothing. A member without
     * a transfer in there goes back to those that wait for a batch.
     *
     * @throws RetryLaterException when it is not known whether a member has a transfer in there
     */
    public Batch proven(@Variable("batch") Batch batch, @Variable("group") BatchGroup group) {
        if (!group.alreadyPaid() && !group.isCancelled()) {
            attempts.evidenceRead(batch);
            return batch;
        }
        return moves.inTransaction(() -> {
            table.lock(batch.id());
            for (Payout payout : table.unpaid(batch.id())) {
                if (!payout.transferMayExist()) {
                    batches.putBack(payout, "Wise says that it is over");
                } else if (payout.transferId() == null || !group.transferIds().contains(payout.transferId())) {
                    throw new RetryLaterException("it is not known whether payout " + payout.id() + " has its transfer"
                            + " in the batch group, which is over");
                }
            }
            return group.alreadyPaid()
                    ? table.move(batch, BatchState.FUNDED, "funded: Wise shows the batch group as paid", Map.of())
                    : cancelledAtWise(batch, group.status());
        });
    }

    /** What became of the transfers is read from each of them. */
    private Batch cancelledAtWise(Batch batch, String status) {
        table.members(batch.id()).forEach(batches::due);
        return table.move(batch, BatchState.CANCELLED, "Wise says " + status, Map.of());
    }

    /**
     * Every member is told.
     *
     * @param summary the sentence about the whole batch
     */
    public Batch done(@Variable("batch") Batch batch, @Variable("summary") String summary) {
        return moves.inTransaction(() -> {
            table.lock(batch.id());
            if (!table.unpaid(batch.id()).isEmpty()) {
                throw new RetryLaterException("batch " + batch.id() + " has payouts that are not recorded as funded");
            }
            Map<String, Object> columns = new HashMap<>();
            columns.put("reason", null);
            columns.put("note", summary);
            stops.summarize(batch, summary);
            return table.move(batch, BatchState.DONE, summary, columns);
        });
    }
}
