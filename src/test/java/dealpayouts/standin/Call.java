package dealpayouts.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request as the handlers see it.
 *
 * @param path      without query
 * @param rawQuery  as sent, empty when there is none
 * @param query     decoded, in the order sent
 * @param headers   names in any case
 * @param variables the groups that the route's pattern found in the path
 */
record Call(
        String method,
        String path,
        String rawQuery,
        Map<String, List<String>> query,
        Map<String, String> headers,
        String body,
        List<String> variables) {

    static Call of(String method, String url, Map<String, String> headers, String body) {
        int mark = url.indexOf('?');
        String rawQuery = mark < 0 ? "" : url.substring(mark + 1);
        return new Call(
                method, mark < 0 ? url : url.substring(0, mark), rawQuery, decode(rawQuery), headers, body, List.of());
    }

    Call withVariables(List<String> found) {
        return new Call(method, path, rawQuery, query, headers, body, found);
    }

    String pathWithQuery() {
        return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
    }

    String variable(int index) {
        return variables.get(index);
    }

    long id(int index) {
        return Long.parseLong(variables.get(index));
    }

    Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** All values of {@code name}, {@code name[]} and {@code name[0]}, {@code name[1]}, ... */
    List<String> queryList(String name) {
        List<String> all = new ArrayList<>();
        query.forEach((key, values) -> {
            if (key.equals(name) || key.matches(Pattern.quote(name) + "\\[\\d*]")) {
                all.addAll(values);
            }
        });
        return all;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    boolean hasContentType(String type) {
        return header("Content-Type").split(";")[0].trim().equalsIgnoreCase(type);
    }

    private static Map<String, List<String>> decode(String rawQuery) {
        Map<String, List<String>> decoded = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                decoded.computeIfAbsent(unescape(name), key -> new ArrayList<>())
                        .add(unescape(value));
            }
        }
        return decoded;
    }

    private static String unescape(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
