package dealpayouts.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Guards against paying twice what this ledger alone would pay once: a deal that names a transfer from somewhere else, and
 * the same payment on two deals. They judge by what {@link Payouts#confirmed} has recorded of the deal.
 */
final class Guards {

    /** So many deals are named in a sentence. */
    private static final int MOST_NAMED = 5;

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final RecipientTable recipients;
    private final Duration duplicateWindow;

    /** @param duplicateWindow how far apart the same payments need no second look; zero: they never do */
    Guards(LedgerDatabase database, PayoutTable payouts, RecipientTable recipients, Duration duplicateWindow) {
        this.database = database;
        this.payouts = payouts;
        this.recipients = recipients;
        this.duplicateWindow = duplicateWindow;
    }

    /**
     * Refuses a payout that may be a second payment.
     *
     * @throws Stop naming what speaks against it
     */
    void check(Payout payout) {
        check(payout, recipients.recipientOf(payout));
    }

    private void check(Payout payout, Long recipientId) {
        checkTransfer(payout);
        List<Payout> duplicates = duplicatesOf(payout, recipientId);
        if (!duplicates.isEmpty()) {
            throw new Stop(
                    StopReason.POSSIBLE_DUPLICATE,
                    Map.of(
                            "amount", payout.amount(),
                            "contact", payout.contractorId(),
                            "deals", named(payout, duplicates),
                            "payouts", duplicates.stream().map(Payout::id).toList()));
        }
    }

    /**
     * As {@link #check}, and no other payout to the same contractor, recipient or e-mail address is decided until this
     * transaction ends: of two that are decided at the same time, the second sees the transfer request of the first.
     *
     * @param recipientId who is about to be paid
     */
    void checkAlone(Payout payout, long recipientId) {
        Set<Long> keys = new TreeSet<>(List.of(payout.contractorId(), key("recipient " + recipientId)));
        if (payout.payee() != null) {
            keys.add(key("address " + payout.payee()));
        }
        // In one order, so that two never wait for each other.
        keys.forEach(database::alone);
        check(payout, recipientId);
    }

    /** Two different texts with one key only wait for each other without need. */
    private static long key(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    /**
     * Of a deal's cycles only the latest is paid.
     *
     * @throws IllegalTransitionException when it is over, or another one has followed
     */
    void requireLatest(Payout payout) {
        boolean isLatest = payouts.latestOf(payout.dealId())
                .filter(latest -> latest.id() == payout.id())
                .isPresent();
        if (!isLatest || payout.isOver() || "cancelled".equals(payout.transferState())) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " of deal " + payout.dealId() + " is over; it is not paid any more");
        }
    }

    /**
     * What holds even when there is a transfer.
     *
     * @throws Stop when the payout was called off, the deal names a transfer that is not ours and that nobody has
     *     released, or the transfer pays a former recipient
     */
    void checkTransfer(Payout payout) {
        if (payout.calledOffBy() != null) {
            throw new Stop(
                    payout.transferId() == null ? StopReason.CALLED_OFF : StopReason.CALLED_OFF_TRANSFER,
                    Map.of("actor", payout.calledOffBy()));
        }
        if (hasForeignTransfer(payout)) {
            throw new Stop(StopReason.FOREIGN_TRANSFER, Map.of("transfer", payout.dealTransfer()));
        }
        if (payout.recipientChange() != null) {
            throw recipientChanged(payout, "it is being cancelled");
        }
    }

    /** @param state what becomes of the transfer, for people */
    static Stop recipientChanged(Payout payout, String state) {
        return new Stop(
                StopReason.RECIPIENT_CHANGED,
                Map.of("transfer", payout.transferId(), "changes", payout.recipientChange(), "state", state));
    }

    /** Whether {@link #checkTransfer} refuses it. */
    boolean refusesTransfer(Payout payout) {
        return payout.calledOffBy() != null || hasForeignTransfer(payout) || payout.recipientChange() != null;
    }

    /** A transfer of any cycle of this deal is no stranger. */
    boolean hasForeignTransfer(Payout payout) {
        String named = payout.dealTransfer();
        if (named == null || named.equals(payout.releasedTransfer())) {
            return false;
        }
        boolean known = named.matches("[0-9]{1,18}")
                && payouts.ofTransfer(Long.parseLong(named))
                        .filter(p -> p.dealId() == payout.dealId())
                        .isPresent();
        return !known;
    }

    /**
     * The payouts that this one may repeat. One whose transfer was asked for comes before all others; among those without,
     * the one that was accepted first. It does not matter how long ago that is by now: who once waits is not paid because
     * time passes.
     */
    List<Payout> duplicatesOf(Payout payout) {
        return duplicatesOf(payout, recipients.recipientOf(payout));
    }

    private List<Payout> duplicatesOf(Payout payout, Long recipientId) {
        if (duplicateWindow.isZero()) {
            return List.of();
        }
        Instant since = payout.factsAt().minus(duplicateWindow);
        return payouts.withSameFacts(payout, recipientId).stream()
                .filter(other -> other.state() != PayoutState.DROPPED && !other.isOver())
                .filter(other -> other.calledOffBy() == null || other.transferMayExist())
                .filter(other -> other.transferMayExist() || other.id() < payout.id())
                .filter(other -> {
                    Instant at = other.transferMayExist() ? other.transferAskedAt() : other.factsAt();
                    return at != null && !at.isBefore(since);
                })
                .toList();
    }

    /**
     * Remembers of which payouts that stop tells the payout's deal: only those are released.
     *
     * @return whether there are others than the deal was told of before, even if the sentence is the same
     */
    boolean tell(Payout payout, Stop stop) {
        if (stop.getReason() != StopReason.POSSIBLE_DUPLICATE) {
            return false;
        }
        List<Long> now = ((List<?>) stop.getFacts().get("payouts"))
                .stream().map(Long.class::cast).toList();
        List<Long> before = payouts.tellDuplicates(payout.id(), now);
        return !before.isEmpty() && !before.containsAll(now);
    }

    private static String named(Payout payout, List<Payout> duplicates) {
        String first = duplicates.stream()
                .limit(MOST_NAMED)
                .map(other -> other.dealId()
                        + (other.contractorId().equals(payout.contractorId())
                                ? ""
                                : " (to contact " + other.contractorId() + ", who has the same "
                                        + (isSameAddress(payout, other) ? "e-mail address" : "recipient") + ")"))
                .collect(Collectors.joining(", "));
        int others = duplicates.size() - MOST_NAMED;
        return others > 0 ? first + " and " + others + " more" : first;
    }

    private static boolean isSameAddress(Payout payout, Payout other) {
        return payout.payee() != null && payout.payee().equals(other.payee());
    }
}
