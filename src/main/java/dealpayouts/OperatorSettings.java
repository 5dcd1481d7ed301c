package dealpayouts;

import dealpayouts.SettingValues.Problem;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.kommo.PayoutField;
import java.io.IOException;
import java.util.EnumMap;
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
 * @param statusField where deals show their status; null when it is not set
 */
record OperatorSettings(
        Settings settings, List<Problem> problems, String kommoToken, String wiseToken, Long statusField) {

    private static final Set<String> FOR_KOMMO = Set.of("kommo.subdomain", "kommo.base-url", "kommo.access-token");
    private static final Set<String> FOR_WISE = Set.of("wise.api", "wise.base-url", "wise.api-key");

    static OperatorSettings read() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(Application.PROPERTIES);
            UnaryOperator<String> properties = Settings.propertiesOf(context);
            Settings.Reading reading = Settings.readLeniently(context);
            String status = text(properties, "cf.wise-status");
            return new OperatorSettings(
                    reading.settings(),
                    reading.problems(),
                    text(properties, "kommo.access-token"),
                    text(properties, "wise.api-key"),
                    status.matches("[0-9]{1,18}") ? Long.valueOf(status) : null);
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
        KommoSettings kommo = settings.rules().kommo();
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

    KommoWebhook kommoWebhook() {
        return new KommoWebhook(settings.wiseWebhook().publicUrl(), settings.webhookSecret());
    }
}
