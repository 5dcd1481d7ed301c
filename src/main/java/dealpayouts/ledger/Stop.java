package dealpayouts.ledger;

import java.util.Map;

/**
 * Ends this look at a payout for a reason that a person understands. It is an expected outcome, not a fault: it carries
 * no stack trace, and the error policy turns it into a parked payout with a note.
 */
public final class Stop extends RuntimeException {

    private final StopReason reason;
    private final String name;
    private final transient Map<String, Object> facts;
    private String trace;

    public Stop(StopReason reason, Map<String, Object> facts) {
        this(reason, null, facts);
    }

    private Stop(StopReason reason, String name, Map<String, Object> facts) {
        super(reason + " " + facts, null, false, false);
        this.reason = reason;
        this.name = name;
        this.facts = facts;
    }

    /**
     * A stop that a route asks for.
     *
     * @param name of its sentence, which is its reason, too; null: the sentence that all such stops share
     */
    public static Stop byRoute(String name, Map<String, Object> facts) {
        return new Stop(StopReason.HELD_BY_ROUTE, name, facts);
    }

    public Stop(StopReason reason) {
        this(reason, Map.of());
    }

    public StopReason getReason() {
        return reason;
    }

    /** The name of its sentence in {@code routes/notes.camel.yaml}. */
    public String getSentence() {
        return name == null ? reason.key() : name;
    }

    /** What the ledger keeps as the reason. */
    String recorded() {
        return name == null ? reason.name() : name;
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
