package dealpayouts.ledger;

import dealpayouts.provider.FundingAnswer;
import dealpayouts.provider.FundingEvidence;
import dealpayouts.provider.Quote;
import dealpayouts.provider.TransferAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Bean {@code payments}: the steps of a payout that can make a transfer or move money, and the rules that hold whatever
 * a route does. What may happen is stored before it is asked for. Each method takes the payout as it was read last and
 * returns its new version for the variable {@code payout}.
 *
 * <p>All methods throw {@link IllegalTransitionException} for a step that the payout's state does not allow, and
 * {@link StalePayoutException} when somebody else was faster.
 */
public final class Payments {

    /** How long a look at the deal may justify moving money. */
    static final Duration DEAL_CHECK = Duration.ofMinutes(10);

    /**
     * The same for a payout that is paid alone, when its funding has waited for its turn; a batch takes its own looks as late
     * as it can.
     */
    static final Duration LONGEST_WAIT = DEAL_CHECK.dividedBy(2);

    /** How long a call to Wise may wait for its turn, so that this is kept with room to spare. */
    public static final Duration LONGEST_TURN = LONGEST_WAIT.minusMinutes(1);

    private final PayoutMoves moves;
    private final FeedbackTable feedback;
    private final WorkQueue work;
    private final PollingSchedule watch;
    private final Guards guards;
    private final DealChanges changes;
    private final BatchMembers members;
    private final PaymentPermits attempts;
    private final DealFreshness looks;
    private final Cycles cycles;
    private final Identity identity;
    private final boolean draftsOnly;

    Payments(
            PayoutMoves moves,
            FeedbackTable feedback,
            WorkQueue work,
            PollingSchedule watch,
            Guards guards,
            DealChanges changes,
            BatchMembers members,
            PaymentPermits attempts,
            DealFreshness looks,
            Cycles cycles,
            Identity identity,
            boolean draftsOnly) {
        this.moves = moves;
        this.members = members;
        this.feedback = feedback;
        this.work = work;
        this.watch = watch;
        this.guards = guards;
        this.changes = changes;
        this.attempts = attempts;
        this.looks = looks;
        this.cycles = cycles;
        this.identity = identity;
        this.draftsOnly = draftsOnly;
    }

    /** Whether the deal is to be looked at again before the next step: a delivery has spoken of it, or it is a while ago. */
    public boolean isDealToBeReadAgain(@Variable("payout") Payout payout) {
        return looks.isOld(payout.id());
    }

