package dealpayouts;

import dealpayouts.ledger.OtherLedgerException;
import dealpayouts.routes.Finding;
import dealpayouts.routes.RefusedRoutesException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what kept the product from starting into sentences; the whole exception goes to the log at debug level. */
final class StartFailure {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

    private static final int LONGEST = 400;

    private StartFailure() {}

    static List<String> explain(Exception failure) {
        LOG.debug("Start refused", failure);
        List<String> causes = new ArrayList<>();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SettingsException settings) {
                return settings.problems();
            }
            if (t instanceof OtherLedgerException other) {
                return List.of(other.getMessage());
            }
            if (t instanceof RefusedRoutesException refused) {
                return refused.findings().stream().map(Finding::toString).toList();
            }
            if (t instanceof SQLException || t instanceof UncheckedIOException) {
                return List.of("LEDGER_URL cannot be used: " + oneLine(t));
            }
            causes.add(oneLine(t));
        }
        return causes.stream().distinct().toList();
    }

    private static String oneLine(Throwable t) {
        String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
