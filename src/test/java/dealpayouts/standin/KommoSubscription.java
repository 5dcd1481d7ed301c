package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** One account webhook (Kommo reference §3.8). */
final class KommoSubscription {

    private static final int INVALID_ANSWERS = 100;

    final long id;
    final String destination;
    private final long createdAt;
    private final Deque<Instant> invalid = new ArrayDeque<>();
    private Set<String> settings;
    private long updatedAt;
    private boolean disabled;

    KommoSubscription(long id, String destination, Set<String> settings, long now) {
        this.id = id;
        this.destination = destination;
        this.createdAt = now;
        save(settings, now);
    }

    /** What saving it again does: other events, enabled, earlier answers forgotten. */
    synchronized void save(Set<String> newSettings, long now) {
        settings = Set.copyOf(newSettings);
        updatedAt = now;
        disabled = false;
        invalid.clear();
    }

    synchronized boolean wants(String action) {
        return !disabled && settings.contains(action + "_lead");
    }

    /** Disables after more than 100 invalid answers within the window, the latest being one of them. */
    synchronized void answered(boolean valid, Duration window) {
        if (!valid) {
            Instant now = Instant.now();
            invalid.addLast(now);
            while (invalid.peekFirst().isBefore(now.minus(window))) {
                invalid.removeFirst();
            }
            disabled |= invalid.size() > INVALID_ANSWERS;
        }
    }

    synchronized Set<String> settings() {
        return settings;
    }

    synchronized void disable() {
        disabled = true;
    }

    synchronized ObjectNode json() {
        ArrayNode codes = Json.array();
        settings.stream().sorted().forEach(codes::add);
        return Json.object(
                "id",
                id,
                "destination",
                destination,
                "created_at",
                createdAt,
                "updated_at",
                updatedAt,
                "account_id",
                KommoStandIn.ACCOUNT_ID,
                "created_by",
                KommoWorld.MANAGER,
                "sort",
                1,
                "disabled",
                disabled,
                "settings",
                codes);
    }
}
