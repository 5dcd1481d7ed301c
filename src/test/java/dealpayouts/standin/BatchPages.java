package dealpayouts.standin;

import java.util.List;

/** The batch groups of the Wise stand-in, and what a person does with them on Wise's pages. */
public final class BatchPages {

    private final Guard guard;
    private final WiseWorld world;
    private final WiseBatches batches;

    BatchPages(Guard guard, WiseWorld world, WiseBatches batches) {
        this.guard = guard;
        this.world = world;
        this.batches = batches;
    }

    /** All batch groups, oldest first. */
    public List<BatchGroup> all() {
        return guard.locked(batches::all);
    }

    /** What the balance was debited for with one call or by one person: the transfers of each such payment, oldest first. */
    public List<List<Long>> payments() {
        return guard.locked(batches::payments);
    }

    /** Funds the group; fails when that is not possible. */
    public void fund(String groupId) {
        guard.locked(() -> batches.fundByHand(groupId));
    }

    /** Cancels the group and with it its transfers. */
    public void cancel(String groupId) {
        guard.locked(() -> batches.cancelByHand(groupId));
    }

    /** Puts a transfer into the group. */
    public void add(String groupId, long transferId) {
        guard.locked(() -> batches.addByHand(groupId, transferId));
    }

    /** This many changes of groups to come meet a version that somebody has just changed (§14). */
    public void conflicts(int times) {
        guard.locked(() -> world.scenario.batchConflicts = times);
    }
}
