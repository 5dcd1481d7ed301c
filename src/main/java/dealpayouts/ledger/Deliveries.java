package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bean {@code deliveries}: keeps what Kommo sends and accepts a payout for each deal in the Pay stage. */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int FIRST_CYCLE = 1;
    private static final int LONGEST_PROBLEM = 1000;
    private static final int LONGEST_CONTENT_TYPE = 200;

    private static final byte[] NOTHING = {};

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final PayoutTable payouts;
    private final Journal journal;
    private final WorkQueue work;
    private final Clock clock;
    private final Crm crm;
    private final Identity identity;

    Deliveries(
            LedgerDatabase database,
            PayoutTable payouts,
            Journal journal,
            WorkQueue work,
            Clock clock,
            Crm crm,
            Identity identity) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.payouts = payouts;
        this.journal = journal;
        this.work = work;
        this.clock = clock;
        this.crm = crm;
        this.identity = identity;
    }

    /**
     * Stores a delivery and everything in it in one transaction. What cannot be understood is kept raw and logged; it
     * never hurts the deals beside it.
     *
     * @param contentType as sent; may be null
     * @param sent the raw bytes; null when there are none
     * @return how many new payouts were accepted
     */
    public int store(@Variable("contentType") String contentType, @Body byte[] sent) {
        byte[] body = sent == null ? NOTHING : sent;
        Content content = read(contentType, body);
        if (content.problem() != null) {
            LOG.warn("Kommo delivery kept, not understood in full: {}", content.problem());
        }
        return database.inTransactionAtOnce(() -> {
            jdbc.sql("insert into delivery (received_at, source, content_type, body, problem)"
                            + " values (?, 'KOMMO', ?, ?, ?)")
                    .param(Timestamp.from(clock.instant()))
                    .param(cut(contentType, LONGEST_CONTENT_TYPE))
                    .param(body)
                    .param(cut(content.problem(), LONGEST_PROBLEM))
                    .update();
            return acceptAll(content.deals());
        });
    }

    /**
     * Takes a stored delivery as if it came now, without storing it again. It is a hint like any other, so nothing is
     * paid twice by it.
     *
     * @return how many new payouts were accepted
     * @throws IllegalTransitionException when the ledger has no such delivery
     */
    public int replay(long deliveryId) {
        Stored stored = jdbc.sql("select content_type, body from delivery where id = ?")
                .param(deliveryId)
                .query((row, number) -> new Stored(row.getString("content_type"), row.getBytes("body")))
                .optional()
                .orElseThrow(() ->
                        new IllegalTransitionException("There is no delivery " + deliveryId + " in this ledger."));
        // Only now: whose it is, the ledger is asked on a connection of its own, and SQLite has one.
        Content content = read(stored.contentType(), stored.body());
        return database.inTransaction(() -> acceptAll(content.deals()));
    }

    private record Stored(String contentType, byte[] body) {}

    /** The ids of all deliveries that came then or later, oldest first. */
    public List<Long> receivedSince(Instant time) {
        return jdbc.sql("select id from delivery where received_at >= ? order by id")
                .param(Timestamp.from(time))
                .query(Long.class)
                .list();
    }

    /**
     * Accepts a payout for a deal of which no delivery came. What is under way or parked is left alone.
     *
     * @param how the deal was found, for the journal
     * @param isThereNow whether the deal stands in the Pay stage now, so that a dropped payout begins again
     * @return whether there is something to pay that was not there before
     */
    boolean found(long dealId, String how, boolean isThereNow) {
        return database.inTransaction(() -> begin(dealId, how)
                || (isThereNow
                        && payouts.latestOf(dealId)
                                .filter(payout -> payout.state() == PayoutState.DROPPED)
                                .map(payout -> beginAgain(payout, how))
                                .orElse(false)));
    }

    /** What a delivery says of which deals, and what could not be understood, null when all could. */
    private record Content(List<DealEvent> deals, String problem) {}

    private Content read(String contentType, byte[] body) {
        Crm.Message delivery = crm.read(contentType, body);
        String foreign = foreign(delivery);
        if (foreign != null) {
            return new Content(List.of(), foreign);
        }
        return new Content(
                delivery.deals(), delivery.problems().isEmpty() ? null : String.join(" ", delivery.problems()));
    }

    private int acceptAll(List<DealEvent> deals) {
        return (int) deals.stream().filter(this::take).count();
    }

    /** @return whether the deal had no payout before */
    private boolean take(DealEvent deal) {
        boolean inPay = deal.place() == DealEvent.Place.PAY;
        if (inPay && accept(deal.dealId())) {
            return true;
        }
        if (!inPay) {
            hintOfLeaving(deal.dealId());
        }
        if (deal.place() != DealEvent.Place.ELSEWHERE) {
            lookWhenChanged(deal);
        }
        return false;
    }

    /** Between two steps to its payment a deal is not always read again, unless something was said of it: it has left. */
    private void hintOfLeaving(long dealId) {
        payouts.latestOf(dealId).filter(payout -> !payout.state().isFinal()).ifPresent(payout -> {
            boolean waits = payout.state() == PayoutState.PARKED
                    && payout.parkedFor() != WaitingFor.BATCH
                    && payout.batchId() == null;
            if (waits) {
                // It may be at work all the same; if it is not, its next look comes early enough.
                payouts.hintOfDeal(payout);
            } else {
                hint(payout);
            }
        });
    }

    /**
     * A payout hears of a change by its own work until its transfer is made, and never afterwards. What the delivery
     * tells decides whether the deal is worth reading: our own writes cause deliveries, too (Kommo reference §3.6).
     */
    private void lookWhenChanged(DealEvent deal) {
        if (!deal.tellsMoney()) {
            return;
        }
        payouts.latestOf(deal.dealId())
                .filter(payout -> payout.amount() != null && deal.contradicts(payout.amount()))
                .ifPresent(payout -> {
                    payouts.hintOfDeal(payout);
                    work.dealDue(payout.id());
                });
    }

    /** The body's account block must not name another account (Kommo reference §3.7). */
    private String foreign(Crm.Message delivery) {
        Long id = delivery.accountId();
        String name = delivery.accountName();
        Long ours = identity.account();
        // The number decides where both are known: the name may be a new or an old one of the same account.
        boolean isOther =
                id != null && ours != null ? !ours.equals(id) : name != null && !name.equalsIgnoreCase(identity.name());
        return isOther ? "It is from another Kommo account; expected " + identity.name() + "." : null;
    }

    /** @return whether the deal had no payout before */
    private boolean accept(long dealId) {
        if (begin(dealId, "a delivery says that the deal is in the Pay stage")) {
            return true;
        }
        payouts.latestOf(dealId).ifPresent(this::hint);
        return false;
    }

    /** @return whether the deal had no payout before */
    private boolean begin(long dealId, String how) {
        UUID key = IdempotencyKey.of(identity.keyName(), dealId, FIRST_CYCLE);
        if (payouts.latestOf(dealId).isEmpty() && payouts.insert(identity.keyName(), dealId, FIRST_CYCLE, key)) {
            Payout payout = payouts.latestOf(dealId).orElseThrow();
            journal.write(payout.id(), dealId, "accepted", how);
            work.payoutDue(payout.id());
            return true;
        }
        return false;
    }

    private boolean beginAgain(Payout dropped, String how) {
        payouts.move(dropped, PayoutState.ACCEPTED, Collections.singletonMap("facts_at", null));
        journal.write(dropped.id(), dropped.dealId(), "accepted", how + " again");
        work.payoutDue(dropped.id());
        return true;
    }

    /** A known deal: one that waits is looked at now, one that was dropped begins again, others go on as they are. */
    private void hint(Payout payout) {
        switch (payout.state()) {
            case FUNDED -> {}
            case DROPPED -> beginAgain(payout, "a delivery says that the deal is in the Pay stage");
            case PARKED -> {
                payouts.hintOfDeal(payout);
                work.payoutDue(payout.id());
            }
            default -> payouts.hintOfDeal(payout);
        }
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}