    /**
     * Stores the exact transfer request before it is sent for the first time.
     *
     * @param quote the price it is made from
     * @param body the request
     * @throws IllegalTransitionException when the deal was not seen in the Pay stage just now, or the payout's batch takes no
     *     transfers
     * @throws RetryLaterException when the quote is for another amount or contractor
     * @throws Stop when it may be a second payment
     */
    public Payout transferRequested(
            @Variable("payout") Payout payout, @Variable("quote") Quote quote, @Variable("transferBody") String body) {
        requireDealCheck(payout);
        attempts.requireDealSeen(payout);
        if (!quote.target().equals(payout.amount()) || quote.contractorId() != payout.contractorId()) {
            throw new RetryLaterException("the deal has changed since it was priced: from " + quote.target()
                    + " for contact " + quote.contractorId() + " to " + payout.amount() + " for contact "
                    + payout.contractorId());
        }
        Map<String, Object> columns = Priced.columns(quote, body);
        columns.put("transfer_attempts", 1);
        columns.put("transfer_asked_at", moves.now());
        columns.put("transfer_sent_at", moves.now());
        Payout asked = moves.inTransaction(() -> {
            members.requireOpenBatch(payout, quote);
            guards.requireLatest(payout);
            guards.checkAlone(payout, quote.recipientId());
            return moves.move(
                    payout,
                    PayoutState.TRANSFER_REQUESTED,
                    "transfer",
                    "asked for: " + quote.target() + " to recipient " + quote.recipientId() + "; debit " + quote.debit()
                            + ", fee " + quote.fee() + ", rate " + quote.rate().toPlainString(),
                    columns);
        });
        attempts.permitTransfer(asked);
        return asked;
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

    /** Whether Wise's list is to be searched although no request was refused. */
    public boolean isToBeSearched(@Variable("payout") Payout payout) {
        return payout.isUnansweredInBatch();
    }

    /**
     * Records the outcome of that search. The request can have no effect any more, so without a transfer nothing exists.
     *
     * @param found the payout's own transfer; null when the list does not have it
     * @throws Stop when it is another transfer than the one asked for
     */
    public Payout unansweredSearched(@Variable("payout") Payout payout, @Variable("found") TransferAnswer found) {
        return found == null ? members.withoutTransfer(payout) : transferExists(payout, found);
    }

    private Payout transferExists(Payout payout, TransferAnswer answer) {
        if (answer.difference() != null) {
            if (answer.isCancelled()) {
                // Whoever has cancelled it may have the deal paid by a new cycle, with a key of its own.
                moves.move(
                        payout,
                        PayoutState.TRANSFER_CREATED,
                        "transfer",
                        "transfer " + answer.transferId() + " differs (" + answer.difference() + ") and is cancelled",
                        Map.of("transfer_id", answer.transferId(), "transfer_state", answer.state()));
                throw new Stop(StopReason.TRANSFER_CANCELLED, Map.of("state", answer.state()));
            }
            throw new Stop(
                            StopReason.TRANSFER_DIFFERS,
                            Map.of("transfer", answer.transferId(), "difference", answer.difference()))
                    .tracedAs(answer.trace());
        }
        return moves.inTransaction(() -> {
            Payout made = moves.move(
                    payout,
                    PayoutState.TRANSFER_CREATED,
                    "transfer",
                    "transfer " + answer.transferId() + " exists, " + answer.state() + Journal.trace(answer.trace()),
                    Map.of("transfer_id", answer.transferId(), "transfer_state", answer.state()));
            if (made.recipientChange() == null) {
                changes.tell(made, made.dealChange());
            }
            return made;
        });
    }

    /** No transfer exists, so the payout starts again: with a new quote and the same key. */
    private Payout transferRefused(Payout payout, TransferAnswer answer) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("transfer_attempts", 0);
        columns.put("recipient_change", null);
        Payout refused = moves.move(
                payout,
                PayoutState.ACCEPTED,
                "transfer",
                "Wise refused the request: " + answer.refusal() + Journal.trace(answer.trace()),
                columns);
        if (moves.now().isAfter(refused.quoteExpiresAt())) {
            throw new RetryLaterException("the quote expired before a transfer was made from it");
        }
        throw new Stop(StopReason.WISE_REFUSED, Map.of("problem", answer.refusal()));
    }

    /**
     * Remembers, before the funding call, that the money may leave now.
     *
     * @throws IllegalTransitionException when the deal was not seen in the Pay stage just now, the payout is paid with a batch,
     *     or funding was asked for before and Wise's records were not read since
     * @throws Stop when only drafts are wanted, or the deal names another transfer or recipient
     */
    public Payout fundingRequested(@Variable("payout") Payout payout) {
        if (payout.batchId() != null) {
            throw new IllegalTransitionException("Payout " + payout.id() + " is paid with batch " + payout.batchId());
        }
        guards.requireLatest(payout);
        guards.checkTransfer(payout);
        if (draftsOnly) {
            throw new Stop(StopReason.DRAFT);
        }
        requireDealCheck(payout);
        attempts.requireFundable(payout);
        Payout asked = moves.move(
                payout,
                PayoutState.FUNDING_REQUESTED,
                "funding",
                payout.state() == PayoutState.FUNDING_REQUESTED ? "asked for again" : "asked for",
                Map.of("funding_attempts", payout.fundingAttempts() + 1));
        attempts.permitFunding(asked);
        return asked;
    }

