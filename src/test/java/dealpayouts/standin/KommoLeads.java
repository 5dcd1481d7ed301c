package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.KommoErrors.Violation;
import dealpayouts.standin.KommoWorld.Entity;
import dealpayouts.standin.KommoWorld.Lead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Leads and contacts (Kommo reference §4 to §6). */
final class KommoLeads {

    private static final long FIRST_TAG = 2100;

    private static final long LARGEST_PRICE = Integer.MAX_VALUE;
    private static final String STAGE_FILTER = "filter[statuses][0]";

    private final KommoWorld world;

    KommoLeads(KommoWorld world) {
        this.world = world;
    }

    Answer get(Call call) {
        Lead lead = world.leads.get(call.id(0));
        return lead == null ? Answer.empty(204) : Hal.ok(json(lead, with(call, "contacts")));
    }

    Answer list(Call call) {
        List<String> ids = call.queryList("filter[id]");
        Predicate<Lead> wanted = stageFilter(call)
                .and(lead -> ids.isEmpty() || ids.contains(Long.toString(lead.id)))
                .and(lead -> call.query("filter[updated_at][from]")
                        .map(from -> lead.updatedAt >= Long.parseLong(from))
                        .orElse(true))
                .and(lead -> call.query("filter[updated_at][to]")
                        .map(to -> lead.updatedAt <= Long.parseLong(to))
                        .orElse(true));
        boolean withContacts = with(call, "contacts");
        List<Lead> found =
                world.leads.values().stream().filter(wanted).sorted(order(call)).toList();
        return Hal.page(call, world.url, "leads", found, lead -> json(lead, withContacts));
    }

    Answer patch(Call call) {
        ObjectNode body = Hal.object(call);
        Lead lead = lead(call.id(0), "0");
        Map<Long, ArrayNode> fields = checked(body, "0", lead);
        apply(body, lead, fields);
        return written("/api/v4/leads", "leads", Json.array(brief(lead)));
    }

