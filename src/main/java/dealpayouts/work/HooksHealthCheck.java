package dealpayouts.work;

import dealpayouts.ledger.HookTable;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.dao.DataAccessException;

/** Tells which calls of the integration engineer's own routes were given up. It is never down: payouts go on without. */
public final class HooksHealthCheck extends AbstractHealthCheck {

    private static final int MOST = 5;

    private final HookTable hooks;

    public HooksHealthCheck(HookTable hooks) {
        super("deal-payouts", "hooks");
        this.hooks = hooks;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            long failures = hooks.failures();
            builder.detail("givenUp", failures);
            if (failures > 0) {
                builder.message(
                        "Calls of your own routes were given up; 'payouts retry DEAL --actor NAME' makes them again");
                List<HookTable.Call> latest = hooks.latestFailures(MOST);
                for (int i = 0; i < latest.size(); i++) {
                    HookTable.Call call = latest.get(i);
                    builder.detail("givenUp." + (i + 1), "deal " + call.dealId() + ": " + call.summary());
                }
            }
        } catch (DataAccessException ledgerAway) {
            builder.detail("givenUp", "not known, the ledger cannot be used");
        }
        builder.up();
    }
}
