package dealpayouts.money;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Text as people type or paste it into a field. What nobody can see around a value is no part of it; what nobody can see
 * inside, or takes for another character, is shown and named when the value is refused.
 */
public final class UserInput {

    private static final int LONGEST_QUOTE = 40;
    private static final int NEXT_LINE = 0x85;
    /** Letters and marks that show nothing, which Unicode does not count among the format characters. */
    private static final String FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private UserInput() {}

    /**
     * The text without blanks and invisible characters at both ends, empty for {@code null}. Spreadsheets, chats and web
     * pages put no-break spaces, byte order marks, soft hyphens and marks of direction around what is copied from them.
     */
    public static String trim(String text) {
        if (text == null) {
            return "";
        }
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /**
     * The text as a name is written: on one line, with single blanks, accents joined to their letters, and nothing that
     * nobody can see. Empty for {@code null}.
     */
    public static String line(String text) {
        if (text == null) {
            return "";
        }
        var line = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (isSpace(c)) {
                line.append(line.isEmpty() || line.charAt(line.length() - 1) == ' ' ? "" : " ");
            } else if (!isBlank(c)) {
                line.appendCodePoint(c);
            }
        });
        return trim(Normalizer.normalize(line, Normalizer.Form.NFC));
    }

    /** The text in quotation marks, as {@link #shown}. */
    public static String quoted(String text) {
        return "\"" + shown(text) + "\"";
    }

    /** As {@link #shown(String, int)}, with forty characters at most. */
    public static String shown(String text) {
        return shown(text, LONGEST_QUOTE);
    }

    /**
     * The text as it stands, on one line, with ? for each character that cannot be seen.
     *
     * @param longest after so many characters it is cut, and ends in "…"
     */
    public static String shown(String text, int longest) {
        String start = text.codePoints()
                .limit(longest)
                .mapToObj(c -> isInvisible(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > longest ? start + "…" : start;
    }

    /**
     * Names the first character that is no plain one, so that a person finds what looks right and is not.
     *
     * @return such as {@code the Cyrillic letter "Е" (U+0415)}; empty when there are plain characters only
     */
    public static Optional<String> odd(String text) {
        return text.codePoints()
                .filter(c -> c < ' ' || c > '~')
                .boxed()
                .findFirst()
                .map(UserInput::name);
    }

    /** What a person needs to know about a character to find it. */
    public static String name(int character) {
        String code = String.format(Locale.ROOT, " (U+%04X)", character);
        if (isInvisible(character)) {
            return "an invisible character" + code;
        }
        String quoted = " \"" + Character.toString(character) + "\"" + code;
        if (Character.isDigit(character)) {
            return "the digit" + quoted;
        }
        if (!Character.isLetter(character)) {
            return isSpace(character) ? "a blank" + code : "the character" + quoted;
        }
        UnicodeScript script = UnicodeScript.of(character);
        boolean plain = script == UnicodeScript.LATIN && character > '~' || script == UnicodeScript.COMMON;
        return (plain ? "the" : "the " + name(script)) + " letter" + quoted;
    }

    /** A script's name, such as {@code Cyrillic}. */
    public static String name(UnicodeScript script) {
        String name = script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT);
        return name.replace('_', ' ');
    }

    /** Whether a character shows something. */
    public static boolean isVisible(int character) {
        return !isBlank(character) && !isInvisible(character);
    }

    /** Whether nobody sees it, or sees it as mere distance. */
    static boolean isBlank(int character) {
        return isSpace(character) || Character.getType(character) == Character.FORMAT || isFiller(character);
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == NEXT_LINE;
    }

    private static boolean isFiller(int character) {
        UnicodeBlock block = UnicodeBlock.of(character);
        return FILLERS.indexOf(character) >= 0
                || block == UnicodeBlock.VARIATION_SELECTORS
                || block == UnicodeBlock.VARIATION_SELECTORS_SUPPLEMENT;
    }

    /** Whether nothing of it can be seen in a line of text, not even distance. */
    static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isFiller(character);
        };
    }
}
