package dealpayouts.app;

import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.dao.DataAccessException;

/** Ready only while the ledger can be used and is of this account: without it nothing may be acknowledged. */
final class LedgerHealthCheck extends AbstractHealthCheck {

    private final LedgerDatabase database;
    private final Ledger ledger;

    LedgerHealthCheck(LedgerDatabase database, Ledger ledger) {
        super("ledger");
        this.database = database;
        this.ledger = ledger;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            database.check();
            ledger.identity()
                    .problem()
                    .ifPresentOrElse(problem -> builder.message(problem).down(), builder::up);
        } catch (DataAccessException e) {
            builder.message("The ledger cannot be used").error(e).down();
        }
    }
}
