package dealpayouts.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    private final Duration duplicateWindow;

    /** @param duplicateWindow how far apart the same payments need no second look; zero: they never do */
    Guards(LedgerDatabase database, PayoutTable payouts, Duration duplicateWindow) {
        this.database = database;
        this.payouts = payouts;
        this.duplicateWindow = duplicateWindow;
    }

    /**
     * Refuses a payout that may be a second payment.
     *
     * @throws Stop naming what speaks against it
     */
    void check(Payout payout) {
        checkTransfer(payout);
        List<Payout> duplicates = duplicatesOf(payout);
        if (!duplicates.isEmpty()) {
            throw new Stop(
                    StopReason.POSSIBLE_DUPLICATE,
                    Map.of(
                            "amount", payout.amount(),
                            "contact", payout.contractorId(),
                            "deals", named(duplicates)));
        }
    }

    /**
     * As {@link #check}, and no other payout to the same contractor is decided until this transaction ends: of two that
     * are decided at the same time, the second sees the transfer request of the first.
     */
    void checkAlone(Payout payout) {
        database.alone(payout.contractorId());
        check(payout);
    }

    /**
     * What holds even when there is a transfer.
     *
     * @throws Stop when the payout was called off, or the deal names a transfer that is not ours and that nobody has
     *     released
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
    }

    /** Whether {@link #checkTransfer} refuses it. */
    boolean refusesTransfer(Payout payout) {
        return payout.calledOffBy() != null || hasForeignTransfer(payout);
    }

    /** A transfer of any cycle of this deal is no stranger. */
    boolean hasForeignTransfer(Payout payout) {
        String named = payout.dealTransfer();
        if (named == null || named.equals(payout.releasedTransfer())) {
            return false;
        }
        boolean known = named.matches("[0-9]{1,18}")
                && payouts.ofTransfer(Long.parseLong(named))
                        .filter(p -> p.account().equals(payout.account()) && p.dealId() == payout.dealId())
                        .isPresent();
        return !known;
    }

    /**
     * The payouts that this one may repeat. One whose transfer was asked for comes before all others; among those without,
     * the one that was accepted first. It does not matter how long ago that is by now: who once waits is not paid because
     * time passes.
     */
    List<Payout> duplicatesOf(Payout payout) {
        if (duplicateWindow.isZero()) {
            return List.of();
        }
        Instant since = payout.factsAt().minus(duplicateWindow);
        return payouts.withSameFacts(payout).stream()
                .filter(other -> other.state() != PayoutState.DROPPED && !other.isOver())
                .filter(other -> other.calledOffBy() == null || other.transferMayExist())
                .filter(other -> other.transferMayExist() || other.id() < payout.id())
                .filter(other -> {
                    Instant at = other.transferMayExist() ? other.transferAskedAt() : other.factsAt();
                    return at != null && !at.isBefore(since);
                })
                .toList();
    }

    private static String named(List<Payout> duplicates) {
        String first = duplicates.stream()
                .limit(MOST_NAMED)
                .map(payout -> String.valueOf(payout.dealId()))
                .collect(Collectors.joining(", "));
        int others = duplicates.size() - MOST_NAMED;
        return others > 0 ? first + " and " + others + " more" : first;
    }
}
