package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Variable;

/** Bean {@code fieldDefinitions}: the custom fields that deals or contacts have, gathered page by page (Kommo reference §9). */
public final class FieldDefinitions {

    private static final int NO_CONTENT = 204;

    /**
     * A field as it is defined in Kommo.
     *
     * @param options what can be chosen; empty for fields that are typed
     */
    public record Definition(long id, String name, String code, String type, List<String> options) {}

    /**
     * Adds a page.
     *
     * @param before what the pages before it had; null on the first
     * @param answer Kommo's list of fields
     * @param code its HTTP status; 204 when there are none
     */
    public List<Definition> gather(
            @Variable("definitions") List<Definition> before,
            @Variable("listAnswer") String answer,
            @Variable("header:listAnswer.CamelHttpResponseCode") int code) {
        List<Definition> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
        if (code != NO_CONTENT) {
            all.addAll(read(answer));
        }
        return List.copyOf(all);
    }

    /**
     * The definitions in an answer, be they wrapped or, as one page of Kommo's documentation shows for fields just made,
     * bare.
     */
    public static List<Definition> read(String answer) {
        JsonNode json = Json.read(answer);
        List<Definition> all = new ArrayList<>();
        JsonNode wrapped = json.path("_embedded").path("custom_fields");
        if (wrapped.isArray()) {
            wrapped.forEach(field -> all.add(definition(field)));
        } else if (json.isArray()) {
            json.forEach(field -> all.add(definition(field)));
        } else {
            all.add(definition(json));
        }
        return all;
    }

    private static Definition definition(JsonNode field) {
        long id = field.path("id").asLong();
        if (id <= 0) {
            throw new UnreadableAnswerException("Kommo's list of fields names one without an id");
        }
        List<String> options = new ArrayList<>();
        field.path("enums").forEach(option -> options.add(option.path("value").asText()));
        return new Definition(
                id,
                field.path("name").asText(),
                field.path("code").asText(),
                field.path("type").asText(),
                options);
    }
}
