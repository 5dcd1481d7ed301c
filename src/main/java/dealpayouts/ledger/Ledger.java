package dealpayouts.ledger;

import dealpayouts.kommo.KommoSettings;
import java.time.Clock;

/** The record of all payouts: what must survive, and the rules that no route can break. */
public final class Ledger {

    private final Deliveries deliveries;
    private final Payouts payouts;
    private final Payments payments;
    private final RecipientClaims recipientClaims;
    private final FeedbackTable feedback;
    private final Journal journal;

    /** @param draftsOnly whether funding is left to a person in Wise ({@code PAYOUT_FUNDING=draft}) */
    public Ledger(LedgerDatabase database, WorkQueue work, Clock clock, KommoSettings kommo, boolean draftsOnly) {
        PayoutTable table = new PayoutTable(database, clock);
        this.journal = new Journal(database, clock);
        this.feedback = new FeedbackTable(database, clock, work);
        this.deliveries = new Deliveries(database, table, journal, work, clock, kommo);
        PayoutMoves moves = new PayoutMoves(database, table, journal, clock);
        RecipientTable recipients = new RecipientTable(database, clock);
        this.payouts = new Payouts(moves, recipients, feedback);
        this.payments = new Payments(moves, feedback, draftsOnly);
        this.recipientClaims = new RecipientClaims(moves, recipients, feedback);
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Payouts payouts() {
        return payouts;
    }

    public Payments payments() {
        return payments;
    }

    public RecipientClaims recipientClaims() {
        return recipientClaims;
    }

    public FeedbackTable feedback() {
        return feedback;
    }

    public Journal journal() {
        return journal;
    }
}
