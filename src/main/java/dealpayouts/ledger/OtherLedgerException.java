package dealpayouts.ledger;

/** The settings lead to another account or profile than the one this ledger belongs to; the message says what to do. */
public final class OtherLedgerException extends RuntimeException {

    OtherLedgerException(String message) {
        super(message, null, false, false);
    }
}
