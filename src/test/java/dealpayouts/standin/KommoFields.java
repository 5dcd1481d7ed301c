package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dealpayouts.standin.KommoErrors.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The custom fields of an account (Kommo reference §9). */
final class KommoFields {

    private static final Set<String> TYPES = Set.of(
            "text",
            "numeric",
            "checkbox",
            "select",
            "multiselect",
            "date",
            "url",
            "textarea",
            "radiobutton",
            "streetaddress",
            "birthday",
            "date_time",
            "tracking_data",
            "monetary",
            "file",
            "multitext");
    private static final Set<String> WITH_OPTIONS = Set.of("select", "multiselect", "radiobutton");

    private final List<KommoField> all = new ArrayList<>(List.of(
            new KommoField(KommoStandIn.FIELD_AMOUNT, "Payout amount", "PAYOUT_AMOUNT", "numeric", "leads", Map.of()),
            new KommoField(
                    KommoStandIn.FIELD_CURRENCY,
                    "Payout currency",
                    "PAYOUT_CURRENCY",
                    "select",
                    "leads",
                    KommoField.options(908101, "EUR", "USD", "GBP", "JPY", "INR", "CAD", "PLN", "CHF", "CNY", "BRL")),
            new KommoField(KommoStandIn.FIELD_PURPOSE, "Purpose", null, "text", "leads", Map.of()),
            new KommoField(KommoStandIn.FIELD_NATURE, "Nature", null, "text", "leads", Map.of()),
            new KommoField(
                    KommoStandIn.FIELD_TRANSFER, "Wise transfer id", "WISE_TRANSFER_ID", "text", "leads", Map.of()),
            new KommoField(KommoStandIn.FIELD_STATUS, "Wise status", "PAYOUT_STATUS", "text", "leads", Map.of()),
            new KommoField(KommoField.DUE_DATE, "Due date", null, "date", "leads", Map.of()),
            new KommoField(
                    KommoField.URGENCY,
                    "Urgency",
                    null,
                    "radiobutton",
                    "leads",
                    KommoField.options(908201, "Normal", "Urgent")),
            new KommoField(KommoField.EMAIL, "Email", "EMAIL", "multitext", "contacts", Map.of()),
            new KommoField(KommoField.PHONE, "Phone", "PHONE", "multitext", "contacts", Map.of()),
            new KommoField(
                    KommoStandIn.FIELD_RECIPIENT, "Wise recipient", "WISE_RECIPIENT", "text", "contacts", Map.of())));

    private long lastField = 1250000;
    private long lastOption = 909000;

    List<KommoField> of(String entity) {
        return all.stream().filter(field -> field.entity().equals(entity)).toList();
    }

    KommoField byId(long id) {
        return all.stream()
                .filter(field -> field.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field " + id));
    }

    /** The first field with this code. */
    KommoField byCode(String code) {
        return all.stream()
                .filter(field -> code.equals(field.code()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field with code " + code));
    }

    /** The field that an item of {@code custom_fields_values} means by {@code field_id} or {@code field_code}. */
    Optional<KommoField> named(String entity, JsonNode item) {
        return of(entity).stream()
                .filter(field -> item.has("field_id")
                        ? item.path("field_id").asLong() == field.id()
                        : field.code() != null
                                && item.path("field_code").asText().equals(field.code()))
                .findFirst();
    }

    Map<String, Long> idsByCode() {
        Map<String, Long> ids = new TreeMap<>();
        all.stream().filter(field -> field.code() != null).forEach(field -> ids.putIfAbsent(field.code(), field.id()));
        return ids;
    }

    void setType(long id, String type) {
        all.replaceAll(field -> field.id() == id ? field.withType(type) : field);
    }

    void remove(Predicate<KommoField> which) {
        all.removeIf(which);
    }

    /** Makes the fields of a POST, all or none. */
    List<KommoField> make(String entity, ArrayNode items) {
        for (int i = 0; i < items.size(); i++) {
            List<Violation> violations = violations(items.get(i));
            if (!violations.isEmpty()) {
                throw KommoErrors.violations(Hal.requestId(items.get(i), i), violations);
            }
        }
        List<KommoField> made = new ArrayList<>();
        items.forEach(item -> made.add(field(entity, item)));
        all.addAll(made);
        return made;
    }

    private static List<Violation> violations(JsonNode item) {
        List<Violation> violations = new ArrayList<>();
        if (item.path("name").asText().isBlank()) {
            violations.add(new Violation("FieldMissing", "name", "This field is missing."));
        }
        String type = item.path("type").asText();
        if (!TYPES.contains(type)) {
            violations.add(Violation.notSupportedChoice("type"));
        }
        boolean wantsOptions = WITH_OPTIONS.contains(type);
        if (wantsOptions == item.path("enums").isEmpty()) {
            violations.add(new Violation(
                    wantsOptions ? "FieldMissing" : "FieldNotExpected",
                    "enums",
                    wantsOptions ? "This field is missing." : "This field was not expected."));
        }
        return violations;
    }

    private KommoField field(String entity, JsonNode item) {
        Map<String, Long> options = new LinkedHashMap<>();
        item.path("enums").forEach(option -> options.put(option.path("value").asText(), ++lastOption));
        return new KommoField(
                ++lastField,
                item.path("name").asText(),
                item.path("code").asText(null),
                item.path("type").asText(),
                entity,
                options,
                item.path("is_api_only").asBoolean(),
                item.path("required_statuses") instanceof ArrayNode statuses ? statuses : Json.array());
    }
}