    /**
     * Records what Wise said to the funding call.
     *
     * @param note the sentence for the deal when the transfer is funded
     * @param status the deal's field "Wise status" when the transfer is funded
     * @return the payout: {@code FUNDED}, or still {@code FUNDING_REQUESTED} when the balance was refused and the
     *     missing sum has to be found out
     * @throws Stop when Wise refuses for good or wants a person
     * @throws RetryLaterException when the answer does not say whether the money left
     */
    public Payout fundingAnswered(
            @Variable("payout") Payout payout,
            @Variable("funding") FundingAnswer answer,
            @Variable("fundedNote") String note,
            @Variable("fundedStatus") String status) {
        requireState(payout, PayoutState.FUNDING_REQUESTED);
        String trace = answer.trace();
        return switch (answer.result()) {
            case FUNDED ->
                funded(
                        payout,
                        "Wise took " + payout.debit() + " from the balance" + Journal.trace(trace),
                        note,
                        status);
            case SHORT_OF_BALANCE -> fundingRefused(payout);
            case NEEDS_PERSON -> {
                fundingRefused(payout);
                throw new Stop(StopReason.FUND_IN_WISE).tracedAs(trace);
            }
            case REFUSED -> {
                fundingRefused(payout);
                throw new Stop(StopReason.WISE_REFUSED, Map.of("problem", answer.message())).tracedAs(trace);
            }
            case FORBIDDEN -> {
                fundingRefused(payout);
                throw new Stop(StopReason.WISE_FORBIDDEN, Map.of("problem", answer.message())).tracedAs(trace);
            }
            case PENDING, CONFLICT, RATE_LIMITED, UNAUTHORIZED, UNKNOWN ->
                throw new RetryLaterException("funding: " + answer.message()).tracedAs(trace);
        };
    }

    /** That call has not moved the money, and whether an earlier one has was looked up before it was made. */
    private Payout fundingRefused(Payout payout) {
        return moves.move(
                payout, payout.state(), "funding", null, Map.of("funding_refusals", payout.fundingAttempts()));
    }

    /** Whether the transfer is to be cancelled, because it pays a recipient who is not the one that the deal names now. */
    public boolean isToBeWithdrawn(@Variable("payout") Payout payout) {
        return payout.transferId() != null
                && payout.recipientChange() != null
                && payout.calledOffBy() == null
                && !payout.state().isMoneyOut();
    }

    /**
     * Remembers, before Wise is asked, that the transfer may be cancelled now.
     *
     * @throws IllegalTransitionException when the deal and its contractor were not read just now, or nothing about the recipient
     *     has changed
     * @throws Stop when funding was asked for and it is not known what became of it: that is left to a person
     */
    public Payout withdrawalRequested(@Variable("payout") Payout payout) {
        requireDealCheck(payout);
        attempts.requireDealSeen(payout);
        if (!isToBeWithdrawn(payout)) {
            throw new IllegalTransitionException(
                    "The transfer of payout " + payout.id() + " pays whom its deal names; it is not cancelled");
        }
        if (payout.isFundingUnknown()) {
            throw Guards.recipientChanged(
                    payout,
                    "its funding was asked for and it is not known whether it is paid. If Wise shows it as not paid,"
                            + " cancel it there");
        }
        Payout asked = moves.move(
                payout,
                payout.state(),
                "withdrawal",
                "transfer " + payout.transferId() + " is to be cancelled: " + payout.recipientChange(),
                Map.of());
        attempts.permitCancellation(asked);
        return asked;
    }

    /** @throws Stop when the transfer still waits for its money after it was to be cancelled */
    public void requireWithdrawn(@Variable("payout") Payout payout) {
        if (isToBeWithdrawn(payout) && !payout.isOver()) {
            throw Guards.recipientChanged(payout, "Wise has not cancelled it. Cancel it there");
        }
    }

    /** The transfer to a former recipient is over without having been paid: the next cycle pays whom the deal names now. */
    private Payout replaced(Payout payout) {
        return moves.inTransaction(() -> {
            members.lock(payout);
            Map<String, Object> columns = new HashMap<>();
            columns.put("parked_for", StopReason.TRANSFER_REPLACED.parkedFor());
            columns.put("reason", StopReason.TRANSFER_REPLACED);
            columns.put("note", null);
            Payout over = moves.move(
                    payout,
                    PayoutState.PARKED,
                    "withdrawal",
                    "transfer " + payout.transferId() + " is cancelled and was not paid",
                    columns);
            cycles.follow(over, payout.recipientChange());
            feedback.notice(
                    payout.id(), StopReason.TRANSFER_REPLACED.key(), Map.of("changes", payout.recipientChange()));
            members.changed(over);
            return over;
        });
    }

