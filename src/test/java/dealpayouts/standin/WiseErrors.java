package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Wise's error bodies (Wise reference §3). */
final class WiseErrors {

    private static final DateTimeFormatter OFFSET_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private WiseErrors() {}

    /** The {@code errors[]} shape. */
    static Answer list(int status, String code, String message, String path, Object... arguments) {
        ObjectNode error = Json.object("code", code, "message", message, "arguments", Json.array(arguments));
        if (path != null) {
            error.put("path", path);
        }
        return Answer.json(
                status,
                Json.object(
                        "errors", Json.array(error), "timestamp", Instant.now().toString()));
    }

    static Refusal refusal(int status, String code, String message, String path, Object... arguments) {
        return new Refusal(list(status, code, message, path, arguments));
    }

    static Refusal notValid(String path, String message, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = path;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return refusal(422, "NOT_VALID", message, path, all);
    }

    /** The shape with one {@code code} and {@code arguments} that say it all. */
    static Answer invalid(String argument) {
        return Answer.json(
                400, Json.object("code", "invalid", "message", "Invalid request", "arguments", Json.array(argument)));
    }

    /** The shape with {@code timestamp}, {@code status}, {@code error}, {@code message} and {@code path}. */
    static Answer plain(int status, String error, String message, Instant now, String path) {
        return Answer.json(
                status,
                Json.object(
                        "timestamp",
                        OFFSET_TIME.format(now),
                        "status",
                        status,
                        "error",
                        error,
                        "message",
                        message,
                        "path",
                        path));
    }

    static Answer invalidToken() {
        return Answer.json(401, Json.object("error", "invalid_token", "error_description", "nonexistent"));
    }

    static Refusal missing(String what, long id) {
        return refusal(404, what.toUpperCase(Locale.ROOT) + "_MISSING", "There is no such " + what + ".", "id", id);
    }
}
