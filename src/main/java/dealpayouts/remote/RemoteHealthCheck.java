package dealpayouts.remote;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells how it stands with a remote. It is down while an operator has to do something, such as set another token; what goes
 * on by itself is only told. The product is ready all the while, as deliveries must be taken.
 */
public final class RemoteHealthCheck extends AbstractHealthCheck {

    private final RemoteGate gate;

    RemoteHealthCheck(RemoteGate gate) {
        super("deal-payouts", gate.remote().key());
        this.gate = gate;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("calls", gate.problem().orElse("ok"));
        if (gate.needsOperator()) {
            builder.message("An operator has to put something right").down();
        } else {
            builder.up();
        }
    }
}
