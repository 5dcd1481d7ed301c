package dealpayouts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON with exact numbers: a decimal is a {@code BigDecimal} with the digits it was written with, both ways. */
public final class Json {

    private static final int MOST_ZEROS = 40;
    private static final int MOST_DECIMALS = 1000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(?:\\.[0-9]{1,100})?(?:[eE][+-]?[0-9]{1,2})?");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    /**
     * Reads what a remote answered.
     *
     * @throws UnreadableAnswerException when it is empty, cut off or no JSON at all
     */
    public static JsonNode read(String text) {
        if (text == null || text.isBlank()) {
            throw new UnreadableAnswerException("the answer is empty");
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Its message quotes the text, so it goes no further.
            throw new UnreadableAnswerException("the answer is not JSON, beginning with line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (NumberFormatException e) {
            throw new UnreadableAnswerException("the answer has a number with an impossible exponent");
        }
    }

    /**
     * Reads an answer that is a list, or has one at that path.
     *
     * @throws UnreadableAnswerException when there is no list: the answer is about something else
     */
    public static JsonNode list(String text, String... path) {
        JsonNode node = read(text);
        for (String name : path) {
            node = node.path(name);
        }
        if (!node.isArray()) {
            throw new UnreadableAnswerException("the answer is not the list "
                    + (path.length == 0 ? "" : path[path.length - 1] + " ") + "that was asked for");
        }
        return node;
    }

    /**
     * Reads an answer that is one thing with an id.
     *
     * @throws UnreadableAnswerException when it is something else
     */
    public static JsonNode entity(String text, long id) {
        JsonNode node = read(text);
        if (!node.isObject() || node.path("id").asLong() != id) {
            throw new UnreadableAnswerException("the answer is not about " + id + ", which was asked for");
        }
        return node;
    }

    /**
     * The number with all its digits, be it written as a number or as a text.
     *
     * @return empty when it is anything else, or larger or finer than any amount
     */
    public static Optional<BigDecimal> number(JsonNode value) {
        BigDecimal number = null;
        if (value.isNumber()) {
            number = value.decimalValue();
        } else if (value.isTextual()
                && NUMBER.matcher(value.textValue().strip()).matches()) {
            number = new BigDecimal(value.textValue().strip());
        }
        return Optional.ofNullable(number)
                .filter(exact -> exact.scale() >= -MOST_ZEROS && exact.scale() <= MOST_DECIMALS);
    }

    /** Writes maps, lists, strings, numbers and booleans. */
    public static String write(Object data) {
        try {
            return MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This cannot be written as JSON: " + data.getClass(), e);
        }
    }
}
