package dealpayouts.wise;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer's body, whichever of the shapes of Wise reference §3 and §9 it has.
 *
 * @param blank whether there is no body
 * @param fundingStatus the word in {@code status}, {@code null} when there is none; in some shapes {@code status} is
 *     the number of the HTTP status, which is not meant here
 * @param details what the body says went wrong; empty when it says nothing or cannot be read
 */
record WiseBody(boolean blank, String fundingStatus, List<WiseProblem.Detail> details) {

    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_MESSAGE = 300;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST_CODE + "}");

    // A body that is cut off, goes on after its end or says one thing twice is not trusted in any part.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @param contentType the answer's {@code Content-Type}; only {@code text/plain} that is no code is taken for words */
    static WiseBody read(String body, String contentType) {
        if (body == null || body.isBlank()) {
            return new WiseBody(true, null, List.of());
        }
        JsonNode json = json(body);
        String text = json.isMissingNode() ? body.strip() : json.textValue();
        if (text != null) {
            if (CODE.matcher(text).matches()) {
                return new WiseBody(false, null, List.of(detail(text, null, null)));
            }
            return new WiseBody(
                    false, null, isWords(contentType, body) ? List.of(detail(null, null, body)) : List.of());
        }
        return new WiseBody(false, text(json, "status").orElse(null), details(json));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            // Most likely a page of a proxy; what it is called in Jackson's words helps nobody.
            return MissingNode.getInstance();
        }
    }

    private static boolean isWords(String contentType, String body) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith("text/plain")
                && "{[<\"".indexOf(body.strip().charAt(0)) < 0;
    }

    private static List<WiseProblem.Detail> details(JsonNode json) {
        if (json.path("errors").isArray() && !json.path("errors").isEmpty()) {
            var details = new ArrayList<WiseProblem.Detail>();
            json.path("errors")
                    .forEach(error -> details.add(error.isTextual() ? ofText(error.textValue()) : ofError(error)));
            return details;
        }
        if (text(json, "errorCode").isPresent() || text(json, "errorMessage").isPresent()) {
            return List.of(detail(
                    text(json, "errorCode").orElse(null),
                    null,
                    text(json, "errorMessage").orElse(null)));
        }
        if (text(json, "code").isPresent()) {
            return List.of(detail(text(json, "code").orElse(null), null, messageWithArguments(json)));
        }
        // The path of this shape is that of the URL, not of a field.
        Optional<String> message = text(json, "error_description").or(() -> text(json, "message"));
        return text(json, "error").isPresent() || message.isPresent()
                ? List.of(detail(text(json, "error").orElse(null), null, message.orElse(null)))
                : List.of();
    }

    private static WiseProblem.Detail ofError(JsonNode error) {
        return detail(
                text(error, "code").orElse(null),
                text(error, "path").orElse(null),
                text(error, "message").orElse(null));
    }

    private static WiseProblem.Detail ofText(String text) {
        return CODE.matcher(text).matches() ? detail(text, null, null) : detail(null, null, text);
    }

    private static String messageWithArguments(JsonNode json) {
        var parts = new ArrayList<String>();
        text(json, "message").ifPresent(parts::add);
        json.path("arguments").forEach(argument -> {
            if (argument.isTextual()) {
                parts.add(argument.textValue());
            }
        });
        return parts.isEmpty() ? null : String.join(", ", parts);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.path(name).textValue()).filter(text -> !text.isBlank());
    }

    private static WiseProblem.Detail detail(String code, String path, String message) {
        return new WiseProblem.Detail(
                plain(code, LONGEST_CODE), plain(path, LONGEST_CODE), plain(message, LONGEST_MESSAGE));
    }

    private static String plain(String text, int longest) {
        String words = text == null ? "" : PlainText.of(text, longest);
        return words.isEmpty() ? null : words;
    }
}
