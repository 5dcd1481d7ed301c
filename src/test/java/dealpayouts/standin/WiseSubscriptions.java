package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Webhook subscriptions of a profile, or of the guide's {@code scope} (Wise reference §12). */
final class WiseSubscriptions {

    private static final String SIGNATURE_TYPE = "SHA256_HMAC";

    private final WiseWorld world;
    private final Guard guard;
    private final Map<String, WiseSubscription> all;

    WiseSubscriptions(WiseWorld world, Guard guard) {
        this.world = world;
        this.guard = guard;
        this.all = world.deliveries.subscriptions();
    }

    Answer create(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        return create(WiseWorld.body(call), profile, null);
    }

    Answer createByScope(Call call) {
        JsonNode body = WiseWorld.body(call);
        JsonNode scope = body.path("scope");
        if (!"profile".equals(required(scope, "domain", "scope."))
                || !scope.path("id").asText().matches("\\d{1,18}")) {
            throw invalid("scope: Invalid scope");
        }
        long profile = world.profile(scope.path("id").asLong(), call.path()).id();
        JsonNode signature = body.path("delivery").path("signature");
        if (!SIGNATURE_TYPE.equals(required(signature, "type", "delivery.signature."))) {
            throw invalid("delivery.signature.type: Invalid signature type");
        }
        return create(body, profile, required(signature, "token", "delivery.signature."));
    }

    Answer list(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        ArrayNode found = Json.array();
        all.values().stream()
                .filter(subscription -> subscription.profileId() == profile)
                .forEach(subscription -> found.add(json(subscription)));
        return Answer.json(200, found);
    }

    Answer listAll(Call call) {
        ArrayNode found = Json.array();
        all.values().forEach(subscription -> found.add(json(subscription)));
        return Answer.json(200, found);
    }

    Answer get(Call call) {
        return Answer.json(200, json(existing(call)));
    }

    Answer delete(Call call) {
        all.remove(existing(call).id());
        return Answer.empty(204);
    }

    private Answer create(JsonNode body, long profile, String secretOrNull) {
        String name = required(body, "name", "");
        WiseEventType type = WiseEventType.of(required(body, "trigger_on", ""))
                .orElseThrow(() -> invalid("trigger_on: Invalid trigger"));
        JsonNode delivery = body.path("delivery");
        String version = required(delivery, "version", "delivery.");
        if (!type.comesIn(version, world.dialect)) {
            throw invalid("delivery.version: Invalid version");
        }
        String url = required(delivery, "url", "delivery.");
        if (!CallbackUrl.accepted(url, world.scenario.localCallbacks)) {
            throw invalid("delivery.url: Invalid delivery URL");
        }
        WiseSubscription made = new WiseSubscription(
                WiseDeliveries.newId(), profile, name, type.trigger, version, url, secretOrNull, world.now());
        if (!guard.unlocked(() -> world.deliveries.passesTest(made, type))) {
            throw WiseErrors.refusal(
                    422,
                    "INVALID_CALLBACK_URL",
                    "The callback URL did not answer the test notification with success.",
                    "delivery.url",
                    url);
        }
        all.put(made.id(), made);
        return Answer.json(200, json(made));
    }

    private WiseSubscription existing(Call call) {
        String id = call.variable(call.variables().size() - 1);
        WiseSubscription found = all.get(id);
        boolean ofProfile = world.dialect == Dialect.GUIDE
                || found != null
                        && found.profileId()
                                == world.profile(call.id(0), call.path()).id();
        if (found == null || !ofProfile) {
            throw WiseErrors.refusal(404, "SUBSCRIPTION_MISSING", "There is no such subscription.", "id", id);
        }
        return found;
    }

    private static ObjectNode json(WiseSubscription subscription) {
        return Json.object(
                "id",
                subscription.id(),
                "name",
                subscription.name(),
                "trigger_on",
                subscription.triggerOn(),
                "delivery",
                Json.object("version", subscription.version(), "url", subscription.url()),
                "scope",
                Json.object("domain", "profile", "id", Long.toString(subscription.profileId())),
                "created_by",
                Json.object("type", "user", "id", Long.toString(WiseWorld.USER)),
                "created_at",
                subscription.created().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String required(JsonNode object, String field, String prefix) {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw invalid(prefix + field + ": NotBlank");
        }
        return value.textValue();
    }

    private static Refusal invalid(String argument) {
        return new Refusal(WiseErrors.invalid(argument));
    }
}
