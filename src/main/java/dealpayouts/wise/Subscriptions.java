package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bean {@code subscriptions}: which events Wise sends to our address, and which it should (Wise reference §12). */
public final class Subscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final String address;
    private final List<Wanted> wanted;
    private final String guideSecret;

    /** An event and the version of its format. */
    private record Wanted(String event, String version) {}

    /**
     * @param address our address for Wise's deliveries; empty when nobody outside can reach us
     * @param wanted events with their versions, such as {@code transfers#state-change:4.0.0,…}
     * @param guideSecret the shared secret that the guide's subscription carries; null for Wise itself
     */
    public Subscriptions(String address, String wanted, String guideSecret) {
        this.address = address;
        this.guideSecret = guideSecret;
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
     * Which subscriptions are to be made; duplicates of existing ones are reported, because each makes Wise deliver twice.
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

    /**
     * How many subscriptions to our address there are for each event that is wanted.
     *
     * @param answer Wise's list of subscriptions
     */
    public Map<String, Long> existing(String answer) {
        Map<String, Long> existing = new LinkedHashMap<>();
        wanted.forEach(event -> existing.put(event.event(), 0L));
        for (JsonNode subscription : Json.list(answer)) {
            if (address.equals(subscription.path("delivery").path("url").asText())) {
                existing.computeIfPresent(subscription.path("trigger_on").asText(), (event, before) -> before + 1);
            }
        }
        return existing;
    }

    /** Where Wise is to send events. */
    public String address() {
        return address;
    }

    /** One line about a subscription that was asked for. */
    public String outcome(
            @Variable("subscriptionRequest") String request,
            @Variable("subscriptionAnswer") String answer,
            @Variable("header:subscriptionAnswer.CamelHttpResponseCode") int code) {
        String event = Json.read(request).path("trigger_on").asText();
        return code < 400 && names(answer, event)
                ? "Wise sends " + event + " to " + address
                : "Wise does not send " + event + ": "
                        + (code < 400
                                ? "its answer does not name the subscription."
                                : WiseProblems.read(code, null, answer).sentence());
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
        if (guideSecret != null) {
            delivery.put("signature", Map.of("type", "SHA256_HMAC", "token", guideSecret));
            request.put("scope", Map.of("domain", "profile", "id", String.valueOf(profileId)));
        }
        return request;
    }
}
