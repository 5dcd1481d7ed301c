package dealpayouts.wise;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches a short text against a regular expression that comes from outside and was written for another language's
 * dialect: it may be invalid here, or take longer than anybody waits.
 */
final class BoundedRegexp {

    private static final int LONGEST_REGEXP = 500;
    private static final int MOST_STEPS = 20_000;

    private BoundedRegexp() {}

    /** Whether the whole text matches; {@code true} as well when the expression is {@code null} or unusable. */
    static boolean accepts(String regexp, String text) {
        // Very long expressions are unusable too: compiling and matching nested groups goes deep into the stack.
        if (regexp == null || regexp.length() > LONGEST_REGEXP) {
            return true;
        }
        try {
            return Pattern.compile(regexp).matcher(new CountedText(text)).matches();
        } catch (PatternSyntaxException | TooManySteps unusable) {
            return true;
        }
    }

    /** A text that ends a match which looks at it too often: matching itself cannot be interrupted. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            steps++;
            if (steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
