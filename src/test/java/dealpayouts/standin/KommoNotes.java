package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.KommoErrors.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Notes and tasks (§7 and 8). Neither is idempotent: a repeated POST makes another one. */
final class KommoNotes {

    private static final Set<String> NOTE_TYPES = Set.of(
            "common",
            "service_message",
            "extended_service_message",
            "attachment",
            "call_in",
            "call_out",
            "sms_in",
            "sms_out",
            "geolocation");
    private static final Set<String> WITH_SERVICE = Set.of("service_message", "extended_service_message");

    private final KommoWorld world;

    KommoNotes(KommoWorld world) {
        this.world = world;
    }

    Answer addToLeads(Call call) {
        return add(Hal.array(call), "leads");
    }

    Answer addToContacts(Call call) {
        return add(Hal.array(call), "contacts");
    }

    /** The guide's own call: the entity's type is in the body, one note may come without the array. */
    Answer addAsInGuide(Call call) {
        JsonNode body = Json.read(call.body()).orElse(null);
        ArrayNode items = body instanceof ObjectNode ? Json.array(body) : Hal.array(call);
        return add(items, items.get(0).path("entity_type").asText("leads"));
    }

    Answer ofLead(Call call) {
        List<String> types = call.queryList("filter[note_type]");
        List<ObjectNode> found = new ArrayList<>(world.notes.stream()
                .filter(note -> note.path("entity_type").asText().equals("leads")
                        && note.path("entity_id").asLong() == call.id(0))
                .filter(note ->
                        types.isEmpty() || types.contains(note.path("note_type").asText()))
                .toList());
        if (call.query("order[id]").orElse("asc").equals("desc")) {
            Collections.reverse(found);
        }
        return Hal.page(call, world.url, "notes", found, note -> note.deepCopy().without("entity_type"));
    }

