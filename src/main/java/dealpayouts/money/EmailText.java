package dealpayouts.money;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an e-mail address strictly: Wise asks whoever has it for the bank details, so it decides who gets the money.
 *
 * <pre>
 * address = local "@" label 1*("." label)
 * local   = word *("." word)           at most 64 characters; 254 in all
 * word    = 1*(letter | digit | any of !#$%&amp;'*+/=?^_`{|}~-)
 * label   = 1*(letter | digit | "-")   without a dash at its ends
 * </pre>
 *
 * Letters may be of any script, but all of the same one: {@code аda@…} with a Cyrillic first letter is another address
 * than the one that people read.
 */
public final class EmailText {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final String SPECIALS = "!#$%&'*+/=?^_`{|}~-.";
    private static final Map<Integer, String> NAMES = Map.of(
            (int) ' ',
            "a blank",
            (int) ',',
            "a comma",
            (int) ';',
            "a semicolon",
            (int) ':',
            "a colon",
            (int) '"',
            "a quotation mark");
    private static final Pattern EMPTY_PART = Pattern.compile("^\\.|\\.\\.|\\.@|@\\.|\\.$");
    private static final Pattern DASH_AT_END = Pattern.compile("@-|\\.-|-\\.|-$");

    private EmailText() {}

    /**
     * What is wrong with it, as a part of a sentence such as {@code it has a comma}.
     *
     * @param text without blanks at its ends
     * @return empty when it is an e-mail address
     */
    public static Optional<String> problem(String text) {
        int at = text.indexOf('@');
        return text.codePoints()
                .filter(c -> !isAllowed(c))
                .boxed()
                .findFirst()
                .map(odd -> "it has " + name(odd))
                .or(() -> shape(text, at))
                .or(() -> domain(text.substring(at + 1)))
                .or(() -> otherScript(text));
    }

    private static boolean isAllowed(int character) {
        return Character.isLetter(character) && UserInput.isVisible(character)
                || Character.getType(character) == Character.NON_SPACING_MARK && UserInput.isVisible(character)
                || character >= '0' && character <= '9'
                || character == '@'
                || SPECIALS.indexOf(character) >= 0;
    }

    private static String name(int character) {
        String plain = character > ' ' && character < 0x7F ? Character.toString(character) : null;
        return NAMES.getOrDefault(character, plain == null ? UserInput.name(character) : plain);
    }

    private static Optional<String> shape(String text, int at) {
        if (at < 0) {
            return Optional.of("it has no @");
        }
        if (text.indexOf('@', at + 1) >= 0) {
            return Optional.of("it has more than one @");
        }
        if (at == 0) {
            return Optional.of("nothing stands before the @");
        }
        if (at == text.length() - 1) {
            return Optional.of("nothing stands after the @");
        }
        if (text.length() > LONGEST || at > LONGEST_LOCAL) {
            return Optional.of("it is too long");
        }
        if (EMPTY_PART.matcher(text).find()) {
            return Optional.of("it has two points in a row, or one at an end");
        }
        return text.indexOf('.', at) < 0 ? Optional.of("a point is missing after the @") : Optional.empty();
    }

    private static Optional<String> domain(String domain) {
        Optional<String> odd = domain.codePoints()
                .filter(c -> c != '.' && c != '-' && SPECIALS.indexOf(c) >= 0)
                .mapToObj(c -> "it has " + name(c) + " after the @")
                .findFirst();
        return DASH_AT_END.matcher("@" + domain).find() ? Optional.of("it has a dash at an end of a part") : odd;
    }

    /** Names the first letter of the script that has fewer of them. */
    private static Optional<String> otherScript(String text) {
        List<Integer> letters =
                text.codePoints().filter(Character::isLetter).boxed().toList();
        UnicodeScript most = letters.stream()
                .map(UnicodeScript::of)
                .max((a, b) -> Long.compare(count(letters, a), count(letters, b)))
                .orElse(UnicodeScript.LATIN);
        return letters.stream()
                .filter(letter -> UnicodeScript.of(letter) != most)
                .findFirst()
                .map(letter -> "it has " + UserInput.name(letter) + " among " + UserInput.name(most) + " letters");
    }

    private static long count(List<Integer> letters, UnicodeScript script) {
        return letters.stream()
                .filter(letter -> UnicodeScript.of(letter) == script)
                .count();
    }
}
