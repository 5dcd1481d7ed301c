package dealpayouts.ledger;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The ledger's database cannot be opened. The message says why, as the rest of "… cannot be used: ", without a final stop. */
public final class UnusableLedgerException extends RuntimeException {

    /** SQLite's error codes. */
    private static final int READ_ONLY = 8;

    private static final int CORRUPT = 11;
    private static final int CANNOT_OPEN = 14;
    private static final int NO_DATABASE = 26;
    private static final int PRIMARY_CODE = 0xff;

    private UnusableLedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param file of a ledger on SQLite; null on PostgreSQL */
    static UnusableLedgerException of(Throwable failure, Path file) {
        if (failure instanceof UnusableLedgerException known) {
            return known;
        }
        return new UnusableLedgerException(words(failure, file), failure);
    }

    /**
     * What the database said, on one line.
     *
     * @param failure what was thrown, or what is behind it
     */
    public static String words(Throwable failure) {
        return words(failure, null);
    }

    private static String words(Throwable failure, Path file) {
        Throwable last = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnusableLedgerException known) {
                return known.getMessage();
            }
            last = t;
            if (t instanceof UncheckedIOException) {
                return oneLine(t);
            }
            if (t instanceof SQLException sql) {
                return file == null ? oneLine(t) : ofSqlite(sql, file);
            }
        }
        return oneLine(last);
    }

    private static String ofSqlite(SQLException failure, Path file) {
        return switch (failure.getErrorCode() & PRIMARY_CODE) {
            case NO_DATABASE -> file + " is no SQLite database; name another file, or move this one away";
            case CORRUPT -> file + " is a damaged SQLite database; put the last backup in its place";
            case CANNOT_OPEN -> file + " cannot be opened; see that this user may write there";
            case READ_ONLY -> file + " cannot be written; see that this user may write to it and to its folder";
            default -> file + ": " + oneLine(failure);
        };
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? "the database does not say why" : message;
        String line = text.replaceAll("\\s+", " ").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
