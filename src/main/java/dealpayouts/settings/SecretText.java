package dealpayouts.settings;

import java.util.regex.Pattern;

/**
 * A secret in the forms that environment files give it: {@code docker run --env-file} keeps quotation marks, and one line
 * holds a key only with its line breaks written as {@code \\n}.
 */
public final class SecretText {

    private static final Pattern BREAK = Pattern.compile("\\\\r\\\\n|\\\\n|\\\\r");

    private SecretText() {}

    /** The secret without blanks, line breaks and quotation marks around it; empty for {@code null}. */
    public static String of(String text) {
        String secret = text == null ? "" : text.strip();
        String plain = unquoted(withoutBreaks(secret)).strip();
        return plain.equals(secret) ? secret : of(plain);
    }

    /** The same of a key, whose line breaks inside count. */
    public static String key(String text) {
        return BREAK.matcher(of(text)).replaceAll("\n");
    }

    private static String withoutBreaks(String text) {
        return text.replaceFirst("(?:\\\\r|\\\\n)+$", "");
    }

    private static String unquoted(String text) {
        int last = text.length() - 1;
        boolean quoted = last > 0 && text.charAt(0) == text.charAt(last) && "\"'".indexOf(text.charAt(0)) >= 0;
        return quoted ? text.substring(1, last) : text;
    }
}
