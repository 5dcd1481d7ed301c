package dealpayouts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON with exact numbers: a decimal is a {@code BigDecimal} with the digits it was written with, both ways. */
public final class Json {

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

    /** Writes maps, lists, strings, numbers and booleans. */
    public static String write(Object data) {
        try {
            return MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This cannot be written as JSON: " + data.getClass(), e);
        }
    }
}
