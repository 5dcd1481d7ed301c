package dealpayouts.ledger;

/** Refuses a change because somebody else changed the batch since it was read; reading it again is safe. */
public final class StaleBatchException extends IllegalStateException {
    StaleBatchException(Batch batch) {
        super("Batch " + batch.id() + " was changed by somebody else since version " + batch.version());
    }
}
