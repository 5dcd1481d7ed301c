package dealpayouts.ledger;

import dealpayouts.kommo.Contractor;
import dealpayouts.kommo.DealFacts;
import dealpayouts.wise.FundingAnswer;
import dealpayouts.wise.FundingEvidence;
import dealpayouts.wise.Quote;
import dealpayouts.wise.TransferAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Variable;

/**
 * Bean {@code payouts}: every change of a payout, and the rules that hold whatever a route does. Each method takes the
 * payout as it was read last, changes it by compare-and-set together with its journal line, and returns the new version
 * for the variable {@code payout}.
 *
 * <p>All methods throw {@link IllegalMoveException} for a step that the payout's state does not allow, and
 * {@link StalePayoutException} when somebody else was faster.
 */
public final class Payouts {

    /** How long a look at the deal may justify moving money. */
    private static final Duration DEAL_CHECK = Duration.ofMinutes(10);

    /** Statuses for the deal's field "Wise status" as long as the money has not left. */
    private static final String WAITING = "waiting for funding";

    private final LedgerDatabase database;
    private final PayoutTable table;
    private final RecipientTable recipients;
    private final FeedbackTable feedback;
    private final Journal journal;
    private final Clock clock;
    private final boolean draftsOnly;

    Payouts(
            LedgerDatabase database,
            PayoutTable table,
            RecipientTable recipients,
            FeedbackTable feedback,
            Journal journal,
            Clock clock,
            boolean draftsOnly) {
        this.database = database;
        this.table = table;
        this.recipients = recipients;
        this.feedback = feedback;
        this.journal = journal;
        this.clock = clock;
        this.draftsOnly = draftsOnly;
    }

    /** The payout as it stands. */
    public Payout get(long payoutId) {
        return table.get(payoutId);
    }

    /**
     * Begins an attempt. When a transfer request may have been sent before, the attempt counts as sending it again.
     *
     * @param payoutId a payout of this ledger
     */
    public Payout open(@Variable("payoutId") long payoutId) {
        Payout payout = table.get(payoutId);
        if (payout.stage() != PayoutState.TRANSFER_REQUESTED) {
            return payout;
        }
        return move(
                payout,
                PayoutState.TRANSFER_REQUESTED,
                "transfer",
                "the stored request is sent again",
                Map.of("transfer_attempts", payout.transferAttempts() + 1));
    }

