package dealpayouts.wise;

import java.util.Set;

/**
 * Wise's batch group as it was when read (Wise reference §14).
 *
 * @param version has to be named when the group is changed; signed and without an order
 * @param status NEW, COMPLETED (closed, not paid) or one of the words for cancelled
 * @param alreadyPaid whether the balance was debited for it; false proves nothing, because reads lag behind
 * @param transferIds the transfers in it
 */
public record BatchGroup(String id, long version, String status, boolean alreadyPaid, Set<Long> transferIds) {

    private static final Set<String> CANCELLED = Set.of("CANCELLED", "MARKED_FOR_CANCELLATION", "PROCESSING_CANCEL");

    private static final Set<String> OPEN = Set.of("NEW", "COMPLETED");

    public BatchGroup {
        transferIds = Set.copyOf(transferIds);
    }

    /** Whether no transfer can be added any more and it can be paid. */
    public boolean isCompleted() {
        return "COMPLETED".equals(status);
    }

    /** Whether it is known here what follows from its status. */
    public boolean isKnown() {
        return OPEN.contains(status) || isCancelled();
    }

    /** Whether it is cancelled or will be, for good. */
    public boolean isCancelled() {
        return CANCELLED.contains(status);
    }
}
