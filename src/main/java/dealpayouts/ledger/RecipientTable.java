package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Recipients that this system made at Wise. Wise has no key against making one twice, so a payout claims the row before
 * it asks; another payout for the same contractor waits until the claim is answered or old.
 */
final class RecipientTable {

    private static final Duration CLAIM = Duration.ofMinutes(2);

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final Clock clock;

    RecipientTable(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.clock = clock;
    }

    /**
     * @return the recipient's id when it was made before; null when the caller may make it now
     * @throws TryAgainException while another payout is making it
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
                                    + " and (recipient.payout_id = excluded.payout_id or recipient.claimed_at < ?)")
                    .params(profileId, contactId, currency, email, payoutId, Timestamp.from(now))
                    .param(Timestamp.from(now.minus(CLAIM)))
                    .update();
            if (claimed == 1) {
                return null;
            }
            return jdbc.sql("select recipient_id from recipient"
                            + " where profile_id = ? and contact_id = ? and currency = ? and email = ?"
                            + " and recipient_id is not null")
                    .params(profileId, contactId, currency, email)
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> new TryAgainException("another payout is making this contractor's recipient"));
        });
    }

    void made(long profileId, long contactId, String currency, String email, long recipientId) {
        jdbc.sql("update recipient set recipient_id = ?"
                        + " where profile_id = ? and contact_id = ? and currency = ? and email = ?")
                .params(recipientId, profileId, contactId, currency, email)
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
        return jdbc.sql("select recipient_id from wrong_recipient")
                .query(Long.class)
                .list();
    }

    /** The payout could not make the recipient that it has claimed: another one may try. */
    void release(long payoutId) {
        jdbc.sql("delete from recipient where payout_id = ? and recipient_id is null")
                .param(payoutId)
                .update();
    }
}
