package dealpayouts.settings;

import dealpayouts.kommo.DealDetails;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.PayoutField;
import dealpayouts.ledger.Ledger;
import dealpayouts.oauth.OAuthSettings;
import dealpayouts.remote.GateSettings;
import dealpayouts.remote.HttpGateway;
import dealpayouts.remote.Reach;
import dealpayouts.remote.Remote;
import dealpayouts.remote.Secret;
import dealpayouts.routes.Hash;
import dealpayouts.settings.SettingValues.Problem;
import dealpayouts.together.Together;
import dealpayouts.wise.Subscriptions;
import dealpayouts.work.WorkSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;

/**
 * Every setting that Java needs, checked before anything is opened.
 *
 * @param guide whether the guide's dialect of the Wise API is spoken
 * @param profileId the paying Wise profile; null for the only visible business profile
 * @param statusField the deal's field that shows the status; null when there is none
 * @param kommo where the facts of a payout are in Kommo
 * @param rules what the ledger has to know
 * @param dealDetails what Wise may want to know about a payment beside who gets how much
 * @param addresses where Kommo and Wise are
 * @param tokens with which they know us; empty texts for none
 * @param kommoOAuth how Kommo's token is obtained; null when it is a long-lived one
 * @param allowedHosts addresses of others that routes may call
 * @param gates when calls to them have to wait
 * @param together how much goes with one call
 * @param tracesTo where OpenTelemetry traces go; empty: nowhere
 * @param settingsWatchMs how often what the settings name is looked for in Kommo and Wise, in milliseconds
 * @param firstSweepMs how long after the start the sweeps begin, in milliseconds
 */
