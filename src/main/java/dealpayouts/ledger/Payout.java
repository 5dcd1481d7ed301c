package dealpayouts.ledger;

import dealpayouts.money.Money;
import dealpayouts.wise.TransferState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Our intent to pay one contractor for one deal once: a row of the ledger as it was when read. Parts that are not known
 * yet are null.
 *
 * @param id the payout's id in this ledger
 * @param account the name of the Kommo account in the payout's key; it never changes
 * @param dealId the Kommo lead
 * @param cycle 1 for the first payout of a deal
 * @param customerTransactionId Wise's key against duplicates, fixed when the payout is accepted
 * @param version grows with each change; a change is refused when somebody else was faster
 * @param parkedFor what it waits for while {@code PARKED}
 * @param reason why it is parked or dropped: the name of a stop
 * @param note the explanation last written on the deal
 * @param hintedAt when it was last to be looked at because something has happened outside
 * @param dealNews how often deliveries have spoken of this deal
 * @param dealNewsSeen how often they had when the deal was last asked for
 * @param dealCheckedAt when the deal was last seen in the Pay stage at Kommo
 * @param contractorId the Kommo contact who is paid
 * @param amount what the contractor receives
 * @param payee a digest of the contractor's e-mail address; null when there is none
 * @param namedRecipient what the contact's field "Wise recipient" holds, an id or a digest; null when it is empty
 * @param contractorCheckedAt the look at the deal to which the last look at the contractor belongs
 * @param recipientChange how the recipient who is named now differs from the one whom the transfer pays; null when not
 * @param factsAt since when contractor and amount are these; null when they have to be recorded anew
 * @param dealTransfer what the deal's field "Wise transfer" held when the deal was read last; null when it was empty
 * @param releasedTransfer which content of that field an operator has released
 * @param dealChange what the deal says differently since the transfer was asked for; null when nothing
 * @param calledOffBy who has said that it is not to be paid; null when nobody has
 * @param debit what leaves the Wise balance, fee included
 * @param fee Wise's fee, in the currency of the debit
 * @param rate the quote's rate, as Wise wrote it
 * @param deliveryEstimate when Wise expects the money to arrive
 * @param transferBody the exact transfer request, sent again unchanged
 * @param transferAttempts how often that request may have been sent
 * @param transferAskedAt when it may have been sent first
 * @param transferSentAt when it may have been sent last; null when nothing came of that
 * @param transferState Wise's last known state of the transfer
 * @param transferStateAt since when it is in that state
 * @param transferNewsAt when Wise last said anything new about it
 * @param fundingAttempts how often funding may have been asked for
 * @param fundingRefusals how many of these Wise has refused for certain
 * @param batchId the batch with which it is paid; null when it is paid alone
 */
public record Payout(
        long id,
        String account,
        long dealId,
        int cycle,
        UUID customerTransactionId,
        PayoutState state,
        int version,
        WaitingFor parkedFor,
        String reason,
        String note,
        Instant hintedAt,
        int dealNews,
        int dealNewsSeen,
        Instant dealCheckedAt,
        Long contractorId,
        Money amount,
        String payee,
        String namedRecipient,
        Instant contractorCheckedAt,
        String recipientChange,
        Instant factsAt,
        String dealTransfer,
        String releasedTransfer,
        String dealChange,
        String calledOffBy,
        Long profileId,
        Long recipientId,
        String quoteId,
        Instant quoteExpiresAt,
        Money debit,
        Money fee,
        BigDecimal rate,
        Instant deliveryEstimate,
        String transferBody,
        int transferAttempts,
        Instant transferAskedAt,
        Instant transferSentAt,
        Long transferId,
        String transferState,
        Instant transferStateAt,
        Instant transferNewsAt,
        int fundingAttempts,
        int fundingRefusals,
        Instant createdAt,
        Long batchId) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /**
     * The state from which a look at the payout goes on. A parked payout goes on from what exists at Wise: a transfer,
     * a transfer request whose fate is not known, or nothing.
     */
    public PayoutState stage() {
        if (state != PayoutState.PARKED) {
            return state;
        }
        if (transferId != null) {
            return PayoutState.TRANSFER_CREATED;
        }
        return transferAttempts > 0 ? PayoutState.TRANSFER_REQUESTED : PayoutState.ACCEPTED;
    }

    /** When the money is expected to arrive, for people: the minute in UTC, or that it is not known. */
    public String arrival() {
        return deliveryEstimate == null ? "not known yet" : MINUTE.format(deliveryEstimate);
    }

    /** From when on a transfer of this payout may have been made, with room for different clocks; for Wise's lists. */
    public String transferAskedSince() {
        return transferAskedAt.minus(CLOCK_SKEW).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Whether its own work has nothing to do until something outside happens, be it to its batch. */
    public boolean isWaiting() {
        return !isUnansweredInBatch()
                && (state == PayoutState.PARKED || (batchId != null && state == PayoutState.FUNDING_REQUESTED));
    }

    /** Whether it was parked before its transfer request was answered: until that is known, its batch waits for it. */
    boolean isUnansweredInBatch() {
        return batchId != null && state == PayoutState.PARKED && stage() == PayoutState.TRANSFER_REQUESTED;
    }

    /** Whether a delivery has spoken of its deal since that was looked at. */
    boolean isDealNewsUnseen() {
        return dealNews > dealNewsSeen;
    }

    /** Whether its deal says already what it waits for, and nothing has happened since its deal was looked at. */
    public boolean isExplained() {
        boolean lookedAt = hintedAt == null || (dealCheckedAt != null && !hintedAt.isAfter(dealCheckedAt));
        return state == PayoutState.PARKED && lookedAt;
    }

    /** Whether a funding call was made of which it is not known what became: the money may have left. */
    boolean isFundingUnknown() {
        return fundingAttempts > fundingRefusals;
    }

    /** Whether a transfer exists at Wise or may exist there. */
    public boolean transferMayExist() {
        return transferId != null || transferAttempts > 0;
    }

    /**
     * Whether nothing of it is or will be paid: its money is back, or its transfer was cancelled without having been
     * funded, or its batch was cancelled before it had one. What bounced may still be paid out.
     */
    boolean isOver() {
        boolean cancelled = state == PayoutState.PARKED
                && (StopReason.TRANSFER_CANCELLED.name().equals(reason)
                        || StopReason.TRANSFER_REPLACED.name().equals(reason));
        boolean back =
                state == PayoutState.RETURNED && TransferState.of(transferState).isMoneyBack();
        boolean notPaid =
                state == PayoutState.PARKED && StopReason.BATCH_CANCELLED.name().equals(reason) && !transferMayExist();
        return back || cancelled || notPaid;
    }

    /** What of it may stand in a log or a note by accident. */
    @Override
    public String toString() {
        return "payout " + id + " of deal " + dealId;
    }
}
