package dealpayouts;

import dealpayouts.SettingValues.Problem;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.kommo.PayoutField;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.TokenTable;
import dealpayouts.oauth.StoredToken;
import dealpayouts.remote.Reach;
import dealpayouts.remote.Remote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The settings as a command sees them that helps to complete them.
 *
 * @param settings what is there; null, zero or empty where something is missing or wrong
 * @param problems what is missing or wrong
 * @param kommoToken empty when it is not set
 * @param wiseToken empty when it is not set
 * @param ofRoutes the settings that routes find
 */
record OperatorSettings(
        Settings settings, List<Problem> problems, String kommoToken, String wiseToken, Properties ofRoutes) {

    private static final Set<String> FOR_KOMMO = Set.of("kommo.subdomain", "kommo.base-url", "kommo.access-token");
    private static final Set<String> FOR_WISE = Set.of("wise.api", "wise.base-url", "wise.api-key");

    static OperatorSettings read() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(Application.PROPERTIES);
            UnaryOperator<String> properties = Settings.propertiesOf(context);
            Settings.Reading reading = Settings.readLeniently(context);
            List<Problem> problems = new ArrayList<>(reading.problems());
            return new OperatorSettings(
                    reading.settings(),
                    problems,
                    reading.settings().kommoOAuth() == null
                            ? SecretText.of(text(properties, "kommo.access-token"))
                            : storedToken(reading.settings(), problems),
                    SecretText.of(text(properties, "wise.api-key")),
                    RouteSettings.of(
                            context.getPropertiesComponent().loadProperties(), new Properties(), new Properties()));
        }
    }

    /** Whom the commands call, with the tokens as they are now. */
    Reach reach() {
        Reach reach = settings.reach();
        if (settings.kommoOAuth() == null) {
            return reach;
        }
        Map<Remote, String> tokens = new EnumMap<>(reach.tokens());
        tokens.put(Remote.KOMMO, kommoToken);
        return new Reach(reach.remotes(), tokens, reach.others(), reach.secrets(), reach.webhooks());
    }

    /** The running product's own; only it asks for new ones. */
    private static String storedToken(Settings settings, List<Problem> problems) {
        Settings.LedgerSettings ledger = settings.ledger();
        String token = "";
        if (problems.isEmpty()) {
            try (LedgerDatabase database = LedgerDatabase.openBeside(ledger.url(), ledger.user(), ledger.password())) {
                token = StoredToken.of(Remote.KOMMO, new TokenTable(database), settings.kommoOAuth())
                        .orElse("");
            } catch (RuntimeException e) {
                problems.add(new Problem("ledger.url", "The ledger cannot be read: " + e.getMessage()));
            }
        }
        if (token.isEmpty()) {
            problems.add(new Problem(
                    "kommo.access-token",
                    "The ledger holds no token for Kommo that KOMMO_TOKEN_KEY can read: start the product, which asks for"
                            + " one."));
        }
        return token;
    }

    private static String text(UnaryOperator<String> properties, String key) {
        String text = properties.apply(key);
        return text == null ? "" : text.strip();
    }

    /** Whether Kommo's address and token are there. */
    boolean canAskKommo() {
        return problems.stream().noneMatch(problem -> FOR_KOMMO.contains(problem.key()));
    }

    /** Whether Wise's address and token are there. */
    boolean canAskWise() {
        return problems.stream().noneMatch(problem -> FOR_WISE.contains(problem.key()));
    }

    /** The ids of the fields that are set. */
    Map<PayoutField, Long> fields() {
        return settings.fields();
    }

    KommoWebhook kommoWebhook() {
        return new KommoWebhook(settings.wiseWebhook().publicUrl(), settings.webhookSecret());
    }
}
