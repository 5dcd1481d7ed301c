package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code subscriptions}: which events Wise sends to our address, and which it should (Wise reference §12). */
public final class Subscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final int NOT_FOUND = 404;
    /** It becomes part of a path. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final String address;
    private final List<Wanted> wanted;
    private final boolean guide;

    /** An event and the version of its format. */
    private record Wanted(String event, String version) {}

    /**
     * @param address our address for Wise's deliveries; empty when nobody outside can reach us
     * @param wanted events with their versions, such as {@code transfers#state-change:4.0.0,…}
     * @param guide whether the guide's dialect is spoken; the gate adds its shared secret, which no route gets to see
     */
    public Subscriptions(String address, String wanted, boolean guide) {
        this.address = address;
        this.guide = guide;
        this.wanted = Stream.of(wanted.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(item -> item.split(":", 2))
                .map(item -> new Wanted(item[0], item[1]))
                .toList();
    }

    /** Whether Wise can reach us at all. */
    public boolean isReachable() {
        return !address.isEmpty();
    }

    /**
     * Which subscriptions are to be made: also where there is one in another version, which goes once this one is there.
     * Duplicates of existing ones are reported, because each makes Wise deliver twice.
     *
     * @param answer Wise's list of subscriptions
     * @return one request for each that is missing
     */
    public List<String> missing(@Variable("profileId") long profileId, @Variable("subscriptionsAnswer") String answer) {
        List<String> requests = new ArrayList<>();
        Map<String, Long> all = existing(answer);
        for (Wanted event : wanted) {
            long existing = all.get(event.event());
            if (existing == 0) {
                requests.add(Json.write(request(event, profileId)));
            } else if (existing > 1) {
                LOG.warn(
                        "Wise has {} subscriptions for {} to {}; delete all but one in Wise",
                        existing,
                        event.event(),
                        address);
            }
        }
        return requests;
    }

    /** Whether the list has to be read again, because something was asked for since. */
    public boolean isListOld(@Variable("requests") List<String> requests) {
        return !requests.isEmpty();
    }

    /**
     * How many subscriptions to our address there are for each event, in the version that is wanted.
     *
     * @param answer Wise's list of subscriptions
     */
    public Map<String, Long> existing(String answer) {
        Map<String, Long> existing = new LinkedHashMap<>();
        wanted.forEach(event -> existing.put(event.event(), 0L));
        for (JsonNode subscription : ours(answer)) {
            if (wanted.contains(kind(subscription))) {
                existing.merge(kind(subscription).event(), 1L, Long::sum);
            }
        }
        return existing;
    }

    /**
     * Which subscriptions have done their duty: in another version than the wanted one, which is there, too.
     *
     * @param answer Wise's list of subscriptions
     * @return their ids
     */
    public List<String> outdated(@Variable("subscriptionsAnswer") String answer) {
        Map<String, Long> existing = existing(answer);
        return ours(answer).stream()
                .filter(subscription -> existing.getOrDefault(kind(subscription).event(), 0L) > 0)
                .filter(subscription -> !wanted.contains(kind(subscription)))
                .map(subscription -> subscription.path("id").asText())
                .filter(id -> ID.matcher(id).matches())
                .toList();
    }

    /** One line about a subscription that was to go. */
    public String removal(
            @Variable("subscriptionId") String id,
            @Variable("removalAnswer") String answer,
            @Variable("header:removalAnswer.CamelHttpResponseCode") int code,
            @Variable("header:removalAnswer.Content-Type") String contentType) {
        return code < 400 || code == NOT_FOUND
                ? "Wise's subscription " + id + " in another version is replaced"
                : "Wise's subscription " + id + " in another version stays, so events come twice: "
                        + WiseProblems.read(code, contentType, answer).sentence();
    }

    private List<JsonNode> ours(String answer) {
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode subscription : Json.list(answer)) {
            if (address.equals(subscription.path("delivery").path("url").asText())) {
                ours.add(subscription);
            }
        }
        return ours;
    }

    private static Wanted kind(JsonNode subscription) {
        return new Wanted(
                subscription.path("trigger_on").asText(),
                subscription.path("delivery").path("version").asText());
    }

    /** Where Wise is to send events. */
    public String address() {
        return address;
    }

    /** One line about a subscription that was asked for. */
    public String outcome(
            @Variable("subscriptionRequest") String request,
            @Variable("subscriptionAnswer") String answer,
            @Variable("header:subscriptionAnswer.CamelHttpResponseCode") int code,
            @Variable("header:subscriptionAnswer.Content-Type") String contentType) {
        String event = Json.read(request).path("trigger_on").asText();
        return code < 400 && names(answer, event)
                ? "Wise sends " + event + " to " + address
                : "Wise does not send " + event + ": "
                        + (code < 400
                                ? "its answer does not name the subscription."
                                : WiseProblems.read(code, contentType, answer).sentence());
    }

    /**
     * Whether an answer names the subscription that was asked for; what it does not name has to be looked up.
     *
     * @param event what it is to be sent for
     */
    public static boolean names(String answer, String event) {
        try {
            JsonNode made = Json.read(answer);
            return !made.path("id").asText().isEmpty()
                    && event.equals(made.path("trigger_on").asText());
        } catch (UnreadableAnswerException page) {
            return false;
        }
    }

    private Map<String, Object> request(Wanted event, long profileId) {
        Map<String, Object> delivery = new LinkedHashMap<>();
        delivery.put("version", event.version());
        delivery.put("url", address);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", "deal-payouts " + event.event());
        request.put("trigger_on", event.event());
        request.put("delivery", delivery);
        if (guide) {
            request.put("scope", Map.of("domain", "profile", "id", String.valueOf(profileId)));
        }
        return request;
    }
}
