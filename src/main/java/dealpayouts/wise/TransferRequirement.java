package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One detail of a transfer that Wise wants or takes (Wise reference §7).
 *
 * @param item from the group of a field in Wise's answer
 * @param fieldName how Wise calls it for people
 */
record TransferRequirement(JsonNode item, String fieldName) {

    private static final int LONGEST_LIST = 400;

    /** All of them, in Wise's order. */
    static List<TransferRequirement> all(JsonNode requirements) {
        List<TransferRequirement> all = new ArrayList<>();
        for (JsonNode type : requirements) {
            for (JsonNode field : type.path("fields")) {
                for (JsonNode item : field.path("group")) {
                    String name = item.path("name").asText(field.path("name").asText());
                    all.add(new TransferRequirement(item, name));
                }
            }
        }
        return all;
    }

    String key() {
        return item.path("key").asText();
    }

    boolean isReference() {
        return "reference".equals(key());
    }

    boolean isRequired() {
        return item.path("required").asBoolean();
    }

    /** Whether Wise may want more once it knows the value. */
    boolean refreshes() {
        return item.path("refreshRequirementsOnChange").asBoolean();
    }

    Integer maxLength() {
        return item.path("maxLength").isInt() ? item.path("maxLength").intValue() : null;
    }

    String validationRegexp() {
        return item.path("validationRegexp").textValue();
    }

    /**
     * What Wise is to be told for a given value: of a choice its key, whether the key or the name was given.
     *
     * @return empty when Wise does not take it
     */
    Optional<String> accept(String given) {
        JsonNode choices = item.path("valuesAllowed");
        if (choices.isArray() && !choices.isEmpty()) {
            for (JsonNode choice : choices) {
                String key = choice.path("key").asText();
                if (given.equals(key)
                        || given.equalsIgnoreCase(choice.path("name").asText())) {
                    return Optional.of(key);
                }
            }
            return Optional.empty();
        }
        boolean fits = (maxLength() == null || given.length() <= maxLength())
                && given.length() >= item.path("minLength").asInt()
                && BoundedRegexp.accepts(validationRegexp(), given);
        return fits ? Optional.of(given) : Optional.empty();
    }

    /**
     * What a person has to give.
     *
     * @param given what was given and is not taken; null when nothing was
     */
    String wish(String given) {
        StringBuilder wish = new StringBuilder(PlainText.clause(fieldName))
                .append(" (")
                .append(PlainText.fact(key()))
                .append(')');
        if (given != null) {
            wish.append(" is '").append(PlainText.fact(given)).append("', which Wise does not take");
        }
        List<String> choices = new ArrayList<>();
        item.path("valuesAllowed")
                .forEach(choice -> choices.add(PlainText.fact(
                        choice.path("name").asText(choice.path("key").asText()))));
        if (!choices.isEmpty()) {
            wish.append(", one of: ").append(list(choices));
        } else if (maxLength() != null) {
            wish.append(", at most ").append(maxLength()).append(" characters");
        }
        return wish.toString();
    }

    private static String list(List<String> choices) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < choices.size(); i++) {
            if (i > 0 && list.length() + choices.get(i).length() > LONGEST_LIST) {
                return list + " and " + (choices.size() - i) + " more";
            }
            list.append(i == 0 ? "" : ", ").append(choices.get(i));
        }
        return list.toString();
    }
}
