package dealpayouts.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.wise.PayoutFailures;
import dealpayouts.wise.TransferState;
import dealpayouts.wise.WiseEvent;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bean {@code transferNews}: what Wise says about a transfer after its money was taken. Wise's own record of the transfer
 * decides, an event only says that it is time to read it, and adds what the record does not tell.
 */
public final class TransferUpdates {

    /** What a deal may be told because of an event. */
    private static final Map<String, List<String>> NAMES = Map.of(
            WiseEvent.PAYOUT_FAILURE, List.of("payoutFailure", "payoutRetried"),
            WiseEvent.REFUND, List.of("refunded", "partlyRefunded", "refundUnclear"),
            WiseEvent.ACTIVE_CASES, List.of("activeCases"));

    private final JdbcClient jdbc;
    private final PayoutMoves moves;
    private final FeedbackTable feedback;
    private final WorkQueue work;
    private final PollingSchedule watch;
    private final Genuine genuine;
    private final Clock clock;

    TransferUpdates(
            LedgerDatabase database,
            PayoutMoves moves,
            FeedbackTable feedback,
            WorkQueue work,
            PollingSchedule watch,
            Genuine genuine,
            Clock clock) {
        this.jdbc = database.jdbc();
        this.moves = moves;
        this.feedback = feedback;
        this.work = work;
        this.watch = watch;
        this.genuine = genuine;
        this.clock = clock;
    }

    /**
     * An event that was stored and not yet looked into.
     *
     * @param replayed whether it was looked into before
     */
    public record Reported(long id, String type, String state, Instant occurredAt, JsonNode facts, boolean replayed) {

        @Override
        public String toString() {
            return "event " + id;
        }
    }

    /**
     * Whether Wise is to be asked about the transfer. A payout whose money was not seen leaving goes on with its own
     * work instead, which asks Wise first.
     */
    public boolean isToBeRead(@Variable("payout") Payout payout, @Variable("reported") List<Reported> events) {
        if (payout.state().isMoneyOut()) {
            return true;
        }
        moves.inTransaction(() -> {
            handled(events);
            if (!payout.state().isFinal()) {
                moves.hint(payout);
                work.payoutDue(payout.id());
            }
            return null;
        });
        return false;
    }

    /**
     * Records Wise's state of the transfer and what the events add, with one notice for each thing that a person should
     * know. A late read of a funded transfer that still shows it as waiting is no news (Wise reference §1).
     *
     * @param payout as it was before Wise was asked: if it has changed since, nothing is recorded and Wise is asked again
     * @param events what was reported before Wise was asked
     * @param answer Wise's transfer
     */
    public Payout record(
            @Variable("payout") Payout payout,
            @Variable("reported") List<Reported> events,
            @Variable("transferAnswer") String answer) {
        genuine.require(payout, Answers.Kind.TRANSFER, null, 0, answer);
        TransferState read = TransferState.of(
                Json.entity(answer, payout.transferId()).path("status").asText());
        return moves.inTransaction(() -> {
            boolean changed = !read.isUnfunded() && !read.name().equals(payout.transferState());
            String state = changed ? read.name() : payout.transferState();
            Instant since = changed ? since(read, events) : payout.transferStateAt();
            Map<String, Object> columns = new HashMap<>();
            columns.put("transfer_state", state);
            columns.put("transfer_state_at", since);
            columns.put("watch_at", watch.next(state, since, clock.instant()));
            if (changed || !events.stream().allMatch(Reported::replayed)) {
                columns.put("transfer_news_at", clock.instant());
            }
            Payout known = moves.move(
                    payout,
                    changed ? read.payoutState() : payout.state(),
                    "transfer",
                    changed ? "Wise says " + state + ", before " + payout.transferState() : null,
                    columns);
            if (changed) {
                feedback.add(payout.id(), Feedback.Kind.DEAL_FIELDS, state);
            }
            notices(known, changed ? read : null, events).forEach(news -> {
                feedback.notice(payout.id(), news.name(), news.facts());
                moves.write(payout, "notice", news.name() + " " + news.facts());
            });
            handled(events);
            return known;
        });
    }

    private Instant since(TransferState read, List<Reported> events) {
        return events.stream()
                .filter(e -> read.name().equals(e.state()) && e.occurredAt() != null)
                .map(Reported::occurredAt)
                .max(Instant::compareTo)
                .orElseGet(clock::instant);
    }

    /** What a deal is to be told, once each. */
    private record News(String name, Map<String, String> facts) {}

