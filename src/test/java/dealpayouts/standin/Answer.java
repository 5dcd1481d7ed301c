package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stand-in answers to one call; without content type and body when there is nothing to say. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

    static Answer json(int status, JsonNode body) {
        return of(status, "application/json", Json.write(body));
    }

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, body, Map.of());
    }

    static Answer empty(int status) {
        return new Answer(status, null, "", Map.of());
    }

    /** As in the header {@code Date}. */
    static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    Answer with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, contentType, body, all);
    }

    Answer withBody(String otherBody) {
        return new Answer(status, contentType, otherBody, headers);
    }
}
