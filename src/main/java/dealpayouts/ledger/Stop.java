package dealpayouts.ledger;

import java.util.Map;

/**
 * Ends this look at a payout for a reason that a person understands. It is an expected outcome, not a fault: it carries
 * no stack trace, and the error policy turns it into a parked payout with a note.
 */
public final class Stop extends RuntimeException {

    private final StopReason reason;
    private final transient Map<String, Object> facts;
    private String trace;

    public Stop(StopReason reason, Map<String, Object> facts) {
        super(reason + " " + facts, null, false, false);
        this.reason = reason;
        this.facts = facts;
    }

    public Stop(StopReason reason) {
        this(reason, Map.of());
    }

    public StopReason getReason() {
        return reason;
    }

    /** @param id by what the provider's support finds the call that led here; null when there is none */
    public Stop tracedAs(String id) {
        trace = id;
        return this;
    }

    /** The end of a line of the journal: by what the provider's support finds the call; empty when there is none. */
    String trace() {
        return Journal.trace(trace);
    }

    /** Values for the sentence, by the names that {@link StopReason} lists. */
    public Map<String, Object> getFacts() {
        return facts;
    }
}
