package dealpayouts.ledger;

import dealpayouts.json.Json;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What Kommo is to be told, in the order in which it happened. A row is written together with the change that it
 * reports, so neither can exist without the other.
 */
public final class FeedbackTable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackTable.class);
    private static final int LONGEST_PROBLEM = 1000;

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final JdbcClient reads;
    private final Clock clock;
    private final WorkQueue work;
    private final Journal journal;
    private final Crm crm;

    FeedbackTable(LedgerDatabase database, Clock clock, WorkQueue work, Journal journal, Crm crm) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.reads = database.reads();
        this.clock = clock;
        this.work = work;
        this.journal = journal;
        this.crm = crm;
    }

    void add(long payoutId, Feedback.Kind kind, String content) {
        add(payoutId, null, kind, content, null, null);
    }

    /**
     * A note on another deal than the payout's own.
     *
     * @param payoutId one of the payouts that it is about
     */
    void noteOn(long dealId, long payoutId, String note) {
        add(payoutId, dealId, Feedback.Kind.NOTE, note, null, null);
    }

    /**
     * A recipient for the field of the contact that it was made for, as long as that contact has this address.
     *
     * @param payee as {@link Payee#address}
     */
    void recipient(long payoutId, long contactId, String payee, long recipientId) {
        add(payoutId, null, Feedback.Kind.CONTACT_FIELD, String.valueOf(recipientId), contactId, payee);
    }

    private void add(long payoutId, Long dealId, Feedback.Kind kind, String content, Long contactId, String payee) {
        long id = jdbc.sql(
                        "insert into feedback (payout_id, deal_id, kind, content, contact_id, payee, state, created_at)"
                                + " values (?, ?, ?, ?, ?, ?, 'PENDING', ?) returning id")
                .param(payoutId)
                .param(dealId)
                .param(kind.name())
                .param(content)
                .param(contactId)
                .param(payee)
                .param(Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        work.feedbackDue(id);
    }

    /** News of the transfer, with what the routes make of it. */
    void notice(long payoutId, String name, Map<String, String> facts) {
        add(payoutId, Feedback.Kind.NOTICE, content(name, facts));
    }

    /** As {@link #notice}, unless the same was said before. @return whether it is new */
    boolean noticeOnce(long payoutId, String name, Map<String, String> facts) {
        boolean isNew = !hasNotice(payoutId, name, facts);
        if (isNew) {
            notice(payoutId, name, facts);
        }
        return isNew;
    }

    /** Whether exactly this was or is to be told. */
    boolean hasNotice(long payoutId, String name, Map<String, String> facts) {
        return reads.sql("select count(*) from feedback where payout_id = ? and kind = ? and content = ?")
                        .params(payoutId, Feedback.Kind.NOTICE.name(), content(name, facts))
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static String content(String name, Map<String, String> facts) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("facts", facts);
        return Json.write(content);
    }

    /** What is left to be written for that row: null when it is written or given up. */
    public Feedback pending(long feedbackId) {
        return reads.sql(
                        "select f.id, f.payout_id, coalesce(f.deal_id, p.deal_id) as deal_id, f.kind, f.content, f.attempts,"
                                + " f.sent_at, f.created_at, coalesce(f.contact_id, p.contractor_id) as contractor_id, f.payee,"
                                + " p.transfer_id from feedback f join payout p on p.id = f.payout_id"
                                + " where f.id = ? and f.state = 'PENDING'")
                .param(feedbackId)
                .query((row, number) -> new Feedback(
                        row.getLong("id"),
                        row.getLong("payout_id"),
                        row.getLong("deal_id"),
                        PayoutTable.longOrNull(row, "contractor_id"),
                        row.getString("payee"),
                        PayoutTable.longOrNull(row, "transfer_id"),
                        Feedback.Kind.valueOf(row.getString("kind")),
                        row.getString("content"),
                        row.getInt("attempts"),
                        PayoutTable.instant(row, "sent_at"),
                        PayoutTable.instant(row, "created_at")))
                .optional()
                .orElse(null);
    }

    /** Whether something older of the same payout is still unwritten: a deal reads in the order of events. */
    public boolean mustWait(Feedback feedback) {
        return reads.sql("select count(*) from feedback where payout_id = ? and state = 'PENDING' and id < ?")
                        .param(feedback.payoutId())
                        .param(feedback.id())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * Remembers, before the attempt, that it may be sent now.
     *
     * @return false when another attempt has begun since the row was read: it may be there already, so read it again first
     */
    public boolean attempted(Feedback feedback) {
        return database.inTransaction(() -> jdbc.sql("update feedback set attempts = attempts + 1, sent_at = ?"
                                + " where id = ? and state = 'PENDING' and attempts = ?")
                        .param(Timestamp.from(clock.instant()))
                        .params(feedback.id(), feedback.attempts())
                        .update()
                == 1);
    }

    /** The latest attempt ended without an answer: only now begins the time in which it may still take effect. */
    public void unanswered(Feedback feedback) {
        sent(feedback, Timestamp.from(clock.instant()));
    }

    /** The latest attempt ended with something that was certainly not carried out. */
    public void settled(Feedback feedback) {
        sent(feedback, null);
    }

    private void sent(Feedback feedback, Timestamp at) {
        jdbc.sql("update feedback set sent_at = ? where id = ?")
                .param(at)
                .param(feedback.id())
                .update();
    }

    /**
     * Kommo answered, but neither that it took it nor that it never will.
     *
     * @return how often that has happened now
     */
    public int notTaken(Feedback feedback) {
        return jdbc.sql("update feedback set refusals = refusals + 1 where id = ? returning refusals")
                .param(feedback.id())
                .query(Integer.class)
                .single();
    }

    /** Takes up once more what was given up for that payout. @return how many rows */
    int again(long payoutId) {
        int rows = jdbc.sql("update feedback set state = 'PENDING', refusals = 0, problem = null"
                        + " where payout_id = ? and state = 'FAILED'")
                .param(payoutId)
                .update();
        if (rows > 0) {
            nextIsDue(payoutId);
        }
        return rows;
    }

    /** How many rows were given up. */
    public long failures() {
        return reads.sql("select count(*) from feedback where state = 'FAILED'")
                .query(Long.class)
                .single();
    }

    /**
     * The payout has another contact or recipient now: recipients that wait to be written, or were given up, are not written
     * any more.
     */
    void recipientsOutdated(Payout payout) {
        jdbc.sql(
                        "select id from feedback where payout_id = ? and kind = ? and state in ('PENDING', 'FAILED') order by id")
                .params(payout.id(), Feedback.Kind.CONTACT_FIELD.name())
                .query(Long.class)
                .list()
                .forEach(id -> recipientOutdated(id, payout.id(), payout.dealId()));
    }

    /** The recipient was made for another contact or address than the payout has now: it is not written. */
    public void recipientOutdated(@Variable("feedback") Feedback feedback) {
        database.inTransaction(() -> {
            recipientOutdated(feedback.id(), feedback.payoutId(), feedback.dealId());
            return null;
        });
    }

    private void recipientOutdated(long id, long payoutId, long dealId) {
        jdbc.sql(
                        "update feedback set state = 'OBSOLETE', problem = null where id = ? and state in ('PENDING', 'FAILED')"
                                + " returning content")
                .param(id)
                .query(String.class)
                .optional()
                .ifPresent(recipient -> journal.write(
                        payoutId,
                        dealId,
                        "recipient",
                        "recipient " + recipient + " is not written to the contact: it was made for another contact or"
                                + " e-mail address than the payout has now"));
        nextIsDue(payoutId);
    }

    /** Kommo has it; what comes after it for the same payout is due at once. */
    public void written(@Variable("feedback") Feedback feedback) {
        database.inTransaction(() -> {
            jdbc.sql("update feedback set state = 'WRITTEN', written_at = ?, problem = null"
                            + " where id = ? and state = 'PENDING'")
                    .param(Timestamp.from(clock.instant()))
                    .param(feedback.id())
                    .update();
            nextIsDue(feedback.payoutId());
            return null;
        });
    }

    private void nextIsDue(long payoutId) {
        reads.sql("select min(id) from feedback where payout_id = ? and state = 'PENDING'")
                .param(payoutId)
                .query(Long.class)
                .optional()
                .ifPresent(work::feedbackDue);
    }

    /** Kommo's own refusal: no repetition will change it (Kommo reference §12). */
    public void refused(
            @Variable("feedback") Feedback feedback, @ExchangeException HttpOperationFailedException refusal) {
        failed(feedback, "Kommo refuses it: " + crm.refusal(refusal.getStatusCode(), refusal.getResponseBody()));
    }

    /** Kommo did not take it: the row stays as failed feedback, with the reason, and what comes after it is due. */
    public void failed(Feedback feedback, String problem) {
        boolean isGivenUp = database.inTransaction(() -> {
            int rows = jdbc.sql("update feedback set state = 'FAILED', problem = ? where id = ? and state = 'PENDING'")
                    .param(problem.length() > LONGEST_PROBLEM ? problem.substring(0, LONGEST_PROBLEM) : problem)
                    .param(feedback.id())
                    .update();
            nextIsDue(feedback.payoutId());
            return rows > 0;
        });
        if (isGivenUp) {
            LOG.atError()
                    .addKeyValue("payoutId", feedback.payoutId())
                    .addKeyValue("dealId", feedback.dealId())
                    .addKeyValue("step", "feedback")
                    .log(
                            "Deal {}: {} was given up. {}. When that is corrected, \"payouts retry {} --actor NAME\" tells it once more",
                            feedback.dealId(),
                            feedback.what(),
                            problem,
                            feedback.dealId());
        }
    }

    /**
     * What Kommo was to be told and was given up.
     *
     * @param what in words
     * @param problem why, as a sentence without a final stop
     */
    public record GivenUp(String what, String problem, Instant createdAt) {}

    /** What was given up for that payout, the oldest first. */
    public List<GivenUp> givenUp(long payoutId) {
        return reads.sql(
                        "select f.kind, f.problem, f.created_at from feedback f where f.payout_id = ? and f.state = 'FAILED' order by f.id")
                .param(payoutId)
                .query((row, number) -> new GivenUp(
                        Feedback.Kind.valueOf(row.getString("kind")).what(),
                        row.getString("problem"),
                        PayoutTable.instant(row, "created_at")))
                .list();
    }
}
