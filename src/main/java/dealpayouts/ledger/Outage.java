package dealpayouts.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A remote takes no calls from any node.
 *
 * @param remote its name in settings
 * @param since when that began
 * @param until before then no call is made; afterwards one for a try, or all after a mere pause
 */
public record Outage(String remote, Kind kind, Instant since, Instant until) {

    /** Why. */
    public enum Kind {
        /** Too many calls; it goes on by itself. */
        PAUSE,
        /** The token is wrong, expired or revoked, or not valid for this server's address. */
        TOKEN,
        /** The account is not paid. */
        UNPAID,
        /** The account or this server's address is blocked. */
        BLOCKED
    }

    /** Times are kept in milliseconds, so that what is read is what was written. */
    public Outage {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    public Outage postponedTo(Instant later) {
        return new Outage(remote, kind, since, later);
    }
}
