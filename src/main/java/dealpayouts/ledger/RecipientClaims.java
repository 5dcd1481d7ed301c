package dealpayouts.ledger;

import dealpayouts.money.UserInput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code recipientClaims}: sees to it that a contractor's recipient is made once, however many payouts want it. */
public final class RecipientClaims {

    private static final int LONGEST_EMAIL = 120;

    private final PayoutMoves moves;
    private final RecipientTable table;
    private final FeedbackTable feedback;
    private final PaymentPermits attempts;

    RecipientClaims(PayoutMoves moves, RecipientTable table, FeedbackTable feedback, PaymentPermits attempts) {
        this.moves = moves;
        this.table = table;
        this.feedback = feedback;
        this.attempts = attempts;
    }

    /**
     * Claims the making of a recipient for the contractor.
     *
     * @return the recipient's id when it was made before, else null: it may be made now
     * @throws Stop when Wise has refused the same name and address for this currency within a day: it is not asked again
     * @throws RetryLaterException while another payout makes it, or an earlier attempt may still have made it
     */
    public Long claim(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor) {
        String currency = payout.amount().currency().getCurrencyCode();
        table.refusal(profileId, contractor.id(), currency, details(contractor)).ifPresent(refusal -> {
            throw stop(refusal, contractor, currency);
        });
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
     * @throws RetryLaterException when another attempt was faster
     * @throws IllegalTransitionException when the request would make another recipient than the claimed one
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

    /**
     * Remembers that Wise makes no recipient of the contractor's name and address, if it said so.
     *
     * @param refusal what Wise said; null when it refused nothing
     * @throws Stop when it did
     */
    public void refuse(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor,
            @Variable("refusal") RecipientRefusal refusal) {
        if (refusal != null) {
            String currency = payout.amount().currency().getCurrencyCode();
            table.refused(payout.id(), profileId, contractor.id(), currency, details(contractor), refusal);
            throw stop(refusal, contractor, currency);
        }
    }

    private static Stop stop(RecipientRefusal refusal, Contractor contractor, String currency) {
        return new Stop(
                refusal.reason(),
                Map.of(
                        "contact",
                        contractor.shownName(),
                        "email",
                        UserInput.shown(contractor.email(), LONGEST_EMAIL),
                        "currency",
                        currency,
                        "problem",
                        refusal.problem()));
    }

    /** What of the contractor decides whether Wise takes it, in a form that names nobody. */
    private static String details(Contractor contractor) {
        try {
            byte[] text = (contractor.email() + "\n" + contractor.name()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
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
            feedback.recipient(payout.id(), contractor.id(), Payee.address(contractor.email()), recipientId);
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
