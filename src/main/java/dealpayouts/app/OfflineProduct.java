package dealpayouts.app;

import dealpayouts.http.WebhookServer;
import dealpayouts.kommo.KommoMessages;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.remote.HttpGateway;
import dealpayouts.remote.Tokens;
import dealpayouts.routes.Diagnostic;
import dealpayouts.routes.OfflineCheck;
import dealpayouts.routes.RouteFiles;
import dealpayouts.routes.RuntimeContext;
import dealpayouts.settings.RouteSettings;
import dealpayouts.settings.SettingNames;
import dealpayouts.settings.Settings;
import dealpayouts.settings.SettingsException;
import dealpayouts.work.Failures;
import dealpayouts.work.Work;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** Everything that routes find around them, without secrets, network and ledger: enough to check them, not to run them. */
public final class OfflineProduct implements AutoCloseable {

    /** No check depends on what these are, and nobody who checks a change has to know them. */
    private static final Map<String, String> SECRETS = Map.ofEntries(
            Map.entry("kommo.access-token", "not-needed-for-a-check"),
            Map.entry("kommo.client-id", ""),
            Map.entry("kommo.client-secret", ""),
            Map.entry("kommo.redirect-uri", ""),
            Map.entry("kommo.authorization-code", ""),
            Map.entry("kommo.refresh-token", ""),
            Map.entry("kommo.token-key", ""),
            Map.entry("kommo.webhook-secret", "not-needed-for-a-check"),
            Map.entry("wise.api-key", "not-needed-for-a-check"),
            Map.entry("wise.webhook-secret", "not-needed-for-a-check"),
            Map.entry("wise.webhook-public-keys", ""),
            Map.entry("ledger.url", "jdbc:sqlite::memory:"));

    /** What only the place where the product runs knows. */
    private static final Map<String, String> IDS = Map.of(
            "kommo.subdomain", "example",
            "kommo.payout-stage-id", "1",
            "kommo.payout-pipeline-id", "1",
            "cf.wise-account-id", "1",
            "cf.payout-amount", "2",
            "cf.payout-currency", "3");

    private final Settings settings;
    private final LedgerDatabase database;
    private final RuntimeContext surroundings;
    private final OfflineCheck check;

    /** @throws SettingsException when what stands in application.properties or the environment cannot be used */
    public OfflineProduct() {
        this(new Properties());
    }

    /** @param more settings that win over file and environment */
    public OfflineProduct(Properties more) {
        Properties overrides = new Properties();
        overrides.putAll(SECRETS);
        overrides.putAll(more);
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(SettingNames.LOCATION);
            context.build();
            IDS.forEach((key, value) -> {
                String set = context.resolvePropertyPlaceholders("{{?" + key + "}}");
                if (set == null || set.isBlank()) {
                    overrides.put(key, value);
                }
            });
            context.getPropertiesComponent().setOverrideProperties(overrides);
            settings = Settings.read(context);
            Clock clock = Clock.systemUTC();
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            database = LedgerDatabase.open(settings.ledger().url(), "", "", 1);
            Ledger ledger = new Ledger(
                    database,
                    new Work(database, settings.work(), clock),
                    clock,
                    settings.rules(),
                    new KommoMessages(settings.kommo()));
            HttpGateway gates = new HttpGateway(
                    settings.reach(),
                    Tokens.fixed(Map.of()),
                    settings.limits(),
                    settings.gates(),
                    ledger.closings(),
                    ledger.attempts(),
                    clock,
                    () -> meters);
            surroundings = new RuntimeContext(
                    RouteSettings.of(context.getPropertiesComponent().loadProperties(), overrides, new Properties()),
                    new Beans(
                            settings,
                            ledger,
                            OfflineProduct::call,
                            new Failures(clock, () -> null),
                            meters,
                            OpenTelemetry.noop(),
                            clock),
                    gates,
                    settings.routes().classes(),
                    null,
                    null,
                    ledger.routesAtWork());
            check = new OfflineCheck(surroundings, CalledRoutes.ALL, WebhookServer.WEBHOOKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Exchange call(String route, Map<String, Object> variables) {
        throw new IllegalStateException("No route is run for a check");
    }

    /** The folder that the settings name. */
    public Path routes() {
        return settings.routes().folder();
    }

    /** In which routes are checked, and in tests run. */
    public RuntimeContext surroundings() {
        return surroundings;
    }

    /** What keeps these files from being put in charge. */
    public List<Diagnostic> findings(RouteFiles files) {
        return check.findings(files);
    }

    @Override
    public void close() {
        database.close();
    }
}
