package dealpayouts.standin;

import java.time.Instant;

/**
 * A subscription as the Wise stand-in knows it (Wise reference §12).
 *
 * @param secretOrNull the guide's {@code delivery.signature.token}; null in the other dialect
 */
public record WiseSubscription(
        String id,
        long profileId,
        String name,
        String triggerOn,
        String version,
        String url,
        String secretOrNull,
        Instant created) {}
