package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The {@code custom_fields_values} of a lead or contact (Kommo reference §4.4): null, empty or a list. */
record CustomFields(JsonNode list) {

    static CustomFields of(JsonNode entity) {
        return new CustomFields(entity.path("custom_fields_values"));
    }

    /** The first value of the field as it was written, numbers digit by digit; empty when nothing is filled in. */
    Optional<String> value(long fieldId) {
        for (JsonNode field : list) {
            if (field.path("field_id").asLong() == fieldId) {
                return first(field);
            }
        }
        return Optional.empty();
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
        String text = value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
        return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }
}
