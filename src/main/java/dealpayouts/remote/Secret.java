package dealpayouts.remote;

/**
 * A text that no request may hold.
 *
 * @param name for people
 * @param mayBeToldTo the one remote that has to know it, to call us with it; null for none
 */
public record Secret(String name, String value, Remote mayBeToldTo) {

    /** Shorter ones stand in ordinary texts by chance. */
    private static final int SHORTEST = 12;

    boolean isToldTo(Remote remote, String text) {
        return value.length() >= SHORTEST && (mayBeToldTo == null || mayBeToldTo != remote) && text.contains(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
