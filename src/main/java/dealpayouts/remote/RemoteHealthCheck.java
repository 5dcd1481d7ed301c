package dealpayouts.remote;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Tells how it stands with a remote. It is never down: deliveries must be taken while a remote is away. */
public final class RemoteHealthCheck extends AbstractHealthCheck {

    private final RemoteGate gate;

    RemoteHealthCheck(RemoteGate gate) {
        super("deal-payouts", gate.remote().key());
        this.gate = gate;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("calls", gate.problem().orElse("ok")).up();
    }
}
