package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Everything the Kommo stand-in remembers. Used by one thread at a time; {@link KommoStandIn} holds the lock. */
final class KommoWorld {

    static final long MANAGER = 11000001;
    static final long TOKEN_USER = 11000009;
    static final long SECOND_PIPELINE = 8500002;

    private static final long DAY = 86400;

    /** The stages of each pipeline by id, in order. */
    static final Map<Long, Map<Long, String>> PIPELINES = pipelines();

    /** Something with an id and custom fields. */
    static class Entity {
        final long id;
        final String type;
        String name;
        long updatedAt;
        long updatedBy = MANAGER;
        final long createdAt;
        final KommoFields definitions;
        final Map<Long, ArrayNode> fields = new TreeMap<>();

        Entity(KommoFields definitions, long id, String type, String name, long now) {
            this.definitions = definitions;
            this.id = id;
            this.type = type;
            this.name = name;
            this.createdAt = now;
            this.updatedAt = now;
        }

        void field(long fieldId, ArrayNode values) {
            if (values == null || values.isEmpty()) {
                fields.remove(fieldId);
            } else {
                fields.put(fieldId, values);
            }
        }

        String text(long fieldId) {
            ArrayNode values = fields.get(fieldId);
            return values == null ? null : values.path(0).path("value").asText();
        }

        JsonNode fieldsJson() {
            ArrayNode json = Json.array();
            fields.forEach(
                    (fieldId, values) -> json.add(definitions.byId(fieldId).json(values)));
            return json.isEmpty() ? Json.node(null) : json;
        }
    }

    static final class Lead extends Entity {
        final List<Long> contacts = new ArrayList<>();
        long mainContact;
        long price = 9900;
        long pipeline;
        long status;
        long oldPipeline;
        long oldStatus;
        long responsible = MANAGER;
        final List<String> tags = new ArrayList<>();

        Lead(KommoFields definitions, long id, String name, long pipeline, long status, long now) {
            super(definitions, id, "leads", name, now);
            this.pipeline = pipeline;
            this.status = status;
            this.oldPipeline = pipeline;
            this.oldStatus = KommoStandIn.STAGE_NEW;
        }
    }

    record Event(
            String id,
            String type,
            long lead,
            long by,
            long at,
            long pipeline,
            long status,
            long oldPipeline,
            long oldStatus) {}

    final Dialect dialect;
    final KommoDeliveries deliveries;
    final KommoFields fields = new KommoFields();
    final TreeMap<Long, Lead> leads = new TreeMap<>();
    final TreeMap<Long, Entity> contacts = new TreeMap<>();
    final List<ObjectNode> notes = new ArrayList<>();
    final TreeMap<Long, ObjectNode> tasks = new TreeMap<>();
    final List<Event> events = new ArrayList<>();
    final List<Consumer<String>> listeners = new ArrayList<>();
    String url;
    Storing storing = Storing.AS_SENT;
    boolean administrator = true;
    String token = KommoStandIn.TOKEN;
    final KommoOAuth oauth = new KommoOAuth(this);

    private Clock clock = Clock.systemUTC();
    private long lastLead = 15500122;
    private long lastContact = 17800455;
    private long lastNote = 46005000;
    private long lastTask = 5500200;

    KommoWorld(Dialect dialect, KommoDeliveries deliveries) {
        this.dialect = dialect;
        this.deliveries = deliveries;
    }

    long now() {
        return instant().getEpochSecond();
    }

    Instant instant() {
        return clock.instant();
    }

    void passTime(Duration duration) {
        clock = Clock.offset(clock, duration);
    }

    long nextNoteId() {
        return ++lastNote;
    }

    long nextTaskId() {
        return ++lastTask;
    }

    void tell(String sentence) {
        listeners.forEach(listener -> listener.accept(sentence));
    }

