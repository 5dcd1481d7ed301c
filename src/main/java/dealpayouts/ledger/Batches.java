package dealpayouts.ledger;

import dealpayouts.wise.BatchGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Bean {@code batches}: makes batches, has their members make transfers, and closes them. Each method takes the batch as
 * it was read last and returns its new version for the variable {@code batch}.
 *
 * <p>All methods throw {@link IllegalTransitionException} for a step that the batch's state does not allow, and
 * {@link StaleBatchException} when somebody else was faster.
 */
public final class Batches {

    private final PayoutMoves moves;
    private final BatchTable table;
    private final BatchMembers members;
    private final WorkQueue work;
    private final BatchRules rules;

    Batches(PayoutMoves moves, BatchTable table, BatchMembers members, WorkQueue work, BatchRules rules) {
        this.moves = moves;
        this.table = table;
        this.members = members;
        this.work = work;
        this.rules = rules;
    }

    /** The batch as it stands. */
    public Batch get(long batchId) {
        return table.get(batchId);
    }

    /** The batch that the payout is in. */
    public Batch ofPayout(@Variable("payout") Payout payout) {
        return table.get(payout.batchId());
    }

    /** Whether a member of the batch has changed since then. */
    public boolean isHintedSince(long batchId, Instant since) {
        return table.isHintedSince(batchId, since);
    }

    /**
     * When the batch is looked at again although none of its members changes.
     *
     * @param atTheLatest when it is looked at anyway
     */
    public Instant nextLook(long batchId, Instant atTheLatest) {
        Batch batch = table.get(batchId);
        if (batch.state() != BatchState.OPEN) {
            return atTheLatest;
        }
        Instant late = batch.openedAt().plus(rules.memberWait()).plusMillis(1);
        return late.isAfter(table.now()) && late.isBefore(atTheLatest) ? late : atTheLatest;
    }

    /**
     * Makes batches of those payouts that still wait for one; what is in a batch already is left out, so it does no harm
     * to offer a payout twice or on several nodes. Profiles and currencies are never mixed, and no batch is too large.
     *
     * @param payoutIds what the aggregator has gathered, or what waits at the cut-off; may be empty
     */
    public void form(@Body List<Long> payoutIds) {
        if (payoutIds.isEmpty()) {
            return;
        }
        try {
            moves.inTransaction(() -> {
                Map<String, List<Payout>> groups = new LinkedHashMap<>();
                table.waitingAmong(new TreeSet<>(payoutIds)).forEach(p -> groups.computeIfAbsent(
                                p.profileId() + p.debit().currency().getCurrencyCode(), any -> new ArrayList<>())
                        .add(p));
                for (List<Payout> group : groups.values()) {
                    for (int from = 0; from < group.size(); from += rules.size()) {
                        make(group.subList(from, Math.min(group.size(), from + rules.size())));
                    }
                }
                return null;
            });
        } finally {
            members.released(payoutIds);
        }
    }

    private void make(List<Payout> payouts) {
        Payout first = payouts.get(0);
        long batchId = table.insert(first.profileId(), first.debit().currency().getCurrencyCode());
        for (Payout payout : payouts) {
            moves.move(payout, payout.state(), "batch", "in batch " + batchId, Map.of("batch_id", batchId));
        }
        table.write(batchId, "made of " + payouts.size() + " payouts", Journal.SYSTEM);
        work.batchDue(batchId);
    }

    /**
     * Begins a look at the batch. One whose members are all paid, by us or by a person, is funded; one without members is
     * over.
     */
    public Batch open(@Variable("batchId") long batchId) {
        return moves.inTransaction(() -> {
            // How many there are and how many are paid must be of the same moment.
            table.lock(batchId);
            Batch batch = table.get(batchId);
            if (!batch.state().isForFunding() || !table.unpaid(batchId).isEmpty()) {
                return batch;
            }
            return batch.count() == 0
                    ? over(batch, "no payout is left in it")
                    : table.move(batch, BatchState.FUNDED, "every payout is paid", Map.of());
        });
    }

    /**
     * Remembers, before Wise is asked, that a group may exist. One that was asked for before and is not known stays empty
     * and moves no money, so asking again is safe; Wise has no list in which it could be found.
     */
    public Batch groupRequested(@Variable("batch") Batch batch) {
        String outcome = batch.state() == BatchState.NEW
                ? "a group is asked for"
                : "a group is asked for again; one from before may exist, empty, under the same name";
        return table.move(batch, BatchState.GROUP_REQUESTED, outcome, Map.of());
    }

