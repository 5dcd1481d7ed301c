package dealpayouts.ledger;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The explicit act by which a payout goes on although it may be a second payment. */
public final class Releases {

    private final LedgerDatabase database;
    private final PayoutTable payouts;
    private final Guards guards;
    private final Journal journal;
    private final WorkQueue work;

    Releases(LedgerDatabase database, PayoutTable payouts, Guards guards, Journal journal, WorkQueue work) {
        this.database = database;
        this.payouts = payouts;
        this.guards = guards;
        this.journal = journal;
        this.work = work;
    }

    /**
     * Releases the deal's payout from having been called off, else from what it is parked for now: from that content of the
     * field "Wise transfer", or from being called a duplicate of the payouts that its deal was told of. What comes to light
     * later parks it again.
     *
     * @param actor who decided it
     * @return the payout, due now
     * @throws IllegalTransitionException when there is nothing to release, or the deal was not told yet of all payouts that it may
     *     repeat; it is looked at now and then told
     */
    public Payout release(long dealId, String actor) {
        Optional<String> refusal = database.inTransaction(() -> refuseUntold(dealId, actor));
        refusal.ifPresent(sentence -> {
            throw new IllegalTransitionException(sentence);
        });
        return database.inTransaction(() -> {
            Payout payout = payouts.latestOf(dealId)
                    .orElseThrow(() -> new IllegalTransitionException("Deal " + dealId + " has no payout yet."));
            String released = released(payout);
            journal.write(payout.id(), dealId, "released", released, actor);
            payouts.hint(payout);
            work.payoutDue(payout.id());
            return payouts.get(payout.id());
        });
    }

    private Optional<String> refuseUntold(long dealId, String actor) {
        Payout payout = payouts.latestOf(dealId).orElse(null);
        if (payout == null || payout.calledOffBy() != null || !isParkedFor(payout, StopReason.POSSIBLE_DUPLICATE)) {
            return Optional.empty();
        }
        List<Long> told = payouts.toldDuplicates(payout.id());
        List<Payout> untold = guards.duplicatesOf(payout).stream()
                .filter(other -> !told.contains(other.id()))
                .toList();
        if (untold.isEmpty()) {
            return Optional.empty();
        }
        String deals =
                untold.stream().map(other -> String.valueOf(other.dealId())).collect(Collectors.joining(", "));
        journal.write(
                payout.id(),
                dealId,
                "release refused",
                "the deal has not named yet that others pay the same: " + deals,
                actor);
        payouts.hint(payout);
        work.payoutDue(payout.id());
        boolean isOne = untold.size() == 1;
        return Optional.of("Nothing was released: " + (isOne ? "deal " + deals + " pays" : "deals " + deals + " pay")
                + " the same, too, and deal " + dealId + " has not named " + (isOne ? "it" : "them")
                + " yet. The deal is looked at now; its note and \"payouts show " + dealId
                + "\" name all of them then. If it is to be paid all the same, release it again.");
    }

    /**
     * The deals that may be the same payment as this one and that its own deal was told of; none when it is not parked for
     * that.
     */
    public List<Long> toldDuplicates(Payout payout) {
        return isParkedFor(payout, StopReason.POSSIBLE_DUPLICATE)
                ? payouts.toldDuplicates(payout.id()).stream()
                        .map(other -> payouts.get(other).dealId())
                        .toList()
                : List.of();
    }

    private String released(Payout payout) {
        if (payout.calledOffBy() != null) {
            payouts.move(payout, payout.state(), Collections.singletonMap("called_off_by", null));
            return "to be paid although " + payout.calledOffBy() + " had called it off";
        }
        if (isParkedFor(payout, StopReason.FOREIGN_TRANSFER) && guards.hasForeignTransfer(payout)) {
            payouts.move(payout, payout.state(), Map.of("released_transfer", payout.dealTransfer()));
            return "to be paid although the deal names transfer " + payout.dealTransfer();
        }
        if (isParkedFor(payout, StopReason.POSSIBLE_DUPLICATE)) {
            List<Long> told = payouts.toldDuplicates(payout.id());
            List<Payout> duplicates = guards.duplicatesOf(payout).stream()
                    .filter(other -> told.contains(other.id()))
                    .toList();
            if (!duplicates.isEmpty()) {
                payouts.move(payout, payout.state(), Map.of());
                duplicates.forEach(other -> payouts.releaseDuplicate(payout, other));
                return "to be paid although other deals pay the same: "
                        + duplicates.stream().map(Payout::dealId).toList();
            }
        }
        throw new IllegalTransitionException("There is nothing to release: payout " + payout.id() + " of deal "
                + payout.dealId() + " is " + payout.state()
                + (payout.state() == PayoutState.PARKED ? " (" + payout.reason() + ")" : "")
                + ", expected one that is called off, or parked as FOREIGN_TRANSFER or POSSIBLE_DUPLICATE and not released"
                + " yet.");
    }

    private static boolean isParkedFor(Payout payout, StopReason reason) {
        return payout.state() == PayoutState.PARKED && reason.name().equals(payout.reason());
    }
}
