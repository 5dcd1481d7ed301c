package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A detail that Wise wants of transfers in a currency (Wise reference §7).
 *
 * @param choices names by keys; empty for a text
 * @param after the detail that has to be known before Wise asks for this one; null when it asks at once
 */
public record TransferDetail(String key, String name, boolean required, Map<String, String> choices, String after) {

    boolean isAsked(ObjectNode details) {
        return after == null || details.path(after).isTextual();
    }

    boolean holds(ObjectNode details) {
        String value = details.path(key).textValue();
        return value == null ? !required : choices.isEmpty() || choices.containsKey(value);
    }

    ObjectNode requirement(boolean refreshes) {
        ArrayNode allowed = Json.array();
        choices.forEach((choice, label) -> allowed.add(Json.object("key", choice, "name", label)));
        return Json.object(
                "name",
                name,
                "group",
                Json.array(Json.object(
                        "key",
                        key,
                        "name",
                        name,
                        "type",
                        choices.isEmpty() ? "text" : "select",
                        "required",
                        required,
                        "refreshRequirementsOnChange",
                        refreshes,
                        "minLength",
                        null,
                        "maxLength",
                        choices.isEmpty() ? 35 : null,
                        "validationRegexp",
                        null,
                        "displayFormat",
                        null,
                        "example",
                        "",
                        "valuesAllowed",
                        choices.isEmpty() ? null : allowed)));
    }
}