    Answer patchAll(Call call) {
        ArrayNode items = Hal.array(call);
        List<Lead> leads = new ArrayList<>();
        List<Map<Long, ArrayNode>> fields = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String requestId = Hal.requestId(items.get(i), i);
            Lead lead = lead(items.get(i).path("id").asLong(), requestId);
            leads.add(lead);
            fields.add(checked(items.get(i), requestId, lead));
        }
        ArrayNode answers = Json.array();
        for (int i = 0; i < items.size(); i++) {
            apply(items.get(i), leads.get(i), fields.get(i));
            answers.add(brief(leads.get(i)).put("request_id", Hal.requestId(items.get(i), i)));
        }
        return written("/api/v4/leads", "leads", answers);
    }

    Answer getContact(Call call) {
        Entity contact = world.contacts.get(call.id(0));
        return contact == null ? Answer.empty(204) : Hal.ok(contactJson(contact, with(call, "leads")));
    }

    Answer listContacts(Call call) {
        List<String> ids = call.queryList("filter[id]");
        boolean withLeads = with(call, "leads");
        List<Entity> found = world.contacts.values().stream()
                .filter(contact -> ids.isEmpty() || ids.contains(Long.toString(contact.id)))
                .sorted(Comparator.comparingLong(contact -> contact.id))
                .toList();
        return Hal.page(call, world.url, "contacts", found, contact -> contactJson(contact, withLeads));
    }

    Answer patchContact(Call call) {
        ObjectNode body = Hal.object(call);
        Entity contact = contact(call.id(0), "0");
        applyToContact(body, contact, checkedOfContact(body, "0"));
        return written("/api/v4/contacts", "contacts", Json.array(briefOfContact(contact)));
    }

    Answer patchAllContacts(Call call) {
        ArrayNode items = Hal.array(call);
        List<Entity> contacts = new ArrayList<>();
        List<Map<Long, ArrayNode>> fields = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String requestId = Hal.requestId(items.get(i), i);
            contacts.add(contact(items.get(i).path("id").asLong(), requestId));
            fields.add(checkedOfContact(items.get(i), requestId));
        }
        ArrayNode answers = Json.array();
        for (int i = 0; i < items.size(); i++) {
            applyToContact(items.get(i), contacts.get(i), fields.get(i));
            answers.add(briefOfContact(contacts.get(i)).put("request_id", Hal.requestId(items.get(i), i)));
        }
        return written("/api/v4/contacts", "contacts", answers);
    }

    private Map<Long, ArrayNode> checkedOfContact(JsonNode body, String requestId) {
        List<Violation> violations = new ArrayList<>();
        Map<Long, ArrayNode> fields = fields(body, "contacts", violations);
        refuse(requestId, violations);
        return fields;
    }

    private void applyToContact(JsonNode body, Entity contact, Map<Long, ArrayNode> fields) {
        fields.forEach(contact::field);
        contact.name = body.path("name").asText(contact.name);
        contact.updatedAt = world.now();
        contact.updatedBy = body.path("updated_by").asLong(KommoWorld.TOKEN_USER);
        fields.keySet()
                .forEach(id -> world.tell(
                        "contact " + contact.id + " " + world.fields.byId(id).name() + " = " + contact.text(id)));
    }

    private ObjectNode briefOfContact(Entity contact) {
        return brief(contact).put("name", contact.name).put("is_unsorted", false);
    }

    private Entity contact(long id, String requestId) {
        Entity contact = world.contacts.get(id);
        if (contact == null) {
            throw KommoErrors.notFound("Contact " + id + " not found (request " + requestId + ")");
        }
        return contact;
    }

    private Lead lead(long id, String requestId) {
        Lead lead = world.leads.get(id);
        if (lead == null) {
            throw KommoErrors.notFound("Lead " + id + " not found (request " + requestId + ")");
        }
        return lead;
    }

    private Map<Long, ArrayNode> checked(JsonNode body, String requestId, Lead lead) {
        List<Violation> violations = new ArrayList<>();
        if (body.has("status_id") || body.has("pipeline_id")) {
            long pipeline = body.path("pipeline_id").asLong(lead.pipeline);
            long status = body.path("status_id").asLong(lead.status);
            if (!KommoWorld.PIPELINES.containsKey(pipeline)) {
                violations.add(Violation.notSupportedChoice("pipeline_id"));
            } else if (!KommoWorld.hasStage(pipeline, status)) {
                violations.add(Violation.notSupportedChoice("status_id"));
            }
        }
        JsonNode price = body.path("price");
        if (!price.isMissingNode() && !(price.isNumber() && price.asLong() <= LARGEST_PRICE)) {
            violations.add(new Violation("InvalidType", "price", "This value should be of type int."));
        }
        Map<Long, ArrayNode> fields = fields(body, "leads", violations);
        refuse(requestId, violations);
        return fields;
    }

    private void apply(JsonNode body, Lead lead, Map<Long, ArrayNode> fields) {
        fields.forEach(lead::field);
        lead.name = body.path("name").asText(lead.name);
        lead.price = body.path("price").asLong(lead.price);
        lead.responsible = body.path("responsible_user_id").asLong(lead.responsible);
        fields.keySet()
                .forEach(id -> world.tell(
                        "deal " + lead.id + " " + world.fields.byId(id).name() + " = " + lead.text(id)));
        world.changed(
                lead,
                body.path("pipeline_id").asLong(lead.pipeline),
                body.path("status_id").asLong(lead.status),
                body.path("updated_by").asLong(KommoWorld.TOKEN_USER));
    }

    private Map<Long, ArrayNode> fields(JsonNode body, String entity, List<Violation> violations) {
        Map<Long, ArrayNode> fields = new LinkedHashMap<>();
        JsonNode items = body.path("custom_fields_values");
        for (int i = 0; i < items.size(); i++) {
            String path = "custom_fields_values." + i;
            JsonNode item = items.get(i);
            KommoField field = world.fields.named(entity, item).orElse(null);
            if (field == null) {
                violations.add(Violation.notSupportedChoice(path + ".field_id"));
            } else {
                fields.put(field.id(), field.written(item.path("values"), path, violations));
            }
        }
        return fields;
    }

    private static void refuse(String requestId, List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw KommoErrors.violations(requestId, violations);
        }
    }

    private static Predicate<Lead> stageFilter(Call call) {
        if (call.query().keySet().stream().noneMatch(key -> key.startsWith("filter[statuses]"))) {
            return lead -> true;
        }
        if (call.query().keySet().stream()
                .anyMatch(key -> key.startsWith("filter[statuses]") && !key.startsWith(STAGE_FILTER))) {
            throw KommoErrors.badRequest("Only one stage can be filtered at a time");
        }
        long pipeline = stagePart(call, "pipeline_id");
        long status = stagePart(call, "status_id");
        return lead -> lead.pipeline == pipeline && lead.status == status;
    }

    private static long stagePart(Call call, String name) {
        return call.query(STAGE_FILTER + "[" + name + "]")
                .map(Long::parseLong)
                .orElseThrow(() -> KommoErrors.badRequest("filter[statuses] needs pipeline_id and status_id"));
    }

    private static Comparator<Lead> order(Call call) {
        for (String key : List.of("id", "created_at", "updated_at")) {
            String direction = call.query("order[" + key + "]").orElse(null);
            if (direction != null) {
                Comparator<Lead> order = Comparator.comparingLong(lead ->
                        key.equals("id") ? lead.id : key.equals("created_at") ? lead.createdAt : lead.updatedAt);
                return direction.equals("desc") ? order.reversed() : order;
            }
        }
        return Comparator.comparingLong(lead -> lead.id);
    }

    private static boolean with(Call call, String what) {
        return Arrays.asList(call.query("with").orElse("").split(",")).contains(what);
    }

    private static ArrayNode tags(Lead lead) {
        ArrayNode tags = Json.array();
        for (int i = 0; i < lead.tags.size(); i++) {
            tags.add(Json.object("id", FIRST_TAG + i, "name", lead.tags.get(i), "color", null));
        }
        return tags;
    }

    private ObjectNode json(Lead lead, boolean withContacts) {
        ObjectNode embedded = Json.object("tags", tags(lead), "companies", Json.array());
        if (withContacts) {
            ArrayNode contacts = embedded.putArray("contacts");
            lead.contacts.forEach(id -> contacts.add(Json.object(
                    "id",
                    id,
                    "is_main",
                    id == lead.mainContact,
                    "_links",
                    Hal.self(world.url + "/api/v4/contacts/" + id))));
        }
        boolean closed = lead.status == 142 || lead.status == 143;
        return Json.object(
                "id",
                lead.id,
                "name",
                lead.name,
                "price",
                lead.price,
                "responsible_user_id",
                lead.responsible,
                "group_id",
                0,
                "status_id",
                lead.status,
                "pipeline_id",
                lead.pipeline,
                "loss_reason_id",
                null,
                "created_by",
                KommoWorld.MANAGER,
                "updated_by",
                lead.updatedBy,
                "created_at",
                lead.createdAt,
                "updated_at",
                lead.updatedAt,
                "closed_at",
                closed ? lead.updatedAt : null,
                "closest_task_at",
                null,
                "is_deleted",
                false,
                "custom_fields_values",
                lead.fieldsJson(),
                "score",
                null,
                "account_id",
                KommoStandIn.ACCOUNT_ID,
                "labor_cost",
                null,
                "is_price_computed",
                false,
                "_links",
                Hal.self(world.url + "/api/v4/leads/" + lead.id),
                "_embedded",
                embedded);
    }

    private ObjectNode contactJson(Entity contact, boolean withLeads) {
        String[] names = contact.name.split(" ", 2);
        ObjectNode embedded = Json.object("tags", Json.array(), "companies", Json.array());
        if (withLeads) {
            ArrayNode leads = embedded.putArray("leads");
            world.leads.values().stream()
                    .filter(lead -> lead.contacts.contains(contact.id))
                    .forEach(lead -> leads.add(
                            Json.object("id", lead.id, "_links", Hal.self(world.url + "/api/v4/leads/" + lead.id))));
        }
        return Json.object(
                "id",
                contact.id,
                "name",
                contact.name,
                "first_name",
                names[0],
                "last_name",
                names.length > 1 ? names[1] : "",
                "responsible_user_id",
                KommoWorld.MANAGER,
                "group_id",
                0,
                "created_by",
                KommoWorld.MANAGER,
                "updated_by",
                contact.updatedBy,
                "created_at",
                contact.createdAt,
                "updated_at",
                contact.updatedAt,
                "closest_task_at",
                null,
                "is_deleted",
                false,
                "is_unsorted",
                false,
                "custom_fields_values",
                contact.fieldsJson(),
                "account_id",
                KommoStandIn.ACCOUNT_ID,
                "_links",
                Hal.self(world.url + "/api/v4/contacts/" + contact.id),
                "_embedded",
                embedded);
    }

    private ObjectNode brief(Entity entity) {
        return Json.object(
                "id",
                entity.id,
                "updated_at",
                entity.updatedAt,
                "is_deleted",
                false,
                "_links",
                Hal.self(world.url + "/api/v4/" + entity.type + "/" + entity.id));
    }

    private Answer written(String path, String name, ArrayNode items) {
        return Hal.ok(Hal.collection(world.url + path, name, items));
    }
}
