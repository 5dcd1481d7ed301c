package dealpayouts;

import dealpayouts.doctor.Finding;
import dealpayouts.doctor.Findings;
import dealpayouts.routes.FencedContext;
import dealpayouts.routes.RouteCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The routes of the commands that ask Kommo and Wise: those in {@code routes/operator} and the two kamelets, in a Camel of
 * their own. No port is opened and no durable work is started, and the settings may be incomplete.
 */
final class OperatorRoutes implements AutoCloseable {

    /** Without a value for these the kamelets do not start; nobody is called with what takes their place. */
    private static final List<String> NEEDED = List.of("kommo.subdomain");

    /** Where these routes stand, and nothing else does. */
    private static final String FILES = "file:routes/";

    private final Main main;

    private OperatorRoutes(Main main) {
        this.main = main;
    }

    /**
     * Starts them.
     *
     * @param beans what the routes name
     */
    static OperatorRoutes start(OperatorSettings settings, OperatorBeans beans) {
        RouteCheck.requireAllowed(Path.of("routes"));
        Main main = new Main() {
            @Override
            protected CamelContext createCamelContext() {
                FencedContext context = new FencedContext(beans.gate(), FILES, Set.of());
                context.getCamelContextExtension().setRegistry(registry);
                return context;
            }
        };
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(settings.ofRoutes());
        main.setOverrideProperties(overrides(settings));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                beans.bind(starting.getCamelContext().getRegistry());
            }
        });
        OperatorRoutes routes = new OperatorRoutes(main);
        try {
            main.start();
            return routes;
        } catch (Exception e) {
            routes.close();
            throw new IllegalStateException("The routes in routes/operator cannot be used", e);
        }
    }

    private static Properties overrides(OperatorSettings settings) {
        Properties overrides = new Properties();
        overrides.put("camel.main.routesIncludePattern", "file:routes/operator/*.camel.yaml");
        overrides.put("camel.component.kamelet.location", "file:routes/kamelets");
        overrides.put("camel.main.startupSummaryLevel", "off");
        overrides.put("camel.server.enabled", "false");
        overrides.put("camel.management.enabled", "false");
        overrides.put("camel.metrics.enabled", "false");
        settings.problems().stream()
                .map(SettingValues.Problem::key)
                .filter(NEEDED::contains)
                .forEach(missing -> overrides.put(missing, "not-set"));
        return overrides;
    }

    /** What the route has found; its body must be a finding or a list of them. */
    List<Finding> findings(String route) {
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            return Findings.of(template.requestBody("direct:" + route, null, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
