package dealpayouts.wise;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds the text that the contractor sees on the statement, within what the currency allows (Wise reference §7). */
public final class TransferReference {

    /** No currency takes more (Wise reference §7). */
    private static final int LONGEST = 100;

    /** Beyond this the beginning cannot matter, and looking at it would only take time. */
    private static final int LONGEST_WANTED = 1_000;

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9-]+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern SEPARATORS_AT_ENDS = Pattern.compile("^[- ]+|[- ]+$");
    private static final Pattern BROKEN_WORD = Pattern.compile("^[a-zA-Z]++[- ]*+(?=.)");
    private static final Pattern ALL_BUT_LAST_DIGITS = Pattern.compile(".*[^0-9](?=[0-9])|[^0-9]+$");

    /** Letters that are not a plain letter with an accent. */
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("ß", "ss"),
            Map.entry("Æ", "AE"),
            Map.entry("æ", "ae"),
            Map.entry("Œ", "OE"),
            Map.entry("œ", "oe"),
            Map.entry("Ø", "O"),
            Map.entry("ø", "o"),
            Map.entry("Ł", "L"),
            Map.entry("ł", "l"),
            Map.entry("Đ", "D"),
            Map.entry("đ", "d"),
            Map.entry("Ð", "D"),
            Map.entry("ð", "d"),
            Map.entry("Þ", "Th"),
            Map.entry("þ", "th"),
            Map.entry("ı", "i"),
            Map.entry("–", "-"),
            Map.entry("—", "-"),
            Map.entry("−", "-"));

    private TransferReference() {}

    /**
     * The wanted text as far as it fits: letters lose their accents, all but ASCII letters, digits, dashes and single
     * blanks goes, and when the rest is too long its beginning goes, because the end, the deal's number, is what tells
     * one payment from another. A word that loses some of its letters goes whole; a number keeps its last digits.
     * {@code Kommo deal #48213} becomes {@code deal 48213} in 10 characters and {@code 48213} in 9.
     *
     * <p>When the regular expression refuses the result, the same is tried without dashes, without blanks, and with the
     * last number alone. An expression that is invalid, or too costly to evaluate, is taken for "letters, digits,
     * dashes and blanks".
     *
     * @param wanted what should be on the statement
     * @param maxLength the requirement's {@code maxLength} in characters, {@code null} when there is none; 100 at most
     *     either way
     * @param validationRegexp the requirement's {@code validationRegexp}, which the whole text must match, {@code null}
     *     when there is none
     * @return the reference, empty when nothing fits: then the transfer is made without one
     */
    public static String fit(String wanted, Integer maxLength, String validationRegexp) {
        int longest = maxLength == null ? LONGEST : Math.min(maxLength, LONGEST);
        String text = allowed(wanted == null ? "" : wanted.substring(Math.max(0, wanted.length() - LONGEST_WANTED)));
        return Stream.of(
                        text,
                        NOT_ALLOWED.matcher(text.replace('-', ' ')).replaceAll(" "),
                        text.replace(" ", ""),
                        text.replace(" ", "").replace("-", ""),
                        ALL_BUT_LAST_DIGITS.matcher(text).replaceAll(""))
                .map(candidate -> end(candidate, longest))
                .filter(candidate -> !candidate.isEmpty() && BoundedRegexp.accepts(validationRegexp, candidate))
                .findFirst()
                .orElse("");
    }

    private static String allowed(String wanted) {
        var latin = new StringBuilder();
        Normalizer.normalize(wanted, Normalizer.Form.NFKD).codePoints().forEach(c -> {
            String letter = Character.toString(c);
            int digit = Character.digit(c, 10);
            latin.append(digit >= 0 ? Integer.toString(digit) : LETTERS.getOrDefault(letter, letter));
        });
        String plain = ACCENTS.matcher(latin).replaceAll("");
        return trim(NOT_ALLOWED.matcher(plain).replaceAll(" "));
    }

    private static String end(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        if (longest < 1) {
            return "";
        }
        int cut = text.length() - longest;
        String end = text.substring(cut);
        boolean insideWord = Character.isLetter(text.charAt(cut - 1)) && Character.isLetter(text.charAt(cut));
        return trim(insideWord ? BROKEN_WORD.matcher(end).replaceFirst("") : end);
    }

    private static String trim(String text) {
        return SEPARATORS_AT_ENDS.matcher(text).replaceAll("");
    }
}
