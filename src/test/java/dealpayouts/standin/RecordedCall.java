package dealpayouts.standin;

import java.time.Instant;
import java.util.Map;

/**
 * One request that reached a stand-in.
 *
 * @param at      when it arrived
 * @param path    path with query, as sent
 * @param headers names in any case; several values of one header are joined with a comma
 * @param status  the status that was answered, -1 when the connection was cut instead
 */
public record RecordedCall(
        Instant at, String method, String path, Map<String, String> headers, String body, int status) {}
