package dealpayouts.money;

/** Text as people type or paste it into a field. */
final class TypedText {

    private static final int LONGEST_QUOTE = 40;

    private TypedText() {}

    /**
     * The text without blanks at both ends, empty for {@code null}. Unlike {@link String#strip()} this knows the
     * no-break space, which spreadsheets put around copied numbers and which nobody can see in a field.
     */
    static String trim(String text) {
        if (text == null) {
            return "";
        }
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The text in quotation marks, short and on one line, for a sentence that says what is wrong with it. */
    static String quoted(String text) {
        var quote = new StringBuilder("\"");
        text.codePoints()
                .limit(LONGEST_QUOTE)
                .map(c -> isPrintable(c) ? c : '?')
                .forEach(quote::appendCodePoint);
        boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
        return quote.append(cut ? "…\"" : "\"").toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
