package dealpayouts.kommo;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The custom fields of one deal in a delivery, of each its id and its first value, in whichever of the three shapes (Kommo
 * reference §3.4). What is said twice and differently counts as not said.
 */
final class FieldValues {

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,18}");
    private static final String VALUES = "values";
    private static final String VALUE = "value";
    private static final String FIRST = "0";

    private final NavigableMap<Long, Values> byIndex = new TreeMap<>();

    /** Takes a text at a path below {@code custom_fields}, such as {@code 0, values, 0, value}. */
    void put(List<String> path, String text) {
        String name = path.equals(List.of(path.get(0), "id")) ? "id" : isValue(path) ? VALUE : null;
        if (name != null && INDEX.matcher(path.get(0)).matches()) {
            byIndex.computeIfAbsent(Long.valueOf(path.get(0)), first -> new Values("id", VALUE))
                    .put(name, text);
        }
    }

    /** {@code [values][0][value]}, {@code [values][0]} or {@code [values][value]}. */
    private static boolean isValue(List<String> path) {
        if (path.size() < 3 || !path.get(1).equals(VALUES)) {
            return false;
        }
        List<String> place = path.subList(2, path.size());
        return place.equals(List.of(FIRST, VALUE)) || place.equals(List.of(FIRST)) || place.equals(List.of(VALUE));
    }

    /** The values by field id. */
    Map<Long, String> texts() {
        Map<Long, String> texts = new TreeMap<>();
        for (Values field : byIndex.values()) {
            if (field.isNumber("id")) {
                field.text(VALUE).ifPresent(text -> texts.putIfAbsent(field.number("id"), text));
            }
        }
        return texts;
    }
}