    private Set<News> notices(Payout payout, TransferState changed, List<Reported> events) {
        Set<News> notices = new LinkedHashSet<>();
        boolean refundTold = false;
        String cases = knownCases(payout);
        for (Reported event : events) {
            if (event.replayed() && wasTold(payout, event)) {
                continue;
            }
            switch (event.type()) {
                case WiseEvent.PAYOUT_FAILURE -> {
                    boolean retried =
                            PayoutFailures.isRetried(event.facts().path("code").asText());
                    notices.add(new News(retried ? "payoutRetried" : "payoutFailure", facts(event)));
                }
                case WiseEvent.REFUND -> {
                    String notice = refundNotice(payout, event.facts());
                    if (!notice.equals("refunded") || !wasRefundTold(payout)) {
                        notices.add(new News(notice, facts(event)));
                    }
                    refundTold = true;
                }
                case WiseEvent.ACTIVE_CASES -> {
                    String open = event.facts().path("cases").asText();
                    if (!open.isEmpty() && !open.equals(cases)) {
                        notices.add(new News("activeCases", facts(event)));
                    }
                    cases = open;
                }
                default -> {}
            }
        }
        if (changed != null
                && changed.notice() != null
                && !(changed.isRefund() && (refundTold || wasRefundTold(payout)))) {
            notices.add(new News(changed.notice(), Map.of("state", changed.name())));
        }
        return notices;
    }

    /** The cases that were open when they were last told: their events have no time of their own to tell them apart. */
    private String knownCases(Payout payout) {
        return jdbc.sql("select facts from wise_event where payout_id = ? and event_type = ? and handled_at is not null"
                        + " order by occurred_at desc, id desc limit 1")
                .params(payout.id(), WiseEvent.ACTIVE_CASES)
                .query(String.class)
                .optional()
                .map(facts -> Json.read(facts).path("cases").asText())
                .orElse("");
    }

    /** Whether there is a notice, whatever its name, with the facts of this event. */
    private boolean wasTold(Payout payout, Reported event) {
        return NAMES.getOrDefault(event.type(), List.of()).stream()
                .anyMatch(name -> feedback.hasNotice(payout.id(), name, facts(event)));
    }

    private boolean wasRefundTold(Payout payout) {
        return jdbc.sql("select count(*) from feedback where payout_id = ? and kind = 'NOTICE'"
                                + " and (content like '%\"refunded\"%' or content like '%\"partlyRefunded\"%'"
                                + " or content like '%\"refundUnclear\"%')")
                        .param(payout.id())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Intermediaries may keep a part (Wise reference §13). What cannot be compared with the debit is not called full. */
    private static String refundNotice(Payout payout, JsonNode facts) {
        if (!facts.path("refundUnread").asText("").isEmpty()) {
            return "refundUnclear";
        }
        String amount = facts.path("refund").asText("");
        if (amount.isEmpty()) {
            return "refunded";
        }
        String currency = payout.debit().currency().getCurrencyCode();
        if (!currency.equals(facts.path("refundCurrency").asText(currency))) {
            return "refundUnclear";
        }
        return new BigDecimal(amount).compareTo(payout.debit().amount()) < 0 ? "partlyRefunded" : "refunded";
    }

    private static Map<String, String> facts(Reported event) {
        Map<String, String> facts = new LinkedHashMap<>();
        event.facts()
                .properties()
                .forEach(f -> facts.put(f.getKey(), f.getValue().asText()));
        return facts;
    }

    /**
     * The payout's events that nobody has looked into. Read before Wise is asked: what is reported afterwards needs a
     * look of its own.
     */
    public List<Reported> reported(@Variable("payout") Payout payout) {
        return jdbc.sql("select * from wise_event where payout_id = ? and handled_at is null order by occurred_at, id")
                .param(payout.id())
                .query((row, number) -> new Reported(
                        row.getLong("id"),
                        row.getString("event_type"),
                        row.getString("state"),
                        PayoutTable.instant(row, "occurred_at"),
                        Json.read(row.getString("facts")),
                        row.getTimestamp("replayed_at") != null))
                .list();
    }

    /**
     * Ends a look. What is being stored at this moment is waited for; what is stored later needs a look of its own.
     *
     * @param over ends the look, in the transaction of this method
     * @param again asks for another one, because an event came after {@link #reported}
     */
    public void endLook(long payoutId, Runnable over, Runnable again) {
        moves.inTransaction(() -> {
            Payout payout = moves.getSettled(payoutId);
            (reported(payout).isEmpty() ? over : again).run();
            return null;
        });
    }

    private void handled(List<Reported> events) {
        for (Reported event : events) {
            jdbc.sql("update wise_event set handled_at = ? where id = ?")
                    .param(Timestamp.from(clock.instant()))
                    .param(event.id())
                    .update();
        }
    }
}
