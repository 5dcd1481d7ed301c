package dealpayouts.settings;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.util.IOHelper;

/**
 * The settings that routes find: those of {@code application.properties}, and those without a value there, as the
 * environment, Java's own properties and the overrides have them. None that is secret, or from which a secret could be read,
 * is among them.
 */
public final class RouteSettings {

    /** Settings of ours that have no line in application.properties to begin with. */
    private static final List<String> WITHOUT_DEFAULT = List.of(
            "kommo.subdomain", "kommo.payout-stage-id", "cf.wise-account-id", "cf.payout-amount", "cf.payout-currency");

    private static final Set<String> WITHHELD = Set.of("ledger.url", "ledger.user");
    private static final List<String> WITHHELD_GROUPS = List.of("otel.", "camel.vault.");
    private static final int SHORTEST_SECRET = 8;

    private RouteSettings() {}

    /**
     * Gathers them.
     *
     * @param file what stands in application.properties
     * @param overrides settings that win over it
     * @param fixed settings for Camel that nobody can change
     */
    public static Properties of(Properties file, Properties overrides, Properties fixed) {
        Properties own = new Properties();
        own.putAll(file);
        own.putAll(overrides);
        Set<String> keys = new TreeSet<>(own.stringPropertyNames());
        keys.addAll(WITHOUT_DEFAULT);
        List<String> secrets = SecretFiles.SECRETS.stream()
                .map(key -> value(key, own))
                .filter(value -> value != null && value.strip().length() >= SHORTEST_SECRET)
                .map(String::strip)
                .toList();
        Properties settings = new Properties();
        for (String key : keys) {
            String value = value(key, own);
            if (value != null && !isWithheld(key) && secrets.stream().noneMatch(value::contains)) {
                settings.put(key, value);
            }
        }
        settings.putAll(fixed);
        return settings;
    }

    private static boolean isWithheld(String key) {
        return SecretFiles.SECRETS.contains(key)
                || WITHHELD.contains(key)
                || WITHHELD_GROUPS.stream().anyMatch(key::startsWith);
    }

    /** In Camel's order. */
    private static String value(String key, Properties own) {
        String ofEnvironment = IOHelper.lookupEnvironmentVariable(key);
        String ofJava = ofEnvironment == null ? System.getProperty(key) : ofEnvironment;
        return ofJava == null ? own.getProperty(key) : ofJava;
    }
}
