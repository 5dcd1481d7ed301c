package dealpayouts.wise;

import java.util.regex.Pattern;

/** Makes text of strangers fit for a sentence that people read in a note or a log. */
final class PlainText {

    private static final Pattern TAG = Pattern.compile("<[^<>]*>|[<>]");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");
    private static final Pattern STOP_AT_END = Pattern.compile("[.\\s]+$");
    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    /** Longest value that is quoted within a sentence. */
    private static final int FACT = 120;

    private PlainText() {}

    /** A value of somebody else's, to be quoted within a sentence. */
    static String fact(String text) {
        return of(text, FACT);
    }

    /** As {@link #fact}, without the stop at its end, because the sentence goes on. */
    static String clause(String text) {
        return STOP_AT_END.matcher(fact(text)).replaceFirst("");
    }

    /** The text on one line without tags and control characters, cut to so many UTF-16 units with "…" at the end. */
    static String of(String text, int longest) {
        // Cut generously first, so that a page of megabytes costs no more than a sentence.
        String start = text.substring(0, Math.min(text.length(), 8 * longest));
        if (isPlain(start)) {
            return cut(start, longest);
        }
        String line = INVISIBLE.matcher(start).replaceAll(" ");
        line = HARMFUL.matcher(TAG.matcher(line).replaceAll(" ")).replaceAll("");
        return cut(BLANKS.matcher(line).replaceAll(" ").strip(), longest);
    }

    /** Whether nothing in it needs to be changed, as in most of what Wise sends. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '<' && c != '>');
    }

    private static String cut(String line, int longest) {
        if (line.length() <= longest) {
            return line;
        }
        int end = longest - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end).stripTrailing() + "…";
    }
}
