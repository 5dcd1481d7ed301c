package dealpayouts.ledger;

import java.util.ArrayList;
import java.util.List;

/** The explicit act by which what waits is tried now, and what was given up is tried once more. */
public final class Retries {

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final RecipientTable recipients;
    private final FeedbackTable feedback;
    private final HookTable hooks;
    private final Journal journal;
    private final WorkQueue work;

    Retries(
            LedgerDatabase database,
            PayoutTable payouts,
            RecipientTable recipients,
            FeedbackTable feedback,
            HookTable hooks,
            Journal journal,
            WorkQueue work) {
        this.database = database;
        this.payouts = payouts;
        this.recipients = recipients;
        this.feedback = feedback;
        this.hooks = hooks;
        this.journal = journal;
        this.work = work;
    }

    /**
     * What was made due, for people.
     *
     * @param what such as {@code the payout; 2 notes that were given up}
     */
    public record Retry(Payout payout, String what) {}

    /**
     * Makes everything of the deal's payout due now: its own work, a look at its transfer, and what Kommo was to be told
     * or your own routes were to take, and was given up. None of it can pay twice: it is the work that goes on by itself, only earlier.
     *
     * @param actor who wants it
     * @throws IllegalTransitionException when nothing of it waits
     */
    public Retry retry(long dealId, String actor) {
        return database.inTransaction(() -> {
            Payout payout = payouts.latestOf(dealId)
                    .orElseThrow(() -> new IllegalTransitionException("Deal " + dealId + " has no payout yet."));
            List<String> due = new ArrayList<>();
            if (!payout.state().isFinal()) {
                if (payout.contractorId() != null) {
                    recipients.forgetRefusals(payout.contractorId());
                }
                payouts.hint(payout);
                work.payoutDue(payout.id());
                due.add("the payout");
            } else if (payout.state().isMoneyOut()) {
                payouts.hint(payout);
                work.transferDue(payout.id());
                due.add("a look at transfer " + payout.transferId());
            }
            int again = feedback.again(payout.id());
            if (again > 0) {
                due.add(again + " notes or fields that were given up");
            }
            int calls = hooks.again(payout.id());
            if (calls > 0) {
                due.add(calls + " calls of your own routes that were given up");
            }
            if (due.isEmpty()) {
                throw new IllegalTransitionException("Nothing of payout " + payout.id() + " of deal " + dealId
                        + " waits: it was given up because its deal left the Pay stage, and begins again when the deal"
                        + " is moved back.");
            }
            String what = String.join("; ", due);
            journal.write(payout.id(), dealId, "retry asked for", what, actor);
            return new Retry(payout, what);
        });
    }
}
