package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Recipients that this system made at Wise. Wise has no key against making one twice, so a payout claims the row before
 * it looks whether Wise has one, and records that it asks for one; another payout for the same contractor waits until the
 * claim is answered or old. Whoever comes after a question whose answer was lost looks again only when the question can
 * have no effect any more.
 */
final class RecipientTable {

    private static final Duration CLAIM = Duration.ofMinutes(2);
    /** How long a refusal is believed: what Wise takes changes now and then. */
    private static final Duration REFUSAL = Duration.ofDays(1);

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final JdbcClient reads;
    private final Clock clock;
    private final Duration settle;

    /** @param settle how long after it was sent a question whose answer was lost may still take effect */
    RecipientTable(LedgerDatabase database, Clock clock, Duration settle) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.reads = database.reads();
        this.clock = clock;
        this.settle = settle;
    }

    /**
     * @return the recipient's id when it was made before; null when the caller may look for it and make it now
     * @throws RetryLaterException while another payout is making it, or an earlier question may still take effect
     */
    Long claim(long payoutId, long profileId, long contactId, String currency, String email) {
        return database.inTransaction(() -> {
            Instant now = clock.instant();
            int claimed = jdbc.sql(
                            "insert into recipient (profile_id, contact_id, currency, email, payout_id, claimed_at)"
                                    + " values (?, ?, ?, ?, ?, ?)"
                                    + " on conflict (profile_id, contact_id, currency, email) do update"
                                    + " set payout_id = excluded.payout_id, claimed_at = excluded.claimed_at"
                                    + " where recipient.recipient_id is null"
                                    + " and (recipient.payout_id = excluded.payout_id or recipient.claimed_at < ?)"
                                    + " and (recipient.asked_at is null or recipient.asked_at < ?)")
                    .params(profileId, contactId, currency, email, payoutId, Timestamp.from(now))
                    .param(Timestamp.from(now.minus(CLAIM)))
                    .param(Timestamp.from(now.minus(settle)))
                    .update();
            return claimed == 1 ? null : made(profileId, contactId, currency, email);
        });
    }

    private Long made(long profileId, long contactId, String currency, String email) {
        return reads.sql("select recipient_id, asked_at from recipient"
                        + " where profile_id = ? and contact_id = ? and currency = ? and email = ?")
                .params(profileId, contactId, currency, email)
                .query((row, number) -> {
                    Long recipientId = PayoutTable.longOrNull(row, "recipient_id");
                    Instant asked = PayoutTable.instant(row, "asked_at");
                    if (recipientId == null) {
                        throw new RetryLaterException(
                                "this contractor's recipient is being made", asked == null ? null : asked.plus(settle));
                    }
                    return recipientId;
                })
                .single();
    }

    /**
     * Records that the recipient is asked for now.
     *
     * @throws RetryLaterException when somebody else has claimed, asked for or made it since the payout's claim
     */
    void asking(long payoutId, long profileId, long contactId, String currency, String email) {
        Instant now = clock.instant();
        int allowed = jdbc.sql("update recipient set asked_at = ?"
                        + " where profile_id = ? and contact_id = ? and currency = ? and email = ?"
                        + " and payout_id = ? and recipient_id is null and (asked_at is null or asked_at < ?)")
                .param(Timestamp.from(now))
                .params(profileId, contactId, currency, email, payoutId)
                .param(Timestamp.from(now.minus(settle)))
                .update();
        if (allowed == 0) {
            throw new RetryLaterException("this contractor's recipient was asked for by another attempt");
        }
    }

    /** @param at when the payout has asked for what it has asked for since then; null when that has no effect */
    void askedSince(long payoutId, Instant since, Instant at) {
        jdbc.sql("update recipient set asked_at = ?"
                        + " where payout_id = ? and recipient_id is null and asked_at >= ?")
                .param(at == null ? null : Timestamp.from(at))
                .param(payoutId)
                .param(Timestamp.from(since))
                .update();
    }

    /** Who is paid, or would be paid now as far as that is known: as priced, as named, or as made before by e-mail. */
    Long recipientOf(Payout payout) {
        return payout.recipientId() != null
                ? payout.recipientId()
                : recipientOf(payout, payout.contractorId(), Payee.of(payout));
    }

    /** Whom that contact names to be paid in the payout's currency; null when that is not known. */
    Long recipientOf(Payout payout, long contactId, Payee named) {
        if (named.recipient() != null) {
            return named.recipientId();
        }
        return named.address() == null
                ? null
                : madeFor(contactId, payout.amount().currency().getCurrencyCode(), named.address());
    }

    private Long madeFor(long contactId, String currency, String address) {
        return reads
                .sql("select email, recipient_id from recipient"
                        + " where contact_id = ? and currency = ? and recipient_id is not null")
                .params(contactId, currency)
                .query((row, number) -> Map.entry(row.getString("email"), row.getLong("recipient_id")))
                .list()
                .stream()
                .filter(made -> address.equals(Payee.address(made.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    void made(long profileId, long contactId, String currency, String email, long recipientId) {
        jdbc.sql("update recipient set recipient_id = ?"
                        + " where profile_id = ? and contact_id = ? and currency = ? and email = ?")
                .params(recipientId, profileId, contactId, currency, email)
                .update();
    }

    /** The refusal of exactly these details, as far as it is to be believed. */
    Optional<RecipientRefusal> refusal(long profileId, long contactId, String currency, String details) {
        return reads.sql("select reason, problem from refused_recipient where profile_id = ? and contact_id = ?"
                        + " and currency = ? and details = ? and refused_at > ?")
                .params(profileId, contactId, currency, details)
                .param(Timestamp.from(clock.instant().minus(REFUSAL)))
                .query((row, number) ->
                        new RecipientRefusal(StopReason.valueOf(row.getString("reason")), row.getString("problem")))
                .optional();
    }

    /** Remembers a refusal: nothing came of the payout's question, and it is not asked again. */
    void refused(
            long payoutId, long profileId, long contactId, String currency, String details, RecipientRefusal refusal) {
        Instant now = clock.instant();
        database.inTransaction(() -> {
            askedSince(payoutId, Instant.EPOCH, null);
            jdbc.sql("delete from refused_recipient where refused_at <= ?")
                    .param(Timestamp.from(now.minus(REFUSAL)))
                    .update();
            return jdbc.sql("insert into refused_recipient"
                            + " (profile_id, contact_id, currency, details, reason, problem, refused_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                    .params(
                            profileId,
                            contactId,
                            currency,
                            details,
                            refusal.reason().name(),
                            refusal.problem())
                    .param(Timestamp.from(now))
                    .update();
        });
    }

    /** Wise is asked about the contractor again. */
    void forgetRefusals(long contactId) {
        jdbc.sql("delete from refused_recipient where contact_id = ?")
                .param(contactId)
                .update();
    }

    void forget(long recipientId, long payoutId) {
        database.inTransaction(() -> {
            jdbc.sql("delete from recipient where recipient_id = ?")
                    .param(recipientId)
                    .update();
            return jdbc.sql(
                            "insert into wrong_recipient (recipient_id, payout_id) values (?, ?) on conflict do nothing")
                    .param(recipientId)
                    .param(payoutId)
                    .update();
        });
    }

    List<Long> wrong() {
        return reads.sql("select recipient_id from wrong_recipient")
                .query(Long.class)
                .list();
    }

    /** The payout could not make the recipient that it has claimed: another one may try, unless it may still come to be. */
    void release(long payoutId) {
        jdbc.sql("delete from recipient where payout_id = ? and recipient_id is null"
                        + " and (asked_at is null or asked_at < ?)")
                .param(payoutId)
                .param(Timestamp.from(clock.instant().minus(settle)))
                .update();
    }
}
