package dealpayouts.ledger;

import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.wise.WiseEvent;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bean {@code wiseEvents}: keeps what Wise reports, once each, and has our transfers looked at. */
public final class WiseEvents {

    private static final Logger LOG = LoggerFactory.getLogger(WiseEvents.class);
    private static final int LONGEST_KEY = 100;

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final PayoutTable payouts;
    private final WorkQueue work;
    private final Clock clock;

    WiseEvents(LedgerDatabase database, PayoutTable payouts, WorkQueue work, Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.payouts = payouts;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Stores a delivery whose signature was right, together with the work that follows from it.
     *
     * @param deliveryId the header {@code X-Delivery-Id}; may be null
     * @param test whether Wise marked it as a test notification
     * @param body the raw bytes; null when there are none
     * @return {@code stored}, or {@code ignored} for what is none of our business: tests, other types, others' transfers
     */
    public String store(
            @Variable("deliveryId") String deliveryId, @Variable("testNotification") String test, @Body byte[] body) {
        WiseEvent event;
        try {
            event = WiseEvent.read(body);
        } catch (UnreadableAnswerException e) {
            LOG.warn("A signed Wise delivery is ignored: {}", e.getMessage());
            return "ignored";
        }
        if (Boolean.parseBoolean(test)) {
            return "ignored";
        }
        return database.inTransactionAtOnce(() -> keep(deliveryId, event, body));
    }

    /**
     * Has a stored event looked into as if it came now, without storing it again. What the deal was told of it is not
     * told again.
     *
     * @throws IllegalTransitionException when the ledger has no such event
     */
    public void replay(long eventId) {
        database.inTransaction(() -> {
            Optional<Long> payoutId = jdbc.sql("select payout_id from wise_event where id = ?")
                    .param(eventId)
                    .query((row, number) -> Optional.ofNullable(PayoutTable.longOrNull(row, "payout_id")))
                    .optional()
                    .orElseThrow(
                            () -> new IllegalTransitionException("There is no event " + eventId + " in this ledger."));
            payoutId.ifPresent(payouts::lock);
            jdbc.sql("update wise_event set replayed_at = ?,"
                            + " handled_at = case when payout_id is null then handled_at end where id = ?")
                    .params(Timestamp.from(clock.instant()), eventId)
                    .update();
            payoutId.ifPresentOrElse(work::transferDue, () -> work.balanceReported(eventId));
            return null;
        });
    }

    /** The ids of all events that came then or later, oldest first. */
    public List<Long> receivedSince(Instant time) {
        return jdbc.sql("select id from wise_event where received_at >= ? order by id")
                .param(Timestamp.from(time))
                .query(Long.class)
                .list();
    }

    private String keep(String deliveryId, WiseEvent event, byte[] body) {
        if (event.isAboutTransfer() && event.transferId() != null) {
            return payouts.ofTransfer(event.transferId())
                    .filter(payout ->
                            event.profileId() == null || event.profileId().equals(payout.profileId()))
                    .map(payout -> keep(deliveryId, event, body, Optional.of(payout)))
                    .orElse("ignored");
        }
        return event.isCredit() ? keep(deliveryId, event, body, Optional.empty()) : "ignored";
    }

    private String keep(String deliveryId, WiseEvent event, byte[] body, Optional<Payout> payout) {
        Timestamp now = Timestamp.from(clock.instant());
        payout.ifPresent(ours -> payouts.lock(ours.id()));
        jdbc.sql("insert into wise_event (delivery_key, event_key, event_type, payout_id, state, occurred_at,"
                        + " facts, body, received_at, handled_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id")
                .param(deliveryKey(deliveryId, event))
                .param(event.key())
                .param(event.type())
                .param(payout.map(Payout::id).orElse(null))
                .param(event.state())
                .param(event.occurredAt() == null ? null : Timestamp.from(notLaterThanNow(event.occurredAt())))
                .param(Json.write(event.facts()))
                .param(body)
                .param(now)
                .param(payout.isPresent() ? null : now)
                .query(Long.class)
                .optional()
                .ifPresent(id ->
                        payout.ifPresentOrElse(ours -> work.transferDue(ours.id()), () -> work.balanceReported(id)));
        return "stored";
    }

    /** A clock that runs ahead, or a forged future, must not make everything later look old. */
    private Instant notLaterThanNow(Instant occurredAt) {
        Instant now = clock.instant();
        return occurredAt.isAfter(now) ? now : occurredAt;
    }

    private static String deliveryKey(String deliveryId, WiseEvent event) {
        String key = deliveryId == null || deliveryId.isBlank() ? event.key() : deliveryId;
        return key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) : key;
    }
}