    /**
     * Records what Wise's records prove about a transfer. For a payout that is funded already it changes nothing. The
     * transfer may be further than funded by now, which is for the next look at it to tell.
     *
     * @param note the sentence for the deal when the transfer is funded
     * @param status the deal's field "Wise status" when the transfer is funded
     * @throws Stop when the transfer was cancelled, its funding has begun but the money is not there yet, or its state is
     *     not known here
     */
    public Payout fundingProven(
            @Variable("payout") Payout payout,
            @Variable("evidence") FundingEvidence evidence,
            @Variable("fundedNote") String note,
            @Variable("fundedStatus") String status) {
        if (payout.state().isMoneyOut()) {
            return payout;
        }
        if (StopReason.TRANSFER_REPLACED.name().equals(payout.reason())
                && evidence.kind() != FundingEvidence.Kind.FUNDED) {
            return payout;
        }
        return switch (evidence.kind()) {
            case FUNDED ->
                moves.inTransaction(() -> {
                    Payout funded = funded(payout, "Wise shows the transfer as " + evidence.state(), note, status);
                    work.transferDue(payout.id());
                    return funded;
                });
            case CANCELLED -> {
                if (isToBeWithdrawn(payout)) {
                    yield replaced(payout);
                }
                throw new Stop(StopReason.TRANSFER_CANCELLED, Map.of("state", evidence.state()));
            }
            case STARTED -> throw new Stop(StopReason.FUNDING_STARTED);
            case UNCLEAR -> throw new Stop(StopReason.TRANSFER_STATE_UNKNOWN, Map.of("state", evidence.state()));
            case NONE -> {
                attempts.evidenceRead(payout);
                yield payout;
            }
        };
    }

    /**
     * Records that the money of a member left with its batch. For a payout that is funded already it changes nothing.
     *
     * @param note the sentence for the deal
     * @param status the deal's field "Wise status"
     * @throws IllegalTransitionException when the money of its batch was not seen leaving
     */
    public Payout fundedWithBatch(
            @Variable("payout") Payout payout,
            @Variable("fundedNote") String note,
            @Variable("fundedStatus") String status) {
        if (payout.state().isMoneyOut()) {
            return payout;
        }
        members.requireFundedBatch(payout);
        return funded(payout, "Wise took " + payout.debit() + " with batch " + payout.batchId(), note, status);
    }

    private Payout funded(Payout payout, String proof, String note, String status) {
        return moves.inTransaction(() -> {
            members.lock(payout);
            Map<String, Object> columns = new HashMap<>();
            columns.put("parked_for", null);
            columns.put("reason", null);
            columns.put("note", note);
            columns.put("transfer_state_at", moves.now());
            columns.put("transfer_news_at", moves.now());
            columns.put("watch_at", watch.next(payout.transferState(), moves.now(), moves.now()));
            Payout funded = moves.move(payout, PayoutState.FUNDED, "funding", "funded: " + proof, columns);
            feedback.add(payout.id(), Feedback.Kind.DEAL_FIELDS, status);
            feedback.add(payout.id(), Feedback.Kind.NOTE, note);
            if (payout.batchId() != null) {
                work.payoutDue(payout.id());
                members.changed(payout);
            }
            return funded;
        });
    }

    private void requireDealCheck(Payout payout) {
        identity.requireKnown();
        requireDealCheck(payout, moves.now());
    }

    static void requireDealCheck(Payout payout, Instant now) {
        Instant checked = payout.dealCheckedAt();
        if (checked == null || checked.isBefore(now.minus(DEAL_CHECK))) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " needs a look at its deal before money moves");
        }
        if (!checked.equals(payout.contractorCheckedAt())) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " needs a look at its deal's contractor before money moves");
        }
    }

    private static void requireState(Payout payout, PayoutState expected) {
        if (payout.state() != expected) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " is " + payout.state() + ", not " + expected);
        }
    }
}
