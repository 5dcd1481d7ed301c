package dealpayouts.remote;

import dealpayouts.ledger.Outage;
import dealpayouts.ledger.OutageTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What the ledger says about one remote, known to this node with a delay of a second. A ledger that cannot be used
 * makes no call fail: this node goes on with what it knows.
 */
final class SharedClosing {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClosing.class);
    private static final Duration BELIEVED = Duration.ofSeconds(1);
    /** Whoever comes while one call tries again comes back when its answer is there. */
    static final Duration SOON = Duration.ofSeconds(5);

    private final String remote;
    private final OutageTable closings;
    private final Clock clock;
    private Outage known;
    private boolean probing;
    private Instant readAt = Instant.MIN;

    SharedClosing(String remote, OutageTable closings, Clock clock) {
        this.remote = remote;
        this.closings = closings;
        this.clock = clock;
    }

    /** While a call of this node tries again, nobody is sent away for longer than its answer takes. */
    synchronized Optional<Outage> current() {
        Instant now = clock.instant();
        if (!now.isBefore(readAt.plus(BELIEVED)) || now.isBefore(readAt)) {
            readAt = now;
            withLedger(() -> known = closings.of(remote).orElse(null));
        }
        Instant soon = now.plus(SOON);
        return Optional.ofNullable(known).map(c -> probing && soon.isBefore(c.until()) ? c.postponedTo(soon) : c);
    }

    synchronized void close(Outage closing) {
        known = closing;
        withLedger(() -> closings.close(closing));
    }

    /** Takes the right to make the one call that tries again, until it is ended; false when somebody else was faster. */
    synchronized boolean claimProbe(Outage seen, Instant nextProbe) {
        if (!seen.equals(known)) {
            return false;
        }
        Outage later = seen.postponedTo(nextProbe);
        known = later;
        readAt = Instant.MIN;
        boolean[] claimed = {true};
        withLedger(() -> claimed[0] = closings.postpone(seen, later));
        probing = claimed[0];
        return claimed[0];
    }

    /** To be called when what the try has shown is told. */
    synchronized void probeEnded() {
        probing = false;
    }

    synchronized void open() {
        known = null;
        withLedger(() -> closings.open(remote));
    }

    private void withLedger(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("What is known of {} could not be shared with the ledger: {}", remote, e.getMessage());
        }
    }
}
