package dealpayouts.ledger;

import dealpayouts.money.Money;
import dealpayouts.provider.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;

/**
 * Bean {@code payouts}: begins, confirms and stops work on a payout. Each method takes the payout as it was read last,
 * changes it by compare-and-set together with its journal line, and returns the new version for the variable
 * {@code payout}.
 *
 * <p>All methods throw {@link IllegalTransitionException} for a step that the payout's state does not allow, and
 * {@link StalePayoutException} when somebody else was faster.
 */
public final class Payouts {

    /** Step of the journal: an attempt failed and is made again. */
    public static final String RETRY = "retry";
    /** Step of the journal: the deal says that the payout is late. */
    public static final String DELAYED = "delayed";

    /** The deal's field "Wise status" as long as a transfer waits for its money. */
    private static final String WAITING = "waiting for funding";

    private final PayoutMoves moves;
    private final RecipientTable recipients;
    private final FeedbackTable feedback;
    private final Guards guards;
    private final DealChanges changes;
    private final BatchMembers members;
    private final PaymentPermits attempts;
    private final WorkQueue work;
    private final Duration settle;

    /** @param settle how long after it was sent a transfer request whose answer was lost may still take effect */
    Payouts(
            PayoutMoves moves,
            RecipientTable recipients,
            FeedbackTable feedback,
            Guards guards,
            DealChanges changes,
            BatchMembers members,
            PaymentPermits attempts,
            WorkQueue work,
            Duration settle) {
        this.moves = moves;
        this.recipients = recipients;
        this.feedback = feedback;
        this.guards = guards;
        this.changes = changes;
        this.members = members;
        this.attempts = attempts;
        this.work = work;
        this.settle = settle;
    }

    /** The payout as it stands. */
    public Payout get(long payoutId) {
        return moves.get(payoutId);
    }

    /** Whether it was to be looked at since then; by this node's clock. A hint that is just being stored is waited for. */
    public boolean isHintedSince(long payoutId, Instant since) {
        Instant hintedAt = moves.getSettled(payoutId).hintedAt();
        return hintedAt != null && hintedAt.isAfter(since);
    }

    /**
     * Begins an attempt. When a transfer request may have been sent before, the attempt counts as sending it again; it
     * waits until the earlier one can have no effect any more, so that what Wise says then is about both. A member of a
     * batch that is parked sends nothing before Wise's list was searched.
     *
     * @param payoutId a payout of this ledger
     * @throws RetryLaterException while an earlier request may still take effect
     */
    public Payout open(@Variable("payoutId") long payoutId) {
        Payout payout = moves.get(payoutId);
        if (payout.stage() != PayoutState.TRANSFER_REQUESTED) {
            return payout;
        }
        Instant now = moves.now();
        Instant sent = payout.transferSentAt();
        if (sent != null && sent.plus(settle).isAfter(now)) {
            throw new RetryLaterException("the transfer request may still take effect", sent.plus(settle));
        }
        if (payout.isUnansweredInBatch()) {
            return payout;
        }
        Payout again = moves.move(
                payout,
                payout.state(),
                "transfer",
                "the stored request is sent again",
                Map.of("transfer_attempts", payout.transferAttempts() + 1, "transfer_sent_at", now));
        attempts.permitTransfer(again);
        return again;
    }

    /**
     * The latest attempt ended with an answer by which nothing was made, neither a recipient nor a transfer. What an earlier
     * attempt has sent may take effect all the same.
     *
     * @param began when that attempt began
     */
    public void refused(long payoutId, Instant began) {
        sentSince(payoutId, began, null);
    }

    /**
     * The latest attempt ended without an answer. What it has sent may have waited for its turn before it left, so only now
     * begins the time in which it may still take effect.
     *
     * @param began when that attempt began
     */
    public void unanswered(long payoutId, Instant began) {
        sentSince(payoutId, began, moves.now());
    }

