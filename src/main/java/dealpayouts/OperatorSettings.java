package dealpayouts;

import dealpayouts.SettingValues.Problem;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.kommo.PayoutField;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
 */
record OperatorSettings(Settings settings, List<Problem> problems, String kommoToken, String wiseToken) {

    private static final Set<String> FOR_KOMMO = Set.of("kommo.subdomain", "kommo.base-url", "kommo.access-token");
    private static final Set<String> FOR_WISE = Set.of("wise.api", "wise.base-url", "wise.api-key");

    static OperatorSettings read() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(Application.PROPERTIES);
            UnaryOperator<String> properties = Settings.propertiesOf(context);
            Settings.Reading reading = Settings.readLeniently(context);
            return new OperatorSettings(
                    reading.settings(),
                    reading.problems(),
                    text(properties, "kommo.access-token"),
                    text(properties, "wise.api-key"));
        }
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
