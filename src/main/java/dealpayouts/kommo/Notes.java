package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dealpayouts.json.Json;
import dealpayouts.ledger.Feedback;
import dealpayouts.money.StoredText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Variable;

/** Bean {@code notes}: the bodies of what is written to Kommo, and whether a note stands there already. */
public final class Notes {

    private static final int NO_CONTENT = 204;
    /** Kommo's clock and ours may differ by this much. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final boolean entityTypeInBody;

    /** @param entityTypeInBody the guide's note endpoint wants the entity type in the body (Kommo reference §7.1) */
    public Notes(boolean entityTypeInBody) {
        this.entityTypeInBody = entityTypeInBody;
    }

    /** The request for a plain note on the deal, without running its automation (Kommo reference §7.1). */
    public String request(@Variable("feedback") Feedback feedback, @Variable("note") String text) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("entity_id", feedback.dealId());
        if (entityTypeInBody) {
            note.put("entity_type", "leads");
        }
        note.put("note_type", "common");
        note.put("params", Map.of("text", text));
        note.put("is_need_to_trigger_digital_pipeline", false);
        return Json.write(List.of(note));
    }

    /**
     * Whether an earlier attempt, whose answer was lost, did write the note: notes have no key against duplicates
     * (Kommo reference §7.3).
     *
     * @param text the note
     * @param answer the deal's latest notes
     * @param code its HTTP status; 204 when there are none
     */
    public boolean isWritten(
            @Variable("feedback") Feedback feedback,
            @Variable("note") String text,
            @Variable("notesAnswer") String answer,
            @Variable("header:notesAnswer.CamelHttpResponseCode") int code) {
        if (code == NO_CONTENT) {
            return false;
        }
        long since = feedback.createdAt().minus(CLOCK_SKEW).getEpochSecond();
        for (JsonNode note : Json.list(answer, "_embedded", "notes")) {
            if (note.path("created_at").asLong() >= since
                    && StoredText.isSame(text, note.path("params").path("text").asText())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The request that sets fields of a deal or contact (Kommo reference §6.1).
     *
     * @param fields values by field id; those without a configured id or without a value are left out
     * @param deal the deal as it is after an attempt whose answer was lost; null when there was none
     * @return null when nothing is left to be set
     */
    public String fields(@Variable("fields") Map<String, ?> fields, @Variable("deal") String deal) {
        CustomFields now = CustomFields.of(deal == null ? MissingNode.getInstance() : Json.read(deal));
        List<Object> values = new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(f -> !f.getKey().isBlank() && f.getValue() != null)
                        .filter(f -> !isThere(String.valueOf(f.getValue()), now.value(Long.parseLong(f.getKey()))))
                        .map(f -> (Object) Map.of(
                                "field_id",
                                Long.valueOf(f.getKey()),
                                "values",
                                List.of(Map.of("value", String.valueOf(f.getValue())))))
                        .toList();
        return values.isEmpty() ? null : Json.write(Map.of("custom_fields_values", values));
    }

    private static boolean isThere(String value, Optional<String> now) {
        return now.filter(text -> StoredText.isSame(value, text)).isPresent();
    }
}