    /** @param at when the attempt that began then has sent what it has sent; null when that has no effect */
    private void sentSince(long payoutId, Instant began, Instant at) {
        moves.inTransaction(() -> {
            recipients.askedSince(payoutId, began, at);
            Payout payout = moves.get(payoutId);
            if (payout.transferSentAt() == null || payout.transferSentAt().isBefore(began)) {
                return payout;
            }
            Map<String, Object> columns = new HashMap<>();
            columns.put("transfer_sent_at", at);
            return moves.move(payout, payout.state(), "transfer", null, columns);
        });
    }

    /**
     * Records that the deal stands in the Pay stage now and what it says. Until a transfer request exists the newest
     * facts count; afterwards those of the transfer stay.
     *
     * @param look how new the facts are
     * @throws IllegalTransitionException when it is not known how new the facts are
     * @throws Stop when nothing exists at Wise yet and the payout may be a second payment
     */
    public Payout confirmed(
            @Variable("payout") Payout payout,
            @Variable("facts") PaymentOrder facts,
            @Variable("dealLook") DealCheck look) {
        if (look == null) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " needs a look at its deal by bean:together, method deal");
        }
        Map<String, Object> columns = new HashMap<>();
        columns.put("deal_checked_at", look.at());
        columns.put("deal_news_seen", look.dealNews());
        columns.put("deal_transfer", facts.transfer());
        if (payout.transferMayExist()) {
            Payout seen = confirmedTooLate(payout, facts, columns);
            attempts.dealSeen(seen);
            return seen;
        }
        Payout seen = confirmedInTime(payout, facts, columns);
        guards.check(seen);
        attempts.dealSeen(seen);
        return seen;
    }

    private Payout confirmedInTime(Payout payout, PaymentOrder facts, Map<String, Object> columns) {
        String change = payout.contractorId() == null ? null : DealChanges.between(payout, facts);
        boolean known = payout.factsAt() != null && change == null;
        columns.put("deal_change", null);
        columns.put("recipient_change", null);
        if (known) {
            return moves.move(payout, payout.state(), "deal", null, columns);
        }
        columns.put("contractor_id", facts.contractorId());
        columns.put("currency", facts.amount().currency().getCurrencyCode());
        columns.put("amount_minor", facts.amount().minor());
        columns.put("facts_at", moves.now());
        columns.put("transfer_body", null);
        columns.put("contractor_checked_at", null);
        columns.put("named_recipient", null);
        columns.put("payee", null);
        columns.put("recipient_id", null);
        String says = "in the Pay stage: " + facts.amount() + " for contact " + facts.contractorId();
        boolean isOtherContact = payout.contractorId() != null && payout.contractorId() != facts.contractorId();
        return moves.inTransaction(() -> {
            moves.forgetReleases(payout);
            if (isOtherContact) {
                feedback.recipientsOutdated(payout);
            }
            return moves.move(payout, payout.state(), "deal", change == null ? says : says + "; " + change, columns);
        });
    }

    private Payout confirmedTooLate(Payout payout, PaymentOrder facts, Map<String, Object> columns) {
        String change = DealChanges.between(payout, facts);
        columns.put("deal_change", change);
        return moves.move(payout, payout.state(), "deal", null, columns);
    }

    /**
     * Whether the contractor has to be read together with the deal, because it is decided already who is paid.
     *
     * @param quote null when nothing was priced in this attempt
     */
    public boolean isContractorToBeRead(@Variable("payout") Payout payout, @Variable("quote") Quote quote) {
        return payout.transferMayExist() || payout.transferBody() != null || quote != null;
    }

    /**
     * Records whom the deal's contractor names to be paid. Until a transfer request exists the newest naming counts;
     * afterwards the transfer is not funded any more when it pays somebody else, and else the deal is told what else of it
     * has changed too late.
     *
     * @param contractor of the deal as it was read last
     * @param quote what was priced in this attempt; null for nothing
     * @throws IllegalTransitionException when the deal was not read before
     * @throws Stop when nothing exists at Wise yet and the payout may be a second payment
     * @throws RetryLaterException when the price is for somebody else
     */
    public Payout contractorSeen(
            @Variable("payout") Payout payout,
            @Variable("contractor") Contractor contractor,
            @Variable("quote") Quote quote) {
        if (payout.dealCheckedAt() == null) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " needs a look at its deal before its contractor");
        }
        Payee now = Payee.of(contractor);
        Map<String, Object> columns = new HashMap<>();
        columns.put("contractor_checked_at", payout.dealCheckedAt());
        return payout.transferMayExist()
                ? namedTooLate(payout, contractor, now, columns)
                : namedInTime(payout, contractor, now, columns, quote != null);
    }

    private Payout namedInTime(
            Payout payout, Contractor contractor, Payee now, Map<String, Object> columns, boolean isPriced) {
        if (payout.contractorId() == null || payout.contractorId() != contractor.id()) {
            throw new IllegalTransitionException(
                    "Contact " + contractor.id() + " is not who payout " + payout.id() + " pays");
        }
        boolean isKnown = payout.contractorCheckedAt() != null;
        boolean isOther = isKnown && !isStillPaid(payout, contractor, now);
        columns.put("named_recipient", now.recipient());
        columns.put("payee", now.address());
        if (isOther) {
            columns.put("recipient_id", null);
            columns.put("transfer_body", null);
            columns.put("facts_at", moves.now());
        }
        Payout seen = moves.inTransaction(() -> {
            if (isOther) {
                moves.forgetReleases(payout);
                feedback.recipientsOutdated(payout);
            }
            return moves.move(
                    payout, payout.state(), "deal", isOther ? recipientChange(payout, contractor, now) : null, columns);
        });
        guards.check(seen);
        if (isOther && isPriced) {
            throw new RetryLaterException("the contractor names another recipient than was priced");
        }
        return seen;
    }

    private Payout namedTooLate(Payout payout, Contractor contractor, Payee now, Map<String, Object> columns) {
        boolean isOther = !isStillPaid(payout, contractor, now);
        String change = isOther ? recipientChange(payout, contractor, now) : null;
        columns.put("recipient_change", change);
        if (payout.contractorCheckedAt() == null && !isOther) {
            columns.put("named_recipient", now.recipient());
            columns.put("payee", now.address());
        }
        boolean isNews = isOther && !change.equals(payout.recipientChange());
        return moves.inTransaction(() -> {
            Payout seen = moves.move(payout, payout.state(), "deal", isNews ? change : null, columns);
            if (seen.transferId() != null && !isOther) {
                changes.tell(seen, seen.dealChange());
            }
            return seen;
        });
    }

    /** Whether who is named now is who was named before; we ourselves write the id of a recipient made by e-mail to the field. */
    private boolean isStillPaid(Payout payout, Contractor contractor, Payee now) {
        boolean isKnown = payout.contractorCheckedAt() != null;
        if (isKnown && Payee.of(payout).isSame(now)) {
            return true;
        }
        Long before = recipients.recipientOf(payout);
        return before != null && before.equals(recipients.recipientOf(payout, contractor.id(), now));
    }

    private String recipientChange(Payout payout, Contractor contractor, Payee now) {
        List<String> changes = new ArrayList<>();
        if (payout.contractorId() != contractor.id()) {
            changes.add("the contractor is now contact " + contractor.id() + " instead of contact "
                    + payout.contractorId());
        }
        String before = payout.recipientId() == null ? "" : " instead of " + payout.recipientId();
        if (now.recipientId() != null) {
            changes.add("the recipient is now " + now.recipientId() + before);
        } else if (now.recipient() != null) {
            changes.add("the field \"Wise recipient\" holds no id now" + before);
        } else if (recipients.wrong().contains(payout.recipientId())) {
            changes.add(
                    "recipient " + payout.recipientId() + " cannot be paid any more, so the e-mail address decides");
        } else {
            changes.add("the recipient is now whom the e-mail address leads to" + before);
        }
        return String.join(" and ", changes);
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
        return moves.inTransaction(() -> {
            members.lock(moves.get(payoutId));
            Payout payout = moves.get(payoutId);
            StopReason reason = stop.getReason();
            Map<String, Object> columns = new HashMap<>(members.leaving(payout, reason));
            if (reason == StopReason.LEFT_PAY_STAGE && !payout.transferMayExist()) {
                columns.put("reason", reason.name());
                Payout dropped = moves.move(
                        payout,
                        PayoutState.DROPPED,
                        "deal",
                        "dropped: the deal is " + stop.getFacts().get("where"),
                        columns);
                members.changed(payout);
                return dropped;
            }
            if (payout.isOver()
                    && payout.transferMayExist()
                    && (reason.isOfBatch() || reason == StopReason.LEFT_PAY_STAGE)) {
                // Its batch has not heard yet that its transfer is cancelled, which is all that there is to say.
                return payout;
            }
            recipients.release(payoutId);
            boolean isNews = guards.tell(payout, stop);
            boolean explained = note.equals(payout.note()) && !isNews;
            if (reason == StopReason.RECIPIENT_CHANGED && !reason.name().equals(payout.reason())) {
                // Its own work is to cancel the transfer, and its batch may be who has noticed.
                moves.hint(payout);
                work.payoutDue(payoutId);
            }
            columns.put("parked_for", reason.parkedFor());
            columns.put("reason", stop.recorded());
            columns.put("note", note);
            if (stop.getFacts().get("needed") instanceof Money needed) {
                columns.put("source_currency", needed.currency().getCurrencyCode());
                columns.put("debit_minor", needed.minor());
            }
            Payout parked = moves.move(
                    payout,
                    PayoutState.PARKED,
                    "parked",
                    explained && payout.state() == PayoutState.PARKED
                            ? null
                            : stop.recorded() + ": " + note + stop.trace(),
                    columns);
            if (!explained) {
                if (payout.transferId() != null && !guards.hasForeignTransfer(payout)) {
                    status(stop).ifPresent(status -> feedback.add(payoutId, Feedback.Kind.DEAL_FIELDS, status));
                }
                if (reason == StopReason.TRANSFER_CANCELLED) {
                    feedback.notice(payoutId, reason.key(), Map.of());
                } else {
                    feedback.add(payoutId, Feedback.Kind.NOTE, note);
                }
            }
            if (!reason.isOfBatch()) {
                members.changed(payout);
            }
            return parked;
        });
    }

    /** What the deal shows of an unpaid transfer; nothing while the transfer is not to be funded. */
    private static Optional<String> status(Stop stop) {
        return switch (stop.getReason()) {
            case CALLED_OFF_TRANSFER, RECIPIENT_CHANGED -> Optional.empty();
            case TRANSFER_CANCELLED ->
                Optional.of(String.valueOf(stop.getFacts().get("state")));
            default -> Optional.of(WAITING);
        };
    }

    /**
     * Whether nothing is left to do but look again: it is funded, another cycle pays in its place, or a person is to fund
     * the transfer in Wise.
     */
    public boolean isLeftToPerson(@Variable("payout") Payout payout) {
        return payout.state().isFinal()
                || StopReason.TRANSFER_REPLACED.name().equals(payout.reason())
                || (payout.calledOffBy() == null
                        && payout.parkedFor() == WaitingFor.FUNDING_IN_WISE
                        && payout.state() == PayoutState.PARKED
                        && !StopReason.LEFT_PAY_STAGE.name().equals(payout.reason()));
    }

    /**
     * Says something on the deal without stopping the payout, unless it was the last thing said.
     *
     * @param note the sentence
     */
    public void explained(@Variable("payoutId") long payoutId, @Variable("note") String note) {
        moves.inTransaction(() -> {
            Payout payout = moves.get(payoutId);
            if (note.equals(payout.note())) {
                return payout;
            }
            feedback.add(payoutId, Feedback.Kind.NOTE, note);
            return moves.move(payout, payout.state(), DELAYED, note, Map.of("note", note));
        });
    }

    /** Writes to the journal that an attempt failed and will be repeated. */
    public void attemptFailed(long payoutId, String problem) {
        Payout payout = moves.get(payoutId);
        moves.write(payout, RETRY, problem);
    }
}
