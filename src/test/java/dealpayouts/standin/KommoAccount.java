package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.KommoErrors.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The account, its pipelines, its field definitions and its webhooks (Kommo reference §3.8, §9, §10). */
final class KommoAccount {

    private static final int MOST_WEBHOOKS = 100;
    private static final Pattern SETTING = Pattern.compile(
            "(add|update|delete|restore|responsible|note)_(lead|contact|company)|status_lead|(add|delete|responsible)_task|add_talk|add_message"
                    + "|add_chat_template_review");

    private final KommoWorld world;

    KommoAccount(KommoWorld world) {
        this.world = world;
    }

    Answer account(Call call) {
        ObjectNode account = Json.object(
                "id",
                KommoStandIn.ACCOUNT_ID,
                "name",
                "Northlight",
                "subdomain",
                KommoStandIn.SUBDOMAIN,
                "created_at",
                1700000000,
                "created_by",
                0,
                "updated_at",
                1759000000,
                "updated_by",
                0,
                "current_user_id",
                KommoWorld.TOKEN_USER,
                "country",
                "US",
                "currency",
                "USD",
                "currency_symbol",
                "$",
                "customers_mode",
                "unavailable",
                "is_unsorted_on",
                true,
                "is_helpbot_enabled",
                false,
                "is_technical_account",
                false,
                "contact_name_display_order",
                1,
                "_links",
                Hal.self(world.url + "/api/v4/account"));
        if (call.query("with").orElse("").contains("drive_url")) {
            account.put("drive_url", world.url);
        }
        return Hal.ok(account);
    }

    Answer pipelines(Call call) {
        ArrayNode pipelines = Json.array();
        KommoWorld.PIPELINES.forEach((id, stages) -> {
            ArrayNode statuses = Json.array();
            stages.forEach((stage, name) -> statuses.add(Json.object(
                    "id",
                    stage,
                    "name",
                    name,
                    "sort",
                    stage < 1000 ? 10000 + (stage.intValue() - 142) * 1000 : 10 + 10 * statuses.size(),
                    "is_editable",
                    stage > 1000 && stage != 67000001,
                    "pipeline_id",
                    id,
                    "color",
                    "#99ccff",
                    "type",
                    stage == 67000001 ? 1 : 0,
                    "account_id",
                    KommoStandIn.ACCOUNT_ID)));
            pipelines.add(Json.object(
                    "id",
                    id,
                    "name",
                    id == KommoStandIn.PIPELINE ? "Contractors" : "Sales",
                    "sort",
                    pipelines.size() + 1,
                    "is_main",
                    id == KommoStandIn.PIPELINE,
                    "is_unsorted_on",
                    id == KommoStandIn.PIPELINE,
                    "is_archive",
                    false,
                    "account_id",
                    KommoStandIn.ACCOUNT_ID,
                    "_embedded",
                    Json.object("statuses", statuses)));
        });
        ObjectNode body = Json.object("_total_items", pipelines.size());
        body.setAll(Hal.collection(world.url + "/api/v4/leads/pipelines", "pipelines", pipelines));
        return Hal.ok(body);
    }

    Answer fields(Call call) {
        return Hal.page(
                call,
                world.url,
                "custom_fields",
                world.fields.of(call.variable(0)),
                field -> field.definition(world.url));
    }

    Answer makeFields(Call call) {
        requireAdministrator();
        ArrayNode asked = Hal.array(call);
        ArrayNode answered = Json.array();
        List<KommoField> made = world.fields.make(call.variable(0), asked);
        for (int i = 0; i < made.size(); i++) {
            ObjectNode definition = made.get(i).definition(world.url);
            definition.put("request_id", Hal.requestId(asked.get(i), i));
            answered.add(definition);
            world.tell("field " + made.get(i).name() + " made");
        }
        return Answer.of(
                201,
                "application/hal+json",
                Json.write(Hal.collection(world.url + call.path(), "custom_fields", answered)));
    }

    private void requireAdministrator() {
        if (!world.administrator) {
            throw new Refusal(KommoErrors.problem(
                    403, "Forbidden", "You do not have sufficient rights for the requested action"));
        }
    }

    Answer subscribe(Call call) {
        requireAdministrator();
        ObjectNode body = Hal.object(call);
        String destination = body.path("destination").asText();
        List<Violation> violations = new ArrayList<>();
        if (!destination.matches("https?://.+")) {
            violations.add(new Violation("InvalidUrl", "destination", "This value is not a valid URL."));
        }
        Set<String> settings = new LinkedHashSet<>();
        JsonNode given = body.path("settings");
        for (int i = 0; i < given.size(); i++) {
            String setting = given.get(i).asText();
            settings.add(setting);
            if (!SETTING.matcher(setting).matches()) {
                violations.add(Violation.notSupportedChoice("settings." + i));
            }
        }
        if (settings.isEmpty()) {
            violations.add(new Violation("FieldMissing", "settings", "This field is missing."));
        }
        if (!violations.isEmpty()) {
            throw KommoErrors.violations("0", violations);
        }
        if (world.deliveries.subscriptions().size() >= MOST_WEBHOOKS
                && !world.deliveries.subscriptions().containsKey(destination)) {
            throw KommoErrors.unprocessable("Limit 100 webhooks per account");
        }
        return Hal.ok(
                world.deliveries.subscribe(destination, settings, world.now()).json());
    }

    Answer subscriptions(Call call) {
        requireAdministrator();
        String destination = call.query("filter[destination]").orElse(null);
        List<KommoSubscription> found = world.deliveries.subscriptions().values().stream()
                .filter(subscription -> destination == null || destination.equals(subscription.destination))
                .toList();
        return Hal.page(call, world.url, "webhooks", found, KommoSubscription::json);
    }

    Answer unsubscribe(Call call) {
        requireAdministrator();
        String destination = Hal.object(call).path("destination").asText();
        if (world.deliveries.subscriptions().remove(destination) == null) {
            throw KommoErrors.notFound("Webhook not found");
        }
        return Answer.empty(204);
    }
}
