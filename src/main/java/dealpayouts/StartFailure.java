package dealpayouts;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what kept the product from starting into sentences; the whole exception goes to the log at debug level. */
final class StartFailure {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

    private StartFailure() {}

    static List<String> explain(Exception failure) {
        LOG.debug("Start refused", failure);
        List<String> causes = new ArrayList<>();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SettingsException settings) {
                return settings.problems();
            }
            if (t instanceof SQLException) {
                return List.of("LEDGER_URL cannot be used: " + firstLine(t) + ".");
            }
            causes.add(firstLine(t));
        }
        return causes.stream().distinct().toList();
    }

    private static String firstLine(Throwable t) {
        String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
