package dealpayouts.routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Ready while routes are in charge. A change that was refused does not make the product less ready; it stands in the
 * details until it is mended or undone.
 */
public final class RoutesHealthCheck extends AbstractHealthCheck {

    private final LiveRoutes routes;
    private final RouteWatch watch;

    public RoutesHealthCheck(LiveRoutes routes, RouteWatch watch) {
        super("routes");
        this.routes = routes;
        this.watch = watch;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<RouteFiles> files = routes.files();
        if (files.isEmpty()) {
            builder.message("No routes are running").down();
            return;
        }
        builder.detail("version", files.get().version());
        builder.detail("routes", routes.size());
        List<Diagnostic> findings = watch.findings();
        if (!findings.isEmpty()) {
            builder.message("A change of the routes is not taken");
            for (int i = 0; i < findings.size(); i++) {
                builder.detail("refused." + (i + 1), findings.get(i).toString());
            }
        }
        builder.up();
    }
}
