package dealpayouts.cli;

import dealpayouts.doctor.CheckResult;
import dealpayouts.doctor.Findings;
import dealpayouts.routes.FencedContext;
import dealpayouts.routes.RouteCheck;
import dealpayouts.settings.SettingValues;
import dealpayouts.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

    private final Main main;
    private final Progress progress;

    private OperatorRoutes(Main main, Progress progress) {
        this.main = main;
        this.progress = progress;
    }

    /**
     * Starts them.
     *
     * @param beans what the routes name
     * @param progress is told whom is asked for what, and is closed before the findings are there
     */
    static OperatorRoutes start(OperatorSettings settings, OperatorBeans beans, Progress progress) {
        Path folder = settings.settings().routes().folder();
        Path routes = folder.resolve("operator");
        if (!Files.isDirectory(routes)) {
            throw new SettingsException(List.of(
                    "ROUTES_FOLDER names no folder with the routes of this command: there is no " + routes + "."));
        }
        RouteCheck.requireAllowed(folder);
        Main main = new Main() {
            @Override
            protected CamelContext createCamelContext() {
                // Where these routes stand, and nothing else does.
                FencedContext context = new FencedContext(beans.gate(progress::at), "file:" + folder + "/", Set.of());
                context.getCamelContextExtension().setRegistry(registry);
                return context;
            }
        };
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(settings.ofRoutes());
        main.setOverrideProperties(overrides(settings, folder));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                beans.bind(starting.getCamelContext().getRegistry());
            }
        });
        OperatorRoutes started = new OperatorRoutes(main, progress);
        try {
            main.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("The routes in " + routes + " cannot be used", e);
        }
    }

    private static Properties overrides(OperatorSettings settings, Path folder) {
        Properties overrides = new Properties();
        overrides.put("camel.main.routesIncludePattern", "file:" + folder + "/operator/*.camel.yaml");
        overrides.put("camel.component.kamelet.location", "file:" + folder + "/kamelets");
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
    List<CheckResult> findings(String route) {
        try (progress;
                ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
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