    Answer addTasks(Call call) {
        ArrayNode items = Hal.array(call);
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            List<Violation> violations = new ArrayList<>();
            require(item.path("text").isTextual() && !item.path("text").asText().isBlank(), "text", violations);
            require(item.path("complete_till").isIntegralNumber(), "complete_till", violations);
            if (item.has("entity_id") && !exists(item.path("entity_type").asText(), item.path("entity_id"))) {
                violations.add(Violation.notSupportedChoice("entity_id"));
            }
            refuse(item, i, violations);
        }
        ArrayNode answers = Json.array();
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            long id = world.nextTaskId();
            ObjectNode task = Json.object(
                    "id",
                    id,
                    "created_by",
                    KommoWorld.TOKEN_USER,
                    "updated_by",
                    KommoWorld.TOKEN_USER,
                    "created_at",
                    world.now(),
                    "updated_at",
                    world.now(),
                    "responsible_user_id",
                    item.path("responsible_user_id").asLong(KommoWorld.TOKEN_USER),
                    "group_id",
                    0,
                    "entity_id",
                    item.get("entity_id"),
                    "entity_type",
                    item.get("entity_type"),
                    "duration",
                    0,
                    "is_completed",
                    false,
                    "task_type_id",
                    item.path("task_type_id").asInt(1),
                    "text",
                    world.storing.kept(item.path("text").asText()),
                    "result",
                    Json.array(),
                    "complete_till",
                    item.get("complete_till"),
                    "account_id",
                    KommoStandIn.ACCOUNT_ID,
                    "_links",
                    Hal.self(world.url + "/api/v4/tasks/" + id));
            world.tasks.put(id, task);
            world.tell("task on deal " + item.path("entity_id").asText() + ": "
                    + item.path("text").asText());
            answers.add(Json.object("id", id, "request_id", Hal.requestId(item, i), "_links", task.get("_links")));
        }
        return Hal.ok(Hal.collection(world.url + "/api/v4/tasks", "tasks", answers));
    }

    Answer tasks(Call call) {
        List<String> entities = call.queryList("filter[entity_id]");
        List<String> ids = call.queryList("filter[id]");
        String entityType = call.query("filter[entity_type]").orElse(null);
        if (!entities.isEmpty() && entityType == null) {
            throw KommoErrors.badRequest("filter[entity_id] needs filter[entity_type]");
        }
        String completed = call.query("filter[is_completed]").orElse(null);
        List<ObjectNode> found = world.tasks.values().stream()
                .filter(task -> entityType == null
                        || entityType.equals(task.path("entity_type").asText()))
                .filter(task -> entities.isEmpty()
                        || entities.contains(task.path("entity_id").asText()))
                .filter(task -> ids.isEmpty() || ids.contains(task.path("id").asText()))
                .filter(task -> completed == null
                        || task.path("is_completed").asBoolean() == (completed.equals("1") || completed.equals("true")))
                .toList();
        return Hal.page(call, world.url, "tasks", found, task -> task);
    }

    Answer patchTask(Call call) {
        ObjectNode body = Hal.object(call);
        ObjectNode task = world.tasks.get(call.id(0));
        if (task == null) {
            throw KommoErrors.notFound("Task " + call.id(0) + " not found");
        }
        for (String field :
                List.of("is_completed", "text", "complete_till", "result", "responsible_user_id", "task_type_id")) {
            if (body.hasNonNull(field)) {
                task.set(field, body.get(field));
            }
        }
        task.put("updated_at", world.now());
        return Hal.ok(Hal.collection(
                world.url + "/api/v4/tasks",
                "tasks",
                Json.array(Json.object("id", call.id(0), "updated_at", world.now(), "_links", task.get("_links")))));
    }

    private Answer add(ArrayNode items, String entityType) {
        for (int i = 0; i < items.size(); i++) {
            refuse(items.get(i), i, noteViolations(items.get(i), entityType));
        }
        ArrayNode answers = Json.array();
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            long id = world.nextNoteId();
            long entity = item.path("entity_id").asLong();
            ObjectNode links = Hal.self(world.url + "/api/v4/" + entityType + "/" + entity + "/notes/" + id);
            long by = item.path("created_by").asLong(KommoWorld.TOKEN_USER);
            world.notes.add(Json.object(
                    "id",
                    id,
                    "entity_id",
                    entity,
                    "entity_type",
                    entityType,
                    "created_by",
                    by,
                    "updated_by",
                    by,
                    "created_at",
                    world.now(),
                    "updated_at",
                    world.now(),
                    "responsible_user_id",
                    KommoWorld.MANAGER,
                    "group_id",
                    0,
                    "note_type",
                    item.get("note_type"),
                    "params",
                    kept(item.path("params")),
                    "account_id",
                    KommoStandIn.ACCOUNT_ID,
                    "_links",
                    links));
            world.tell("note on " + (entityType.equals("leads") ? "deal " : "contact ") + entity + ": "
                    + item.at("/params/text").asText());
            answers.add(
                    Json.object("id", id, "entity_id", entity, "request_id", Hal.requestId(item, i), "_links", links));
        }
        return Hal.ok(Hal.collection(world.url + "/api/v4/" + entityType + "/notes", "notes", answers));
    }

    private JsonNode kept(JsonNode params) {
        JsonNode kept = params.deepCopy();
        if (params.path("text").isTextual()) {
            ((ObjectNode) kept)
                    .put("text", world.storing.kept(params.path("text").textValue()));
        }
        return kept;
    }

    private List<Violation> noteViolations(JsonNode note, String entityType) {
        List<Violation> violations = new ArrayList<>();
        String type = note.path("note_type").asText();
        if (!NOTE_TYPES.contains(type)) {
            violations.add(Violation.notSupportedChoice("note_type"));
        }
        if (!exists(entityType, note.path("entity_id"))) {
            violations.add(Violation.notSupportedChoice("entity_id"));
        }
        if (type.equals("common") || WITH_SERVICE.contains(type)) {
            require(
                    note.at("/params/text").isTextual()
                            && !note.at("/params/text").asText().isBlank(),
                    "params.text",
                    violations);
        }
        if (WITH_SERVICE.contains(type)) {
            require(note.at("/params/service").isTextual(), "params.service", violations);
        }
        return violations;
    }

    private boolean exists(String entityType, JsonNode id) {
        return id.isIntegralNumber()
                && switch (entityType) {
                    case "leads" -> world.leads.containsKey(id.longValue());
                    case "contacts" -> world.contacts.containsKey(id.longValue());
                    default -> false;
                };
    }

    private static void require(boolean given, String path, List<Violation> violations) {
        if (!given) {
            violations.add(new Violation("FieldMissing", path, "This field is missing."));
        }
    }

    private static void refuse(JsonNode item, int index, List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw KommoErrors.violations(Hal.requestId(item, index), violations);
        }
    }
}