    /**
     * Records that the deal stands in the Pay stage now and what it says. Until a transfer request exists the newest
     * facts count; afterwards those of the transfer stay.
     */
    public Payout confirmed(@Variable("payout") Payout payout, @Variable("facts") DealFacts facts) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("deal_checked_at", clock.instant());
        boolean known = payout.contractorId() != null
                && payout.contractorId() == facts.contractorId()
                && facts.amount().equals(payout.amount());
        String says = facts.amount() + " for contact " + facts.contractorId();
        if (!payout.transferMayExist()) {
            columns.put("contractor_id", facts.contractorId());
            columns.put("currency", facts.amount().currency().getCurrencyCode());
            columns.put("amount_minor", facts.amount().minor());
            return move(payout, payout.state(), "deal", known ? null : "in the Pay stage: " + says, columns);
        }
        return move(
                payout,
                payout.state(),
                "deal",
                known ? null : "the deal now says " + says + "; the transfer stays as it is",
                columns);
    }

    /**
     * Claims the making of a recipient for the contractor.
     *
     * @return the recipient's id when it was made before, else null: it may be made now
     * @throws TryAgainException while another payout makes it
     */
    public Long claimRecipient(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor) {
        return recipients.claim(
                payout.id(),
                profileId,
                contractor.id(),
                payout.amount().currency().getCurrencyCode(),
                contractor.email());
    }

    /** Records a recipient that was made or found by e-mail, and has it written to the contact's field. */
    public long recipientMade(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("contractor") Contractor contractor,
            @Variable("recipientId") long recipientId) {
        return database.inTransaction(() -> {
            recipients.made(
                    profileId,
                    contractor.id(),
                    payout.amount().currency().getCurrencyCode(),
                    contractor.email(),
                    recipientId);
            feedback.add(payout.id(), Feedback.Kind.CONTACT_FIELD, String.valueOf(recipientId));
            journal.write(payout.id(), payout.dealId(), "recipient", "recipient " + recipientId + " by e-mail");
            return recipientId;
        });
    }

    /**
     * Stores the exact transfer request before it is sent for the first time.
     *
     * @param quote the price it is made from
     * @param body the request
     * @throws IllegalMoveException when the deal was not seen in the Pay stage just now, or the quote is for another
     *     amount
     */
    public Payout transferRequested(
            @Variable("payout") Payout payout, @Variable("quote") Quote quote, @Variable("transferBody") String body) {
        requireDealCheck(payout);
        if (!quote.target().equals(payout.amount())) {
            throw new IllegalMoveException("The quote pays " + quote.target() + ", the payout is " + payout.amount());
        }
        Map<String, Object> columns = new HashMap<>();
        columns.put("profile_id", quote.profileId());
        columns.put("recipient_id", quote.recipientId());
        columns.put("quote_id", quote.id());
        columns.put("quote_expires_at", quote.expiresAt());
        columns.put("source_currency", quote.debit().currency().getCurrencyCode());
        columns.put("debit_minor", quote.debit().minor());
        columns.put("fee_minor", quote.fee().minor());
        columns.put("rate", quote.rate().toPlainString());
        columns.put("delivery_estimate", quote.deliveryEstimate());
        columns.put("transfer_body", body);
        columns.put("transfer_attempts", 1);
        columns.put("transfer_asked_at", clock.instant());
        return move(
                payout,
                PayoutState.TRANSFER_REQUESTED,
                "transfer",
                "asked for: " + body + "; debit " + quote.debit() + ", fee " + quote.fee() + ", rate "
                        + quote.rate().toPlainString(),
                columns);
    }

    /**
     * Records what Wise said to the transfer request. A refusal after an attempt whose outcome is not known changes
     * nothing: the payout stays {@code TRANSFER_REQUESTED} until Wise's list has been searched.
     *
     * @throws Stop when Wise refuses the request for good, or returns another transfer than the one asked for
     */
    public Payout transferAnswered(@Variable("payout") Payout payout, @Variable("transfer") TransferAnswer answer) {
        if (answer.exists()) {
            return transferExists(payout, answer);
        }
        return payout.transferAttempts() > 1 ? payout : transferRefused(payout, answer);
    }

    /**
     * Records the outcome of searching Wise's list after a refusal.
     *
     * @param found the payout's own transfer; null when the list does not have it
     * @param refused the refusal that led to the search
     * @throws Stop as {@link #transferAnswered}
     */
    public Payout transferSearched(
            @Variable("payout") Payout payout,
            @Variable("found") TransferAnswer found,
            @Variable("transfer") TransferAnswer refused) {
        return found == null ? transferRefused(payout, refused) : transferExists(payout, found);
    }

    private Payout transferExists(Payout payout, TransferAnswer answer) {
        if (answer.difference() != null) {
            throw new Stop(
                    StopReason.TRANSFER_DIFFERS,
                    Map.of("transfer", answer.transferId(), "difference", answer.difference()));
        }
        return move(
                payout,
                PayoutState.TRANSFER_CREATED,
                "transfer",
                "transfer " + answer.transferId() + " exists, " + answer.state(),
                Map.of("transfer_id", answer.transferId(), "transfer_state", answer.state()));
    }

    /** No transfer exists, so the payout starts again: with a new quote and the same key. */
    private Payout transferRefused(Payout payout, TransferAnswer answer) {
        Payout refused = move(
                payout,
                PayoutState.ACCEPTED,
                "transfer",
                "Wise refused the request: " + answer.refusal(),
                Map.of("transfer_attempts", 0));
        if (clock.instant().isAfter(refused.quoteExpiresAt())) {
            throw new TryAgainException("the quote expired before a transfer was made from it");
        }
        throw new Stop(StopReason.WISE_REFUSED, Map.of("problem", answer.refusal()));
    }

    /**
     * Remembers, before the funding call, that the money may leave now.
     *
     * @throws IllegalMoveException when the deal was not seen in the Pay stage just now
     * @throws Stop when only drafts are wanted
     */
    public Payout fundingRequested(@Variable("payout") Payout payout) {
        if (draftsOnly) {
            throw new Stop(StopReason.DRAFT);
        }
        requireDealCheck(payout);
        return move(
                payout,
                PayoutState.FUNDING_REQUESTED,
                "funding",
                payout.state() == PayoutState.FUNDING_REQUESTED ? "asked for again" : "asked for",
                Map.of("funding_attempts", payout.fundingAttempts() + 1));
    }

    /**
     * Records what Wise said to the funding call.
     *
     * @param note the sentence for the deal when the transfer is funded
     * @param status the deal's field "Wise status" when the transfer is funded
     * @return the payout: {@code FUNDED}, or still {@code FUNDING_REQUESTED} when the balance was refused and the
     *     missing sum has to be found out
     * @throws Stop when Wise refuses for good or wants a person
     * @throws TryAgainException when the answer does not say whether the money left
     */
    public Payout fundingAnswered(
            @Variable("payout") Payout payout,
            @Variable("funding") FundingAnswer answer,
            @Variable("fundedNote") String note,
            @Variable("fundedStatus") String status) {
        requireState(payout, PayoutState.FUNDING_REQUESTED);
        return switch (answer.result()) {
            case FUNDED -> funded(payout, "Wise took " + payout.debit() + " from the balance", note, status);
            case SHORT_OF_BALANCE -> payout;
            case NEEDS_PERSON -> throw new Stop(StopReason.FUND_IN_WISE);
            case REFUSED -> throw new Stop(StopReason.WISE_REFUSED, Map.of("problem", answer.message()));
            case FORBIDDEN -> throw new Stop(StopReason.WISE_FORBIDDEN, Map.of("problem", answer.message()));
            case PENDING, CONFLICT, RATE_LIMITED, UNAUTHORIZED, UNKNOWN ->
                throw new TryAgainException("funding: " + answer.message());
        };
    }

    /**
     * Records what Wise's records prove about a transfer that was not known to be funded.
     *
     * @param note the sentence for the deal when the transfer is funded
     * @param status the deal's field "Wise status" when the transfer is funded
     * @throws Stop when the transfer was cancelled
     */
    public Payout fundingProven(
            @Variable("payout") Payout payout,
            @Variable("evidence") FundingEvidence evidence,
            @Variable("fundedNote") String note,
            @Variable("fundedStatus") String status) {
        return switch (evidence.kind()) {
            case FUNDED -> funded(payout, "Wise shows the transfer as " + evidence.state(), note, status);
            case CANCELLED -> throw new Stop(StopReason.TRANSFER_CANCELLED, Map.of("state", evidence.state()));
            case NONE -> payout;
        };
    }

    private Payout funded(Payout payout, String proof, String note, String status) {
        return database.inTransaction(() -> {
            Map<String, Object> columns = new HashMap<>();
            columns.put("parked_for", null);
            columns.put("reason", null);
            columns.put("note", note);
            Payout funded = move(payout, PayoutState.FUNDED, "funding", "funded: " + proof, columns);
            feedback.add(payout.id(), Feedback.Kind.DEAL_FIELDS, status);
            feedback.add(payout.id(), Feedback.Kind.NOTE, note);
            return funded;
        });
    }

    /**
     * Parks the payout, or drops it when the deal left the Pay stage before anything existed at Wise. The same sentence
     * is not written on the deal twice in a row.
     *
     * @param stop why
     * @param note the sentence for the deal
     */
    public Payout stopped(
            @Variable("payoutId") long payoutId, @Variable("stop") Stop stop, @Variable("note") String note) {
        return database.inTransaction(() -> {
            Payout payout = table.get(payoutId);
            StopReason reason = stop.getReason();
            if (reason == StopReason.LEFT_PAY_STAGE && !payout.transferMayExist()) {
                return move(
                        payout,
                        PayoutState.DROPPED,
                        "deal",
                        "dropped: the deal is " + stop.getFacts().get("where"),
                        Map.of("reason", reason.name()));
            }
            boolean explained = note.equals(payout.note());
            Map<String, Object> columns = new HashMap<>();
            columns.put("parked_for", reason.parkedFor());
            columns.put("reason", reason.name());
            columns.put("note", note);
            Payout parked = move(
                    payout,
                    PayoutState.PARKED,
                    "parked",
                    explained && payout.state() == PayoutState.PARKED ? null : reason + ": " + note,
                    columns);
            if (!explained) {
                if (payout.transferId() != null) {
                    feedback.add(payoutId, Feedback.Kind.DEAL_FIELDS, WAITING);
                }
                feedback.add(payoutId, Feedback.Kind.NOTE, note);
            }
            return parked;
        });
    }

    /** Whether nothing is left to do but look again: it is funded, or a person is to fund the transfer in Wise. */
    public boolean isLeftToPerson(@Variable("payout") Payout payout) {
        return payout.state().isFinal()
                || (payout.parkedFor() == ParkedFor.FUNDING_IN_WISE
                        && payout.state() == PayoutState.PARKED
                        && !StopReason.LEFT_PAY_STAGE.name().equals(payout.reason()));
    }

    /**
     * Says something on the deal without stopping the payout.
     *
     * @param note the sentence
     */
    public void explained(@Variable("payoutId") long payoutId, @Variable("note") String note) {
        database.inTransaction(() -> {
            Payout payout = table.get(payoutId);
            feedback.add(payoutId, Feedback.Kind.NOTE, note);
            return move(payout, payout.state(), "delayed", note, Map.of("note", note));
        });
    }

    /** Writes to the journal that an attempt failed and will be repeated. */
    public void attemptFailed(long payoutId, String problem) {
        Payout payout = table.get(payoutId);
        journal.write(payoutId, payout.dealId(), "retry", problem);
    }

    private void requireDealCheck(Payout payout) {
        Instant checked = payout.dealCheckedAt();
        if (checked == null || checked.isBefore(clock.instant().minus(DEAL_CHECK))) {
            throw new IllegalMoveException("Payout " + payout.id() + " needs a look at its deal before money moves");
        }
    }

    private static void requireState(Payout payout, PayoutState expected) {
        if (payout.state() != expected) {
            throw new IllegalMoveException("Payout " + payout.id() + " is " + payout.state() + ", not " + expected);
        }
    }

    /** @param outcome the journal line; null when nothing happened that anybody has to know */
    private Payout move(Payout payout, PayoutState next, String step, String outcome, Map<String, Object> columns) {
        Supplier<Payout> change = () -> {
            table.move(payout, next, columns);
            if (outcome != null) {
                journal.write(payout.id(), payout.dealId(), step, outcome);
            }
            return table.get(payout.id());
        };
        return database.inTransaction(change);
    }
}
