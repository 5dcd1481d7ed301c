package dealpayouts.cli;

import dealpayouts.ledger.OtherLedgerException;
import dealpayouts.ledger.UnusableLedgerException;
import dealpayouts.routes.Diagnostic;
import dealpayouts.routes.InvalidRoutesException;
import dealpayouts.settings.SettingsException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what kept the product from starting into sentences; the whole exception goes to the log at debug level. */
public final class StartFailure {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

    private static final int LONGEST = 400;

    /** As Java puts it before the message of a cause. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(?:[a-z][\\w$]*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: |\\b)");

    private StartFailure() {}

    public static List<String> explain(Exception failure) {
        LOG.debug("Start refused", failure);
        List<String> causes = new ArrayList<>();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SettingsException settings) {
                return settings.problems();
            }
            if (t instanceof OtherLedgerException other) {
                return List.of(other.getMessage());
            }
            if (t instanceof InvalidRoutesException refused) {
                return refused.findings().stream().map(Diagnostic::toString).toList();
            }
            if (t instanceof UnusableLedgerException || t instanceof SQLException) {
                return List.of("LEDGER_URL cannot be used: " + UnusableLedgerException.words(t) + ".");
            }
            sentence(t).ifPresent(causes::add);
        }
        return causes.isEmpty()
                ? List.of("It failed without a word; the log at debug level has the whole story.")
                : causes.stream().distinct().toList();
    }

    /** What was thrown, without names of classes: those are for the log. */
    private static Optional<String> sentence(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return Optional.of("There is no " + missing.getFile() + ".");
        }
        if (failure instanceof AccessDeniedException denied) {
            return Optional.of(denied.getFile() + " may not be read or written by this user.");
        }
        if (failure.getMessage() == null) {
            return Optional.empty();
        }
        String line = CLASS_NAME
                .matcher(failure.getMessage())
                .replaceAll("")
                .replaceAll("\\s+", " ")
                .strip();
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }
}
