package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.ledger.TransferDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code dealDetails}: what is to be told about a payment beside who gets how much, such as its purpose. */
public final class DealDetails {

    private final Map<String, Long> fields;
    private final Map<String, String> constants;

    /**
     * @param fields ids of the deal's fields, by the key of the detail
     * @param constants what holds for all deals, by the same keys
     */
    public DealDetails(Map<String, Long> fields, Map<String, String> constants) {
        this.fields = Map.copyOf(fields);
        this.constants = Map.copyOf(constants);
    }

    /**
     * Reads them as they stand; whether they are right is the provider's to say.
     *
     * @param deal the lead
     */
    public TransferDetails of(@Variable("deal") String deal) {
        if (fields.isEmpty()) {
            return new TransferDetails(Map.of(), constants);
        }
        JsonNode lead = Json.read(deal);
        Map<String, String> given = new LinkedHashMap<>();
        fields.forEach((key, id) -> CustomFields.of(lead).value(id).ifPresent(value -> given.put(key, value)));
        return new TransferDetails(given, constants);
    }
}
