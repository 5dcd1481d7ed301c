package dealpayouts.ledger;

import dealpayouts.kommo.KommoSettings;
import java.time.Clock;

/** The record of all payouts: what must survive, and the rules that no route can break. */
public final class Ledger {

    private final Deliveries deliveries;
    private final Payouts payouts;
    private final FeedbackTable feedback;
    private final Journal journal;

    /** @param draftsOnly whether funding is left to a person in Wise ({@code PAYOUT_FUNDING=draft}) */
    public Ledger(LedgerDatabase database, WorkQueue work, Clock clock, KommoSettings kommo, boolean draftsOnly) {
        PayoutTable table = new PayoutTable(database, clock);
        this.journal = new Journal(database, clock);
        this.feedback = new FeedbackTable(database, clock, work);
        this.deliveries = new Deliveries(database, table, journal, work, clock, kommo);
        this.payouts =
                new Payouts(database, table, new RecipientTable(database, clock), feedback, journal, clock, draftsOnly);
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Payouts payouts() {
        return payouts;
    }

    public FeedbackTable feedback() {
        return feedback;
    }

    public Journal journal() {
        return journal;
    }
}
