package dealpayouts.remote;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that no request may hold.
 *
 * @param name for people
 * @param mayBeToldTo the one remote that has to know it, to call us with it; null for none
 */
public record Secret(String name, String value, Remote mayBeToldTo) {

    /** Shorter ones stand in ordinary texts by chance. */
    private static final int SHORTEST = 12;

    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|([/\"\\\\]))");

    /** Whether a text holds it, as it is or in the spelling of an address or of JSON. */
    boolean isToldTo(Remote remote, String text) {
        if (value.length() < SHORTEST || mayBeToldTo != null && mayBeToldTo == remote) {
            return false;
        }
        String decoded = decoded(text);
        String read = unescaped(text);
        return text.contains(value)
                || decoded.contains(value)
                || read.contains(value)
                || unescaped(decoded).contains(value)
                || decoded(read).contains(value);
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        return PERCENT.matcher(text).replaceAll(found -> {
            String digits = found.group().replace("%", "");
            return Matcher.quoteReplacement(new String(HexFormat.of().parseHex(digits), StandardCharsets.UTF_8));
        });
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? found.group(2)
                                : String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    @Override
    public String toString() {
        return name;
    }
}
