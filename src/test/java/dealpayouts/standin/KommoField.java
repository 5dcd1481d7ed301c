package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.KommoErrors.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A custom field's definition and what its values look like (§4.4 and 9). */
record KommoField(
        long id,
        String name,
        String code,
        String type,
        String entity,
        Map<String, Long> options,
        boolean apiOnly,
        ArrayNode requiredStatuses) {

    static final long DUE_DATE = 1240005;
    static final long URGENCY = 1240006;
    static final long EMAIL = 771908;
    static final long PHONE = 771906;

    private static final int TEXT_LIMIT = 256;
    private static final long WORK_EMAIL = 552488;

    KommoField(long id, String name, String code, String type, String entity, Map<String, Long> options) {
        this(id, name, code, type, entity, options, false, Json.array());
    }

    KommoField withType(String other) {
        return new KommoField(id, name, code, other, entity, options, apiOnly, requiredStatuses);
    }

    /** Values as read back, for something that a test stores without any check. */
    ArrayNode stored(Object value) {
        String text = value.toString();
        return switch (type) {
            case "date" -> Json.array(Json.object("value", Long.parseLong(text)));
            case "multitext" -> Json.array(Json.object("value", text, "enum_id", WORK_EMAIL, "enum_code", "WORK"));
            default -> Json.array(options.containsKey(text) ? option(text) : Json.object("value", text));
        };
    }

    /** Values as read back, for {@code values} of a PATCH; what Kommo refuses is added to the violations. */
    ArrayNode written(JsonNode values, String path, List<Violation> violations) {
        ArrayNode written = Json.array();
        for (int i = 0; i < values.size(); i++) {
            writtenItem(values.get(i), path + ".values." + i, violations).ifPresent(written::add);
        }
        return written;
    }

    ObjectNode json(ArrayNode values) {
        return Json.object(
                "field_id",
                id,
                "field_name",
                name,
                "field_code",
                code,
                "field_type",
                type,
                "values",
                values,
                "is_computed",
                false);
    }

    ObjectNode definition(String base) {
        ArrayNode enums = Json.array();
        options.forEach((option, optionId) ->
                enums.add(Json.object("id", optionId, "value", option, "sort", enums.size() + 1, "code", option)));
        return Json.object(
                "id",
                id,
                "name",
                name,
                "type",
                type,
                "account_id",
                KommoStandIn.ACCOUNT_ID,
                "code",
                code,
                "sort",
                510,
                "is_api_only",
                apiOnly,
                "enums",
                options.isEmpty() ? null : enums,
                "group_id",
                null,
                "required_statuses",
                requiredStatuses,
                "hidden_statuses",
                Json.array(),
                "is_deletable",
                true,
                "is_predefined",
                id < 780000,
                "entity_type",
                entity,
                "tracking_callback",
                null,
                "remind",
                null,
                "triggers",
                Json.array(),
                "currency",
                null,
                "chained_lists",
                null,
                "_links",
                Json.object("self", Json.object("href", base + "/api/v4/" + entity + "/custom_fields/" + id)));
    }

    private Optional<ObjectNode> writtenItem(JsonNode item, String path, List<Violation> violations) {
        JsonNode value = item.path("value");
        String valuePath = path + ".value";
        switch (type) {
            case "numeric" -> {
                if (value.isNumber() || value.asText().matches("-?\\d+(\\.\\d+)?")) {
                    return Optional.of(Json.object("value", value.asText()));
                }
                violations.add(new Violation("InvalidType", valuePath, "This value should be of type numeric."));
            }
            case "select", "radiobutton" -> {
                Optional<String> chosen = options.keySet().stream()
                        .filter(option -> option.equals(value.asText())
                                || option.equals(item.path("enum_code").asText())
                                || options.get(option) == item.path("enum_id").asLong())
                        .findFirst();
                if (chosen.isPresent()) {
                    return chosen.map(this::option);
                }
                violations.add(Violation.notSupportedChoice(valuePath));
            }
            case "date" -> {
                if (value.isIntegralNumber()) {
                    return Optional.of(Json.object("value", value));
                }
                violations.add(new Violation("InvalidType", valuePath, "This value should be of type timestamp."));
            }
            default -> {
                if (value.isTextual() && value.textValue().length() <= TEXT_LIMIT) {
                    return Optional.of(
                            type.equals("text")
                                    ? Json.object("value", value)
                                    : (ObjectNode) stored(value.textValue()).get(0));
                }
                violations.add(
                        value.isTextual()
                                ? new Violation(
                                        "TooLong",
                                        valuePath,
                                        "This value is too long. It should have 256 characters or less.")
                                : new Violation("InvalidType", valuePath, "This value should be of type string."));
            }
        }
        return Optional.empty();
    }

    private ObjectNode option(String text) {
        return Json.object(
                "value", text, "enum_id", options.get(text), "enum_code", type.equals("select") ? text : null);
    }

    static Map<String, Long> options(long firstId, String... texts) {
        Map<String, Long> options = new LinkedHashMap<>();
        for (String text : texts) {
            options.put(text, firstId + options.size());
        }
        return options;
    }
}
