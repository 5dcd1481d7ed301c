package dealpayouts.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens that are renewed from time to time, for all nodes on this ledger. They are encrypted; the key is elsewhere. */
public final class TokenTable {

    private static final int LONGEST_PROBLEM = 500;

    private final LedgerDatabase database;
    private final JdbcClient jdbc;
    private final JdbcClient reads;

    public TokenTable(LedgerDatabase database) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.reads = database.reads();
    }

    /**
     * How it stands with the tokens for one remote.
     *
     * @param given a hash of what the operator has given, from which these tokens descend
     * @param accessToken encrypted; null when there was none yet
     * @param renewalToken encrypted; null when there was none yet
     * @param askedUntil nobody else asks for new ones before; null when nobody does
     * @param unanswered whether new ones were asked for, and it is not known what became of it
     * @param problem what the operator should know; null when all is well
     * @param version changes whenever somebody begins to ask
     */
    public record Row(
            String remote,
            String given,
            String accessToken,
            String renewalToken,
            Instant obtainedAt,
            Instant expiresAt,
            Instant askedUntil,
            boolean unanswered,
            String problem,
            int version) {}

    /** Empty when none were ever asked for. */
    public Optional<Row> of(String remote) {
        return database.atOnce(() -> reads.sql("select * from remote_token where remote = ?")
                .param(remote)
                .query((row, number) -> new Row(
                        row.getString("remote"),
                        row.getString("given"),
                        row.getString("access_token"),
                        row.getString("renewal_token"),
                        PayoutTable.instant(row, "obtained_at"),
                        PayoutTable.instant(row, "expires_at"),
                        PayoutTable.instant(row, "asked_until"),
                        row.getInt("unanswered") != 0,
                        row.getString("problem"),
                        row.getInt("version")))
                .optional());
    }

    /**
     * Takes the right to ask for new tokens, which nobody else does before that time.
     *
     * @param seen what was read before; null when there was nothing
     * @param given a hash of what the operator has given
     * @return the version of the claim; empty when somebody else was faster
     */
    public Optional<Integer> claim(String remote, Row seen, String given, Instant until) {
        if (seen == null) {
            int made = database.inTransactionAtOnce(
                    () -> jdbc.sql("insert into remote_token (remote, given, asked_until, unanswered, version)"
                                    + " values (?, ?, ?, 1, 1) on conflict (remote) do nothing")
                            .params(remote, given, Timestamp.from(until))
                            .update());
            return made == 1 ? Optional.of(1) : Optional.empty();
        }
        int claimed = database.inTransactionAtOnce(() -> jdbc.sql("update remote_token set asked_until = ?,"
                        + " unanswered = 1, version = version + 1 where remote = ? and version = ?")
                .params(Timestamp.from(until), remote, seen.version())
                .update());
        return claimed == 1 ? Optional.of(seen.version() + 1) : Optional.empty();
    }

    /**
     * Keeps new tokens, even when the claim is over: a renewal token is good for one use, so whoever got something for it has
     * what counts.
     *
     * @param seen what was read before they were asked for; null when there was nothing
     * @param renewed whether they were given for the renewal token in it, and not for a code of the operator's
     */
    public void obtained(
            Row seen,
            boolean renewed,
            String remote,
            String given,
            String accessToken,
            String renewalToken,
            Instant at,
            Instant expiresAt) {
        String same = renewed ? " and renewal_token = ?" : "";
        List<Object> values = new ArrayList<>(
                List.of(given, accessToken, renewalToken, Timestamp.from(at), Timestamp.from(expiresAt), remote));
        if (renewed) {
            values.add(seen.renewalToken());
        }
        database.inTransactionAtOnce(() -> jdbc.sql("update remote_token set given = ?, access_token = ?,"
                        + " renewal_token = ?, obtained_at = ?, expires_at = ?, asked_until = null, unanswered = 0,"
                        + " problem = null where remote = ?" + same)
                .params(values)
                .update());
    }

    /**
     * Keeps that there are no new tokens, unless somebody else has begun to ask since.
     *
     * @param version of the claim
     * @param unanswered whether it is not known what became of it
     * @param problem what the operator should know; null for nothing
     * @param until nobody asks again before
     */
    public void failed(String remote, int version, boolean unanswered, String problem, Instant until) {
        String kept = problem == null || problem.length() <= LONGEST_PROBLEM
                ? problem
                : problem.substring(0, LONGEST_PROBLEM);
        database.inTransactionAtOnce(
                () -> jdbc.sql("update remote_token set unanswered = ?, problem = ?, asked_until = ?"
                                + " where remote = ? and version = ? and asked_until is not null")
                        .params(unanswered ? 1 : 0, kept, Timestamp.from(until), remote, version)
                        .update());
    }
}
