package dealpayouts.ledger;

import dealpayouts.kommo.Contractor;
import java.util.List;
import org.apache.camel.Variable;

/** Bean {@code recipientClaims}: sees to it that a contractor's recipient is made once, however many payouts want it. */
public final class RecipientClaims {

    private final PayoutMoves moves;
    private final RecipientTable table;
    private final FeedbackTable feedback;
    private final Attempts attempts;

    RecipientClaims(PayoutMoves moves, RecipientTable table, FeedbackTable feedback, Attempts attempts) {
        this.moves = moves;
        this.table = table;
        this.feedback = feedback;
        this.attempts = attempts;
    }

    /**
     * Claims the making of a recipient for the contractor.
     *
     * @return the recipient's id when it was made before, else null: it may be made now
     * @throws TryAgainException while another payout makes it, or an earlier attempt may still have made it
     */
    public Long claim(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor) {
        return table.claim(
                payout.id(),
                profileId,
                contractor.id(),
                payout.amount().currency().getCurrencyCode(),
                contractor.email());
    }

    /**
     * Has to come right before Wise is asked to make the recipient: an attempt after one whose answer was lost waits. From
     * here on exactly this request may be sent, once.
     *
     * @param request what is about to be sent
     * @throws TryAgainException when another attempt was faster
     * @throws IllegalMoveException when the request would make another recipient than the claimed one
     */
    public void asking(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor,
            @Variable("recipientRequest") String request) {
        table.asking(
                payout.id(),
                profileId,
                contractor.id(),
                payout.amount().currency().getCurrencyCode(),
                contractor.email());
        attempts.permitRecipient(payout, profileId, contractor.email(), request);
    }

    /** Records a recipient that was made or found by e-mail, and has it written to the contact's field. */
    public long made(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor,
            @Variable("recipientId") long recipientId) {
        return moves.inTransaction(() -> {
            table.made(
                    profileId,
                    contractor.id(),
                    payout.amount().currency().getCurrencyCode(),
                    contractor.email(),
                    recipientId);
            feedback.add(payout.id(), Feedback.Kind.CONTACT_FIELD, String.valueOf(recipientId));
            moves.write(payout, "recipient", "recipient " + recipientId + " by e-mail");
            return recipientId;
        });
    }

    /** Forgets the payout's recipient, because its details are wrong. */
    public void forget(@Variable("payout") Payout payout) {
        table.forget(payout.recipientId(), payout.id());
    }

    /** Recipients that were forgotten. */
    public List<Long> wrong() {
        return table.wrong();
    }
}