    /**
     * The members may make their transfers now.
     *
     * @param group Wise's empty group; null in the guide's dialect
     */
    public Batch opened(@Variable("batch") Batch batch, @Variable("group") BatchGroup group) {
        return moves.inTransaction(() -> {
            Map<String, Object> columns = new HashMap<>();
            columns.put("group_id", group == null ? null : group.id());
            columns.put("opened_at", table.now());
            columns.put("reason", null);
            columns.put("note", null);
            Batch open = table.move(
                    batch,
                    BatchState.OPEN,
                    group == null ? "its payouts make their transfers" : "group " + group.id() + " takes transfers",
                    columns);
            table.members(batch.id()).forEach(this::due);
            return open;
        });
    }

    /** Has the payout looked at, whatever it is doing now. */
    void due(Payout payout) {
        moves.hint(payout);
        work.payoutDue(payout.id());
    }

    /**
     * Whether every member has its transfer. A payout that has been without one for too long while others are ready goes
     * back to those that wait for a batch.
     *
     * @throws Stop when members with a possible transfer hold up the others for too long
     */
    public boolean isGathered(@Variable("batch") Batch batch) {
        if (batch.count() == 0) {
            over(batch, "no payout is left in it");
            return false;
        }
        List<Payout> missing = table.unresolved(batch.id());
        boolean late = table.now().isAfter(batch.openedAt().plus(rules.memberWait()));
        if (missing.isEmpty() || !late || missing.size() == batch.count()) {
            return missing.isEmpty();
        }
        moves.inTransaction(() -> {
            table.lock(batch.id());
            missing.stream().filter(p -> !p.transferMayExist()).forEach(p -> putBack(p, "it was not ready in time"));
            return null;
        });
        return requireReady(batch);
    }

    /** The payout waits for another batch; only while nothing of it exists at Wise. */
    void putBack(Payout payout, String why) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("batch_id", null);
        columns.put("batch_wait_at", table.now());
        moves.move(payout, payout.state(), "batch", "left batch " + payout.batchId() + ", " + why, columns);
        due(payout);
    }

    /**
     * @return true
     * @throws Stop when a member holds up the others
     */
    public boolean requireReady(@Variable("batch") Batch batch) {
        List<Payout> missing = table.unresolved(batch.id());
        if (!missing.isEmpty()) {
            String deals = missing.stream().map(p -> String.valueOf(p.dealId())).collect(Collectors.joining(", "));
            throw new Stop(StopReason.BATCH_HELD, Map.of("deals", deals));
        }
        return true;
    }

    /**
     * Compares the transfers in Wise's group with those of the ledger, both ways. What Wise cancelled may be in there.
     *
     * @throws RetryLaterException when one of ours is not shown in the group: reads lag behind
     * @throws Stop when there is one that is not ours
     */
    public void compare(@Variable("batch") Batch batch, @Variable("group") BatchGroup group) {
        Set<Long> ours = ids(table.members(batch.id()));
        Set<Long> foreign = new TreeSet<>(group.transferIds());
        foreign.removeAll(ours);
        foreign.removeAll(ids(table.cancelled(batch.id())));
        if (!foreign.isEmpty()) {
            throw new Stop(
                    StopReason.BATCH_STOPPED,
                    Map.of(
                            "problem",
                            "The batch in Wise holds transfers that are not of this batch: " + foreign + "."));
        }
        ours.removeAll(group.transferIds());
        if (!ours.isEmpty()) {
            throw new RetryLaterException("Wise does not show transfers " + ours + " in the batch group");
        }
    }

    private static Set<Long> ids(List<Payout> payouts) {
        return payouts.stream().map(Payout::transferId).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * No transfer can come any more; it is funded next.
     *
     * @param group Wise's group after it was closed; null in the guide's dialect
     * @throws RetryLaterException when the group is not closed
     * @throws Stop as {@link #compare} and {@link #requireReady}
     */
    public Batch completed(@Variable("batch") Batch batch, @Variable("group") BatchGroup group) {
        requireReady(batch);
        if (batch.groupId() != null) {
            if (group == null || !group.isCompleted()) {
                throw new RetryLaterException("the batch group is not closed");
            }
            compare(batch, group);
        }
        return moves.inTransaction(() -> {
            table.lock(batch.id());
            requireReady(batch);
            Map<String, Object> columns = new HashMap<>();
            columns.put("reason", null);
            return table.move(
                    batch,
                    BatchState.COMPLETED,
                    "complete: " + batch.count() + " payouts, debit " + batch.debit() + ", fees " + batch.fee(),
                    columns);
        });
    }

    Batch over(Batch batch, String outcome) {
        return table.move(batch, BatchState.CANCELLED, outcome, Map.of());
    }
}
