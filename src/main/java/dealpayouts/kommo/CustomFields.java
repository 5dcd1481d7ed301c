package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.money.UserInput;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code custom_fields_values} of a lead or contact (Kommo reference §4.4): null, empty or a list. */
record CustomFields(JsonNode list) {

    static CustomFields of(JsonNode entity) {
        return new CustomFields(entity.path("custom_fields_values"));
    }

    /**
     * The field's value as it was written, numbers digit by digit; empty when nothing is filled in. Several values are
     * one text with commas, which is no number and no code.
     */
    Optional<String> value(long fieldId) {
        List<String> values = values(fieldId);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** The field's different values; a multiselect field may have several. */
    List<String> values(long fieldId) {
        Set<String> values = new LinkedHashSet<>();
        for (JsonNode field : list) {
            if (field.path("field_id").asLong() == fieldId) {
                field.path("values").forEach(item -> text(item.path("value")).ifPresent(values::add));
            }
        }
        return List.copyOf(values);
    }

    /** A multitext field's value with that {@code enum_code}, else its first one. */
    Optional<String> value(String fieldCode, String preferredEnumCode) {
        for (JsonNode field : list) {
            if (fieldCode.equals(field.path("field_code").asText())) {
                for (JsonNode item : field.path("values")) {
                    if (preferredEnumCode.equals(
                            item.path("enum_code").asText(item.path("enum").asText()))) {
                        return text(item.path("value"));
                    }
                }
                return first(field);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(JsonNode field) {
        return text(field.path("values").path(0).path("value"));
    }

    private static Optional<String> text(JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            return Optional.empty();
        }
        String text = UserInput.trim(Json.number(value)
                .filter(number -> value.isNumber())
                .map(BigDecimal::toPlainString)
                .orElse(value.asText()));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
