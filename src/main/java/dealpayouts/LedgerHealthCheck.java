package dealpayouts;

import dealpayouts.ledger.LedgerDatabase;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.dao.DataAccessException;

/** Ready only while the ledger can be used: without it nothing may be acknowledged. */
final class LedgerHealthCheck extends AbstractHealthCheck {

    private final LedgerDatabase database;

    LedgerHealthCheck(LedgerDatabase database) {
        super("ledger");
        this.database = database;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            database.check();
            builder.up();
        } catch (DataAccessException e) {
            builder.message("The ledger cannot be used").error(e).down();
        }
    }
}
