package dealpayouts.routes;

/**
 * Something in a route file that keeps it from being loaded.
 *
 * @param file its name; empty when it is about all of them
 * @param line counted from 1; 0 when it is not known
 * @param column counted from 1; 0 when it is not known
 * @param cause what is wrong, as a sentence
 * @param remedy what to do, as a sentence
 */
public record Diagnostic(String file, int line, int column, String cause, String remedy) {

    /** Whether both are about one line. */
    boolean isSamePlace(Diagnostic other) {
        return file.equals(other.file) && line == other.line;
    }

    /** Where, what, and what to do, in one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(", line ").append(line);
        }
        if (column > 0) {
            text.append(", column ").append(column);
        }
        if (!file.isEmpty()) {
            text.append(": ");
        }
        return text.append(cause).append(' ').append(remedy).toString();
    }
}
