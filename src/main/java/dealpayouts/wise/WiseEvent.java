package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What one verified delivery of Wise says (Wise reference §13). It is only a reason to look at Wise's records, so what is
 * missing is null and never an error.
 *
 * @param type the event's type, such as {@code transfers#state-change}
 * @param profileId the profile that it is about
 * @param transferId the transfer that it is about; null for balances
 * @param state the transfer's new state, for a change of state
 * @param occurredAt when it happened, as Wise says
 * @param facts what a re-read of the transfer does not tell: why a payout failed, what was refunded, which cases are open
 */
public record WiseEvent(
        String type, Long profileId, Long transferId, String state, Instant occurredAt, Map<String, String> facts) {

    public static final String STATE_CHANGE = "transfers#state-change";
    public static final String PAYOUT_FAILURE = "transfers#payout-failure";
    public static final String REFUND = "transfers#refund";
    public static final String ACTIVE_CASES = "transfers#active-cases";

    private static final Set<String> TRANSFER_EVENTS = Set.of(STATE_CHANGE, PAYOUT_FAILURE, REFUND, ACTIVE_CASES);
    private static final Set<String> BALANCE_EVENTS = Set.of("balances#credit", "balances#update");
    /** All events that are used. */
    public static final Set<String> KNOWN =
            Stream.of(TRANSFER_EVENTS, BALANCE_EVENTS).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST = 60;

    /**
     * Reads a verified body.
     *
     * @throws UnreadableAnswerException when it is no JSON object
     */
    public static WiseEvent read(byte[] body) {
        JsonNode event = Json.read(body == null ? null : new String(body, StandardCharsets.UTF_8));
        if (!event.isObject()) {
            throw new UnreadableAnswerException("the event is not a JSON object");
        }
        JsonNode data = event.path("data");
        JsonNode resource = data.path("resource");
        String type = text(event, "event_type");
        boolean transfer = TRANSFER_EVENTS.contains(type);
        Long id = id(resource, "id");
        // The guide has the state inside the resource (Wise reference §13).
        String state = text(data, "current_state");
        return new WiseEvent(
                type,
                resource.has("profile_id") ? id(resource, "profile_id") : id(data, "profile_id"),
                !transfer ? null : id != null ? id : id(data, "transfer_id"),
                state.isEmpty() ? text(resource, "current_state") : state,
                time(data, event),
                facts(data, resource));
    }

    /** Whether it is about a transfer. */
    public boolean isAboutTransfer() {
        return TRANSFER_EVENTS.contains(type);
    }

    /** Whether it says that a balance grew. */
    public boolean isCredit() {
        return BALANCE_EVENTS.contains(type) && "credit".equals(facts.get("transaction"));
    }

    /** What makes two deliveries the same event, besides the delivery's id (Wise reference §13). */
    public String key() {
        return String.join(
                "|",
                type,
                String.valueOf(transferId),
                state,
                String.valueOf(occurredAt),
                String.valueOf(facts.hashCode()));
    }

    private static Map<String, String> facts(JsonNode data, JsonNode resource) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "transaction", text(data, "transaction_type"));
        put(facts, "amount", data.path("amount").asText(""));
        put(facts, "code", text(data, "failure_reason_code"));
        put(facts, "description", text(data, "failure_description"));
        JsonNode refund = resource.path("refund_amount");
        Json.number(refund)
                .ifPresentOrElse(
                        amount -> put(facts, "refund", amount.toPlainString()),
                        () -> put(facts, "refundUnread", refund.isNull() ? "" : refund.asText("")));
        put(facts, "refundCurrency", text(resource, "refund_currency"));
        put(
                facts,
                "cases",
                StreamSupport.stream(data.path("active_cases").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")));
        return facts;
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.put(name, PlainText.fact(value));
        }
    }

    private static Instant time(JsonNode data, JsonNode event) {
        for (String text : new String[] {text(data, "occurred_at"), text(event, "sent_at")}) {
            try {
                Instant time = WiseTimes.read(text);
                if (!time.isBefore(Instant.EPOCH)) {
                    return time;
                }
            } catch (IllegalArgumentException unreadable) {
                continue;
            }
        }
        return null;
    }

    private static Long id(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return ID.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    private static String text(JsonNode node, String field) {
        return PlainText.of(node.path(field).asText(""), LONGEST);
    }
}
