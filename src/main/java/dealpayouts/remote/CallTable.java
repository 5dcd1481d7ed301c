package dealpayouts.remote;

import dealpayouts.ledger.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The calls of one remote that may leave this process. A call is one of them when its method, its raw path and the names in
 * its raw query are, to the letter; nothing is decoded, and what nobody has thought of is not among them.
 */
final class CallTable {

    private static final int LONGEST_ID = 18;
    private static final int LENGTH_OF_UUID = 36;
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");
    /** Stands for an expression in the path of a call as a route writes it. */
    private static final String ANY = "\0";

    /** What may stand in a place of a path; anything else stands for itself. */
    private enum Place {
        /** {@code {id}}: a number of Wise's or Kommo's. */
        ID,
        /** {@code {uuid}}. */
        UUID,
        /** {@code {name}}: a word of letters, digits, dashes and underscores. */
        NAME;

        boolean takes(String segment) {
            return switch (this) {
                case ID -> segment.length() <= LONGEST_ID && isOf(segment, CallTable::isDigit);
                case UUID -> isUuid(segment);
                case NAME -> isOf(segment, CallTable::isOfWord);
            };
        }
    }

    /**
     * One allowed call.
     *
     * @param path as in this table
     * @param parts its segments: a {@link Place} or the text that has to stand there
     * @param queries the names that may stand in its query, before any {@code [}
     * @param tells what money depends on in its answer; null when nothing does
     * @param subscription what it has to do with what is sent to us
     */
    record Call(
            String method,
            String path,
            List<Object> parts,
            Set<String> queries,
            MoneyCall does,
            Answers.Kind tells,
            SubscriptionCall subscription) {

        /** What stands in the places of a path that fits, in their order; empty when it does not fit. */
        private Optional<List<String>> places(String[] segments, boolean written) {
            if (segments.length != parts.size()) {
                return Optional.empty();
            }
            List<String> places = new ArrayList<>(2);
            for (int i = 0; i < segments.length; i++) {
                Object part = parts.get(i);
                if (part instanceof Place place) {
                    if (!place.takes(segments[i]) && !(written && segments[i].equals(ANY))) {
                        return Optional.empty();
                    }
                    places.add(segments[i]);
                } else if (!part.equals(segments[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(places);
        }

        private boolean takesQuery(String query) {
            if (query == null) {
                return true;
            }
            Set<String> seen = new HashSet<>();
            for (String pair : query.split("&", -1)) {
                String name = pair.split("=", 2)[0].replace("%5B", "[").replace("%5D", "]");
                int bracket = name.indexOf('[');
                boolean mayRepeat = name.endsWith("[]");
                if (!queries.contains(bracket < 0 ? name : name.substring(0, bracket))
                        || !(seen.add(name) || mayRepeat)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A call that is allowed.
     *
     * @param places what stands in the places of its path, in their order
     */
    record Match(Call call, List<String> places) {

        /** The last one: of which thing the call is. */
        String subject() {
            return places.isEmpty() ? "" : places.get(places.size() - 1);
        }
    }

    private final Map<String, List<Call>> calls = new HashMap<>();
    private final Map<String, Call> all = new LinkedHashMap<>();

    /** Adds an allowed call; its query names are separated by blanks. */
    CallTable allow(String method, String path, MoneyCall does, String queries) {
        return allow(method, path, does, null, queries);
    }

    /** As above, for a call on whose answer money depends. */
    CallTable allow(String method, String path, MoneyCall does, Answers.Kind tells, String queries) {
        return allow(method, path, does, tells, queries, SubscriptionCall.NONE);
    }

    /** Adds an allowed call without a query that has to do with what is sent to us. */
    CallTable allow(String method, String path, SubscriptionCall subscription) {
        return allow(method, path, MoneyCall.HARMLESS, null, "", subscription);
    }

    private CallTable allow(
            String method,
            String path,
            MoneyCall does,
            Answers.Kind tells,
            String queries,
            SubscriptionCall subscription) {
        List<Object> parts = Arrays.stream(segments(path)).map(CallTable::part).toList();
        Set<String> names = queries.isEmpty() ? Set.of() : Set.of(queries.split(" "));
        Call call = new Call(method, path, parts, names, does, tells, subscription);
        calls.computeIfAbsent(method, any -> new ArrayList<>()).add(call);
        all.put(method + " " + path, call);
        return this;
    }

    private static Object part(String segment) {
        return switch (segment) {
            case "{id}" -> Place.ID;
            case "{uuid}" -> Place.UUID;
            case "{name}" -> Place.NAME;
            default -> segment;
        };
    }

    /** All of them, in the order of the table. */
    List<Call> all() {
        return List.copyOf(all.values());
    }

    /**
     * Which of them a call is.
     *
     * @param path raw, below the remote's address
     * @param query raw; null when there is none
     */
    Optional<Match> find(String method, String path, String query) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String[] segments = segments(path);
        for (Call call : calls.getOrDefault(method, List.of())) {
            Optional<List<String>> places = call.places(segments, false);
            if (places.isPresent()) {
                return call.takesQuery(query) ? Optional.of(new Match(call, places.get())) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Which of them a call is whose path may still hold expressions; its query is judged when it is made. */
    Optional<Call> written(String method, String pathWithQuery) {
        String text = EXPRESSION.matcher(pathWithQuery).replaceAll(ANY);
        int query = text.indexOf('?');
        String[] segments = segments(query < 0 ? text : text.substring(0, query));
        return calls.getOrDefault(method, List.of()).stream()
                .filter(call -> call.places(segments, true).isPresent())
                .findFirst();
    }

    /** With a slash at the end, or two in a row, there is an empty one, which is nowhere allowed. */
    private static String[] segments(String path) {
        return path.substring(Math.min(1, path.length())).split("/", -1);
    }

    private interface Letters {
        boolean has(char letter);
    }

    private static boolean isOf(String text, Letters letters) {
        for (int i = 0; i < text.length(); i++) {
            if (!letters.has(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isOfWord(char letter) {
        return isDigit(letter)
                || letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter == '_'
                || letter == '-';
    }

    private static boolean isUuid(String text) {
        if (text.length() != LENGTH_OF_UUID) {
            return false;
        }
        for (int i = 0; i < LENGTH_OF_UUID; i++) {
            char letter = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = isDigit(letter) || letter >= 'a' && letter <= 'f' || letter >= 'A' && letter <= 'F';
            if (dash ? letter != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}
