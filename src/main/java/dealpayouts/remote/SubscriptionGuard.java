package dealpayouts.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.util.HashSet;
import java.util.Set;

/**
 * Sees to it that Kommo and Wise are told to send to us and to nobody else: they hold what the fence keeps from other hosts.
 */
final class SubscriptionGuard {

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Reach.Webhooks ours;
    /** Ids of subscriptions to us in what Wise has listed last. */
    private volatile Set<String> listed = Set.of();

    SubscriptionGuard(Reach.Webhooks ours) {
        this.ours = ours;
    }

    /**
     * Judges a call.
     *
     * @return the body that is sent, with what only the remote gets to see
     * @throws RefusedCallException when the call would have something sent elsewhere, or end what is not ours
     */
    String complete(CallTable.Match call, String body) {
        switch (call.call().subscription()) {
            case NONE, LIST -> {}
            case KOMMO_WEBHOOK -> {
                JsonNode webhook = read(body);
                requireOnly(webhook, Set.of("destination", "settings", "sort"));
                requireOurs(webhook.path("destination"), ours.kommo());
            }
            case SUBSCRIPTION -> {
                JsonNode subscription = read(body);
                requireOnly(subscription, Set.of("name", "trigger_on", "delivery", "scope"));
                JsonNode delivery = subscription.path("delivery");
                requireOnly(delivery, Set.of("version", "url"));
                requireOurs(delivery.path("url"), ours.wise());
                if (!ours.wiseSecret().isEmpty()) {
                    ((ObjectNode) delivery)
                            .putObject("signature")
                            .put("type", "SHA256_HMAC")
                            .put("token", ours.wiseSecret());
                    return Json.write(subscription);
                }
            }
            case REMOVAL -> {
                if (!listed.contains(call.places().get(call.places().size() - 1))) {
                    throw new RefusedCallException(
                            "A subscription that Wise has not listed as one to us is not ended; the call is not sent");
                }
            }
        }
        return body;
    }

    /** Keeps which subscriptions are ours, when Wise has answered a call with its list. */
    void answered(CallTable.Match call, int status, String body) {
        if (call.call().subscription() != SubscriptionCall.LIST
                || status != 200
                || ours.wise().isEmpty()) {
            return;
        }
        Set<String> ids = new HashSet<>();
        try {
            for (JsonNode subscription : Json.list(body)) {
                if (ours.wise().equals(subscription.path("delivery").path("url").textValue())) {
                    ids.add(subscription.path("id").asText());
                }
            }
        } catch (UnreadableAnswerException e) {
            return;
        }
        listed = Set.copyOf(ids);
    }

    private static JsonNode read(String body) {
        try {
            return STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RefusedCallException(
                    "A call that has something sent by itself, with a body that is no plain JSON, is not sent");
        }
    }

    private static void requireOnly(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new RefusedCallException(
                        "A call that has something sent by itself may not say '" + name + "'; it is not sent");
            }
        });
    }

    private static void requireOurs(JsonNode address, String ours) {
        if (ours.isEmpty()) {
            throw new RefusedCallException(
                    "PUBLIC_URL is not set, so nobody is told to send us something; the call is not sent");
        }
        if (!ours.equals(address.textValue())) {
            throw new RefusedCallException(
                    "A call that has something sent to another address than ours below PUBLIC_URL is not sent");
        }
    }
}