public record Settings(
        boolean guide,
        String wiseAddress,
        Long profileId,
        Long statusField,
        String sourceCurrency,
        KommoSettings kommo,
        Ledger.Rules rules,
        DealDetails dealDetails,
        String webhookSecret,
        LedgerSettings ledger,
        RoutesSettings routes,
        WorkSettings work,
        WiseWebhook wiseWebhook,
        Map<Remote, URI> addresses,
        Map<Remote, String> tokens,
        OAuthSettings kommoOAuth,
        List<URI> allowedHosts,
        HttpGateway.Limits limits,
        GateSettings gates,
        Together.Limits together,
        String tracesTo,
        long taskDueSeconds,
        long firstSweepMs,
        long settingsWatchMs,
        Listener http,
        Listener management) {

    /**
     * Where we listen.
     *
     * @param variable the setting that says so
     */
    public record Listener(String variable, String host, int port) {

        /** @throws SettingsException when somebody else has the port: Camel would start and serve nothing */
        public void requireFree() {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(host, port));
            } catch (IOException e) {
                throw new SettingsException(
                        List.of(variable + " " + port + " cannot be opened on " + host + ": " + e.getMessage() + "."));
            }
        }
    }

    /** Where the ledger is. */
    public record LedgerSettings(String url, String user, String password, int connections) {}

    /**
     * Where the routes are.
     *
     * @param folder with the route files
     * @param pollMs how often it is looked for changes, in milliseconds
     * @param classes of which routes may make beans, beside our own
     */
    public record RoutesSettings(Path folder, long pollMs, Set<String> classes) {}

    /**
     * How Wise reaches us.
     *
     * @param publicUrl our address from outside; empty when there is none
     * @param publicKeys PEM; Wise's own key when not set
     * @param secret shared secret of the guide's dialect; null otherwise
     * @param events subscriptions that should exist
     */
    public record WiseWebhook(String publicUrl, String publicKeys, String secret, String events) {}

    /** Whom we call, and what we do not tell. */
    public Reach reach() {
        List<Secret> secrets = new ArrayList<>();
        tokens.forEach((remote, token) -> secrets.add(new Secret("the token for " + remote.label(), token, null)));
        secrets.add(new Secret("the secret of Kommo's webhook", webhookSecret, Remote.KOMMO));
        if (wiseWebhook.secret() != null) {
            secrets.add(new Secret("the secret of Wise's events", wiseWebhook.secret(), null));
        }
        if (kommoOAuth != null) {
            secrets.add(new Secret("the secret of Kommo's integration", kommoOAuth.clientSecret(), null));
            secrets.add(new Secret("the key of Kommo's tokens", kommoOAuth.key(), null));
            secrets.add(new Secret("what Kommo's tokens descend from", kommoOAuth.given(), null));
        }
        secrets.add(new Secret("the password of the ledger", ledger.password(), null));
        return new Reach(addresses, tokens, allowedHosts, secrets, webhooks());
    }

    private Reach.Webhooks webhooks() {
        String url = wiseWebhook.publicUrl();
        return url.isEmpty()
                ? Reach.Webhooks.NONE
                : new Reach.Webhooks(
                        webhookSecret.isEmpty() ? "" : url + "/webhooks/kommo/" + webhookSecret,
                        url + "/webhooks/wise",
                        wiseWebhook.secret() == null ? "" : wiseWebhook.secret());
    }

    /** The ids of the fields that are set. */
    public Map<PayoutField, Long> fields() {
        Map<PayoutField, Long> ids = new EnumMap<>(PayoutField.class);
        put(ids, PayoutField.AMOUNT, kommo.amountField());
        put(ids, PayoutField.CURRENCY, kommo.currencyField());
        put(ids, PayoutField.RECIPIENT, kommo.recipientField());
        put(ids, PayoutField.TRANSFER, kommo.transferField());
        put(ids, PayoutField.STATUS, statusField);
        return ids;
    }

    private static void put(Map<PayoutField, Long> ids, PayoutField field, Long id) {
        if (id != null && id != 0) {
            ids.put(field, id);
        }
    }

    /** The same for the same settings that name something in Kommo or Wise, and for no others. */
    public String fingerprint() {
        String all = Arrays.asList(
                        addresses.get(Remote.KOMMO),
                        kommo.accountId(),
                        kommo.pipelineId(),
                        kommo.stageId(),
                        kommo.paidStageId(),
                        kommo.attentionStageId(),
                        fields(),
                        addresses.get(Remote.WISE),
                        profileId,
                        sourceCurrency)
                .toString();
        return Hash.of(all.getBytes(StandardCharsets.UTF_8));
    }

    /** Which events Wise is to send us, and where. */
    public Subscriptions subscriptions() {
        return new Subscriptions(
                wiseWebhook.publicUrl().isEmpty() ? "" : wiseWebhook.publicUrl() + "/webhooks/wise",
                wiseWebhook.events(),
                guide);
    }

    /**
     * Reads and checks what stands in {@code application.properties} and the environment.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     */
    public static Settings read(CamelContext context) {
        return orRefuse(readLeniently(context));
    }

    /** As {@link #read(CamelContext)}, but telling problems instead of refusing them. */
    public static Reading readLeniently(CamelContext context) {
        List<Problem> problems = new ArrayList<>(SettingNames.known().problemsHere());
        Reading reading = readLeniently(propertiesOf(context));
        problems.addAll(reading.problems());
        return new Reading(reading.settings(), problems);
    }

    /** The value of a key with the environment applied; null when it is not set or names a key that is not. */
    public static UnaryOperator<String> propertiesOf(CamelContext context) {
        return key -> {
            try {
                return context.resolvePropertyPlaceholders("{{?" + key + "}}");
            } catch (IllegalArgumentException namesAnotherKeyThatIsNotSet) {
                return null;
            }
        };
    }

    /**
     * Reads and checks everything.
     *
     * @param property the value of a key of {@code application.properties} with the environment applied; empty or null
     *     when it is not set
     * @throws SettingsException naming every setting that is missing or wrong
     */
    public static Settings read(UnaryOperator<String> property) {
        return orRefuse(readLeniently(property));
    }

    private static Settings orRefuse(Reading reading) {
        if (!reading.problems().isEmpty()) {
            throw new SettingsException(
                    reading.problems().stream().map(Problem::sentence).toList());
        }
        return reading.settings();
    }

    /**
     * What can be read of settings that need not be complete, for commands that help to complete them. In the place of
     * what is missing or wrong stands null, zero or an empty text.
     */
    public record Reading(Settings settings, List<Problem> problems) {}

    /** As {@link #read(UnaryOperator)}, but telling problems instead of refusing them. */
    public static Reading readLeniently(UnaryOperator<String> property) {
        SettingValues values = new SettingValues(property);
        return new Reading(new SettingsReader(values).settings(), values.problems());
    }
}
