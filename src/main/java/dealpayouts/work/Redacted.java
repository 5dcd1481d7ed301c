package dealpayouts.work;

import java.util.regex.Pattern;

/**
 * A failure as the log shows it: what kind it is, what it says without bodies, records, addresses of people, keys and
 * tokens, and where in the code it happened.
 */
final class Redacted extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;
    private static final int MOST_CAUSES = 10;

    private static final Pattern ENCLOSED = Pattern.compile("[\\[{][^\\[\\]{}]*[]}]");
    private static final Pattern OPEN = Pattern.compile("[\\[{].*");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"']+@[^\\s@<>\"']+");
    private static final Pattern KEY = Pattern.compile("(?i)\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(?:bearer|basic)\\s+\\S+");
    /** Long words in which letters and digits are mixed; names of classes and methods seldom are. */
    private static final Pattern TOKEN =
            Pattern.compile("(?=[A-Za-z_~+=]*\\d)(?=[\\d_~+=]*[A-Za-z])[A-Za-z\\d_~+=]{20,}");

    /** Camel and Java say what could not be converted. */
    private static final Pattern VALUE =
            Pattern.compile("(?i)(\\bvalue:? |\\binput string: ).*?(?= (?:due to|of type|on the exchange)\\b|$)");

    private static final Pattern IN_PATH = Pattern.compile("/\\d{5,}");

    private Redacted(String message, Redacted cause) {
        super(message, cause, false, true);
    }

    static Redacted of(Throwable failure) {
        return of(failure, 0);
    }

    private static Redacted of(Throwable failure, int depth) {
        Throwable cause = depth == MOST_CAUSES ? null : failure.getCause();
        Redacted copy = new Redacted(
                failure.getClass().getName() + (failure.getMessage() == null ? "" : ": " + words(failure.getMessage())),
                cause == null ? null : of(cause, depth + 1));
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }

    /** What a message says, without what only machines need. */
    static String words(String message) {
        String text = message.length() > 20 * LONGEST ? message.substring(0, 20 * LONGEST) : message;
        text = text.replaceAll("\\s+", " ");
        String before;
        do {
            before = text;
            text = ENCLOSED.matcher(text).replaceAll("…");
        } while (!before.equals(text));
        text = OPEN.matcher(text).replaceAll("…");
        text = VALUE.matcher(text).replaceAll("$1…");
        text = BEARER.matcher(text).replaceAll("…");
        text = EMAIL.matcher(text).replaceAll("…");
        text = KEY.matcher(text).replaceAll("…");
        text = IN_PATH.matcher(text).replaceAll("/…");
        text = TOKEN.matcher(text).replaceAll("…");
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text.strip();
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