    Lead addLead(String name, long pipeline, long status, String amount, String currency, long... contactIds) {
        requireStage(pipeline, status);
        Lead lead = new Lead(fields, ++lastLead, name, pipeline, status, now());
        for (long contact : contactIds) {
            lead.contacts.add(contact);
        }
        lead.mainContact = contactIds.length == 0 ? 0 : contactIds[0];
        store(lead, "PAYOUT_AMOUNT", amount);
        store(lead, "PAYOUT_CURRENCY", currency);
        store(lead, KommoField.DUE_DATE, now() / DAY * DAY + 7 * DAY);
        store(lead, KommoField.URGENCY, "Normal");
        leads.put(lead.id, lead);
        events.add(event("lead_added", lead, MANAGER));
        tell("deal " + lead.id + " created in stage " + stageName(pipeline, status) + ": " + name);
        deliveries.send("add", List.of(lead));
        return lead;
    }

    Entity addContact(String name, String email, Long recipient) {
        Entity contact = new Entity(fields, ++lastContact, "contacts", name, now());
        store(contact, KommoField.EMAIL, email);
        store(contact, "WISE_RECIPIENT", recipient);
        contacts.put(contact.id, contact);
        return contact;
    }

    void store(Entity entity, long fieldId, Object value) {
        entity.field(fieldId, value == null ? null : fields.byId(fieldId).stored(value));
    }

    /** Nothing to store needs no field. */
    private void store(Entity entity, String fieldCode, Object value) {
        if (value != null) {
            store(entity, fields.byCode(fieldCode).id(), value);
        }
    }

    /** Marks the lead changed; a new stage writes an event, and every subscription hears of it (Kommo reference §3.4, §3.6, §13.1). */
    void changed(Lead lead, long pipeline, long status, long by) {
        boolean moved = lead.pipeline != pipeline || lead.status != status;
        lead.updatedAt = now();
        lead.updatedBy = by;
        if (moved) {
            lead.oldPipeline = lead.pipeline;
            lead.oldStatus = lead.status;
            lead.pipeline = pipeline;
            lead.status = status;
            events.add(event("lead_status_changed", lead, by));
            tell("deal " + lead.id + " moved: " + stageName(lead.oldPipeline, lead.oldStatus) + " -> "
                    + stageName(pipeline, status));
            deliveries.send("status", List.of(lead));
        }
        deliveries.send("update", List.of(lead));
    }

    static boolean hasStage(long pipeline, long status) {
        return PIPELINES.containsKey(pipeline) && PIPELINES.get(pipeline).containsKey(status);
    }

    static void requireStage(long pipeline, long status) {
        if (!hasStage(pipeline, status)) {
            throw new IllegalArgumentException("pipeline " + pipeline + " has no stage " + status);
        }
    }

    private static String stageName(long pipeline, long status) {
        return PIPELINES.get(pipeline).get(status);
    }

    private Event event(String type, Lead lead, long by) {
        String id = String.format(Locale.ROOT, "01k7a2m4n5p6q7r8%010d", events.size() + 1);
        return new Event(id, type, lead.id, by, now(), lead.pipeline, lead.status, lead.oldPipeline, lead.oldStatus);
    }

    private static Map<Long, Map<Long, String>> pipelines() {
        Map<Long, Map<Long, String>> pipelines = new LinkedHashMap<>();
        Map<Long, String> contractors = new LinkedHashMap<>();
        contractors.put(67000001L, "Incoming leads");
        contractors.put(KommoStandIn.STAGE_NEW, "New");
        contractors.put(KommoStandIn.STAGE_PAY, "Pay");
        contractors.put(KommoStandIn.STAGE_PAID, "Paid");
        contractors.put(KommoStandIn.STAGE_ATTENTION, "Needs attention");
        contractors.put(142L, "Closed - won");
        contractors.put(143L, "Closed - lost");
        Map<Long, String> sales = new LinkedHashMap<>();
        sales.put(67000101L, "Negotiation");
        sales.put(142L, "Closed - won");
        sales.put(143L, "Closed - lost");
        pipelines.put(KommoStandIn.PIPELINE, contractors);
        pipelines.put(SECOND_PIPELINE, sales);
        return pipelines;
    }
}
