package dealpayouts.cli;

import dealpayouts.doctor.CheckResult;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.kommo.PayoutField;
import dealpayouts.ledger.IllegalTransitionException;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.TokenTable;
import dealpayouts.ledger.UnusableLedgerException;
import dealpayouts.oauth.RenewedTokens;
import dealpayouts.oauth.StoredToken;
import dealpayouts.remote.Reach;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteUnavailableException;
import dealpayouts.remote.Tokens;
import dealpayouts.settings.RouteSettings;
import dealpayouts.settings.SecretText;
import dealpayouts.settings.SettingNames;
import dealpayouts.settings.SettingValues.Problem;
import dealpayouts.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.dao.DataAccessException;

/**
 * The settings as a command sees them that helps to complete them.
 *
 * @param settings what is there; null, zero or empty where something is missing or wrong
 * @param problems what is missing or wrong
 * @param kommoToken empty when it is not set, or there is none for today
 * @param noKommoToken why there is none for today; null when there is one, or a setting of it is wrong
 * @param wiseToken empty when it is not set
 * @param ofRoutes the settings that routes find
 */
public record OperatorSettings(
        Settings settings,
        List<Problem> problems,
        String kommoToken,
        CheckResult noKommoToken,
        String wiseToken,
        Properties ofRoutes) {

    private static final Set<String> FOR_KOMMO = Set.of("kommo.subdomain", "kommo.base-url", "kommo.access-token");
    /** What has to be right before a token for a day can be looked for or asked for, beside {@link #FOR_KOMMO}. */
    private static final Set<String> FOR_TOKENS = Set.of(
            "kommo.client-secret",
            "kommo.redirect-uri",
            "kommo.authorization-code",
            "kommo.token-key",
            "ledger.url",
            "remote.connect-timeout-ms",
            "remote.response-timeout-ms");

    private static final Set<String> FOR_WISE = Set.of("wise.api", "wise.base-url", "wise.api-key");

    /** For a command that only looks: a token for a day is the running product's own. */
    public static OperatorSettings read() throws IOException {
        return read(OperatorSettings::storedToken);
    }

    /** For a command that comes before the first start: it asks for the first token for a day when there is none yet. */
    public static OperatorSettings readOrAskForToken() throws IOException {
        return read(OperatorSettings::firstToken);
    }

    private static OperatorSettings read(Function<Settings, TokenForADay> source) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(SettingNames.LOCATION);
            UnaryOperator<String> properties = Settings.propertiesOf(context);
            Settings.Reading reading = Settings.readLeniently(context);
            TokenForADay kommo = reading.settings().kommoOAuth() == null
                    ? new TokenForADay(SecretText.of(text(properties, "kommo.access-token")), null)
                    : tokenForADay(reading, source);
            return new OperatorSettings(
                    reading.settings(),
                    reading.problems(),
                    kommo.token(),
                    kommo.missing(),
                    SecretText.of(text(properties, "wise.api-key")),
                    RouteSettings.of(
                            context.getPropertiesComponent().loadProperties(), new Properties(), new Properties()));
        }
    }

    /**
     * A token, or why there is none.
     *
     * @param token empty when there is none
     * @param missing null when there is one, or the settings say already why not
     */
    private record TokenForADay(String token, CheckResult missing) {

        static TokenForADay none(String found, String toDo) {
            return new TokenForADay("", CheckResult.problem("Kommo token", found, toDo));
        }

        @Override
        public String toString() {
            return "TokenForADay[" + missing + "]";
        }
    }

    /** Whom the commands call, with the tokens as they are now. */
    public Reach reach() {
        Reach reach = settings.reach();
        if (settings.kommoOAuth() == null) {
            return reach;
        }
        Map<Remote, String> tokens = new EnumMap<>(reach.tokens());
        tokens.put(Remote.KOMMO, kommoToken);
        return new Reach(reach.remotes(), tokens, reach.others(), reach.secrets(), reach.webhooks());
    }

    private static TokenForADay tokenForADay(Settings.Reading reading, Function<Settings, TokenForADay> source) {
        if (reading.problems().stream()
                .map(Problem::key)
                .anyMatch(key -> FOR_TOKENS.contains(key) || FOR_KOMMO.contains(key))) {
            return new TokenForADay("", null);
        }
        try {
            return source.apply(reading.settings());
        } catch (IllegalTransitionException notReady) {
            return TokenForADay.none(UnusableLedgerException.words(notReady), "start the product");
        } catch (DataAccessException | UnusableLedgerException e) {
            return TokenForADay.none(
                    "LEDGER_URL cannot be used: " + UnusableLedgerException.words(e),
                    "see that it is reachable and that this user may write there");
        }
    }

    private static TokenForADay storedToken(Settings settings) {
        Settings.LedgerSettings ledger = settings.ledger();
        try (LedgerDatabase database = LedgerDatabase.openBeside(ledger.url(), ledger.user(), ledger.password())) {
            return storedToken(settings, new TokenTable(database))
                    .map(token -> new TokenForADay(token, null))
                    .orElseGet(() -> TokenForADay.none(
                            "The ledger holds no valid token for Kommo that KOMMO_TOKEN_KEY can read",
                            "start the product, which asks for one"));
        }
    }

    private static TokenForADay firstToken(Settings settings) {
        Settings.LedgerSettings ledger = settings.ledger();
        try (LedgerDatabase database =
                LedgerDatabase.openBesideOrMake(ledger.url(), ledger.user(), ledger.password())) {
            TokenTable table = new TokenTable(database);
            Tokens tokens = new RenewedTokens(
                    Remote.KOMMO, Tokens.fixed(Map.of()), table, settings.kommoOAuth(), Clock.systemUTC());
            return new TokenForADay(storedToken(settings, table).orElseGet(() -> tokens.token(Remote.KOMMO)), null);
        } catch (RemoteUnavailableException none) {
            return TokenForADay.none(none.getMessage(), none.isPassing() ? "try it again in a minute" : "");
        }
    }

    private static Optional<String> storedToken(Settings settings, TokenTable table) {
        return StoredToken.of(Remote.KOMMO, table, settings.kommoOAuth(), Instant.now());
    }

    private static String text(UnaryOperator<String> properties, String key) {
        String text = properties.apply(key);
        return text == null ? "" : text.strip();
    }

    /** Whether Kommo's address and token are there. */
    public boolean canAskKommo() {
        return !kommoToken.isEmpty() && problems.stream().noneMatch(problem -> FOR_KOMMO.contains(problem.key()));
    }

    /** Whether Wise's address and token are there. */
    public boolean canAskWise() {
        return problems.stream().noneMatch(problem -> FOR_WISE.contains(problem.key()));
    }

    /** The ids of the fields that are set. */
    public Map<PayoutField, Long> fields() {
        return settings.fields();
    }

    public KommoWebhook kommoWebhook() {
        return new KommoWebhook(settings.wiseWebhook().publicUrl(), settings.webhookSecret());
    }
}
