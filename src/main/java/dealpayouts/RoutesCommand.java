package dealpayouts;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dealpayouts.http.FrontDoor;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.remote.RemoteGates;
import dealpayouts.routes.Finding;
import dealpayouts.routes.OfflineCheck;
import dealpayouts.routes.RouteFiles;
import dealpayouts.routes.Surroundings;
import dealpayouts.work.Work;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be said of route files without the product running. */
@Command(name = "routes", mixinStandardHelpOptions = true, description = "Looks at route files")
final class RoutesCommand {

    /** No check depends on what these are, and nobody who checks a change has to know them. */
    private static final Map<String, String> SECRETS = Map.of(
            "kommo.access-token", "not-needed-for-a-check",
            "kommo.webhook-secret", "not-needed-for-a-check",
            "wise.api-key", "not-needed-for-a-check",
            "wise.webhook-secret", "not-needed-for-a-check",
            "wise.webhook-public-keys", "",
            "ledger.url", "jdbc:sqlite::memory:");

    /** What only the place where the product runs knows. */
    private static final Map<String, String> IDS = Map.of(
            "kommo.subdomain", "example",
            "kommo.payout-stage-id", "1",
            "cf.wise-account-id", "1",
            "cf.payout-amount", "2",
            "cf.payout-currency", "3");

    @Spec
    private CommandSpec spec;

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Checks route files as before they are put in charge; needs no network, ledger or secret")
    int check(
            @Parameters(
                            paramLabel = "FOLDER",
                            arity = "0..1",
                            description = "the folder with the route files; default: the setting routes.folder")
                    Path folder)
            throws IOException {
        // Of what goes on in the course of a check only the outcome is of interest.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        ((Logger) LoggerFactory.getLogger("org.apache.camel")).setLevel(Level.WARN);
        Properties overrides = new Properties();
        overrides.putAll(SECRETS);
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(Application.PROPERTIES);
            context.build();
            IDS.forEach((key, value) -> {
                if (context.resolvePropertyPlaceholders("{{?" + key + "}}") == null) {
                    overrides.put(key, value);
                }
            });
            context.getPropertiesComponent().setOverrideProperties(overrides);
            Settings settings = Settings.read(context);
            RouteFiles files =
                    RouteFiles.read(folder == null ? settings.routes().folder() : existing(folder));
            return report(files, findings(files, settings, context, overrides));
        }
    }

    private Path existing(Path folder) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        throw new CommandLine.ParameterException(spec.commandLine(), "There is no folder " + folder + ".");
    }

    private static List<Finding> findings(
            RouteFiles files, Settings settings, DefaultCamelContext context, Properties overrides) {
        Settings.LedgerSettings at = settings.ledger();
        Clock clock = Clock.systemUTC();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (LedgerDatabase database = LedgerDatabase.open(at.url(), at.user(), at.password(), at.connections())) {
            Ledger ledger = new Ledger(database, new Work(database, settings.work(), clock), clock, settings.rules());
            RemoteGates gates = new RemoteGates(
                    settings.addresses(), settings.limits(), settings.gates(), ledger.closings(), clock, () -> meters);
            Surroundings surroundings = new Surroundings(
                    context.getPropertiesComponent().loadProperties(),
                    overrides,
                    new Beans(settings, ledger, gates, meters, clock),
                    null,
                    null,
                    ledger.routesAtWork());
            return OfflineCheck.findings(files, surroundings, Work.ROUTES, FrontDoor.WEBHOOKS);
        }
    }

    private int report(RouteFiles files, List<Finding> findings) {
        if (findings.isEmpty()) {
            spec.commandLine().getOut().println(files.summary());
            return CommandLine.ExitCode.OK;
        }
        findings.forEach(spec.commandLine().getErr()::println);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
