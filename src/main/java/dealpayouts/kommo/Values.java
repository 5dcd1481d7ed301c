package dealpayouts.kommo;

import dealpayouts.money.UserInput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The values of one deal or account that are of interest. A name that comes with two different values has none. */
final class Values {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Set<String> names;
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    Values(String... names) {
        this.names = Set.of(names);
    }

    void put(String name, String text) {
        String trimmed = UserInput.trim(text);
        if (!names.contains(name) || trimmed.isEmpty()) {
            return;
        }
        String earlier = texts.putIfAbsent(name, trimmed);
        if (earlier != null && !earlier.equals(trimmed)) {
            ambiguous.add(name);
        }
    }

    boolean isAbsent(String name) {
        return !texts.containsKey(name);
    }

    Optional<String> text(String name) {
        return ambiguous.contains(name) ? Optional.empty() : Optional.ofNullable(texts.get(name));
    }

    boolean isNumber(String name) {
        return text(name)
                .filter(text -> NUMBER.matcher(text).matches() && Long.parseLong(text) > 0)
                .isPresent();
    }

    /** What is wrong with a number, nothing when it is absent. */
    Optional<String> fault(String name) {
        if (ambiguous.contains(name)) {
            return Optional.of("its " + name + " comes with two different values");
        }
        return isAbsent(name) || isNumber(name)
                ? Optional.empty()
                : Optional.of("its " + name + " is not a positive whole number of at most 18 digits");
    }

    /** The number, {@code null} when absent; only for names without fault. */
    Long number(String name) {
        return text(name).map(Long::valueOf).orElse(null);
    }
}
