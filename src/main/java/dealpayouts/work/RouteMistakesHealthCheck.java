package dealpayouts.work;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells what is wrong in the routes that are in charge: work that meets it is repeated until the route is mended. It is
 * never down: deliveries must be taken meanwhile.
 */
public final class RouteMistakesHealthCheck extends AbstractHealthCheck {

    private final Failures failures;

    public RouteMistakesHealthCheck(Failures failures) {
        super("deal-payouts", "route-mistakes");
        this.failures = failures;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<Failures.Mistake> mistakes = failures.mistakes();
        if (!mistakes.isEmpty()) {
            builder.message("A route is wrong. Work that meets it is retried until the route is fixed");
        }
        for (int i = 0; i < mistakes.size(); i++) {
            Failures.Mistake mistake = mistakes.get(i);
            builder.detail(
                    "mistake." + (i + 1),
                    mistake.what() + ", " + mistake.times() + " times, last at " + mistake.last());
        }
        builder.up();
    }
}
