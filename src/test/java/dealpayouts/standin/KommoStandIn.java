package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dealpayouts.standin.KommoWorld.Entity;
import dealpayouts.standin.KommoWorld.Lead;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A Kommo account with two pipelines that refuses what the real one refuses and sends its webhooks (Kommo reference §14.1). Every deal has a
 * sale price that is not its payout, a date and a radio button field, so that whoever reads the wrong thing is found out.
 */
public final class KommoStandIn implements AutoCloseable {

    /** The only bearer token that is accepted at the start: a long-lived one that expires in the year 2100 (§11). */
    public static final String TOKEN = KommoAdministration.token(Instant.parse("2100-01-01T00:00:00Z"));

    public static final long ACCOUNT_ID = 32000001;
    public static final String SUBDOMAIN = "northlight";

    /** Has the stages below, incoming leads 67000001, won 142 and lost 143; pipeline 8500002 has 67000101, 142 and 143. */
    public static final long PIPELINE = 8500001;

    public static final long STAGE_NEW = 67000002;
    public static final long STAGE_PAY = 67000003;
    public static final long STAGE_PAID = 67000004;
    public static final long STAGE_ATTENTION = 67000005;

    /** Numeric field of a deal. */
    public static final long FIELD_AMOUNT = 1240001;
    /** Select field of a deal. */
    public static final long FIELD_CURRENCY = 1240002;
    /** Text field of a deal. */
    public static final long FIELD_TRANSFER = 1240003;
    /** Text field of a deal. */
    public static final long FIELD_STATUS = 1240004;
    /** Text field of a deal. */
    public static final long FIELD_PURPOSE = 1240011;
    /** Text field of a deal. */
    public static final long FIELD_NATURE = 1240012;
    /** Text field of a contact. */
    public static final long FIELD_RECIPIENT = 780050;

    /** The integration, as far as tokens for a day are asked for. */
    public static final String CLIENT_ID = "b7c1e0a4-stand-in";

    public static final String CLIENT_SECRET = "integration-secret-of-the-stand-in";
    public static final String REDIRECT_URI = "https://pay.example.com/oauth";

    private final Guard guard = new Guard();
    private final KommoDeliveries deliveries;
    private final KommoWorld world;
    private final KommoApi api;
    private final StandInServer server;
    private final KommoAdministration administration;

    private KommoStandIn(Dialect dialect, int port) {
        deliveries = new KommoDeliveries(dialect);
        world = new KommoWorld(dialect, deliveries);
        api = new KommoApi(world);
        administration = new KommoAdministration(guard, world);
        server = new StandInServer(port, this::answer);
        guard.locked(() -> world.url = server.url());
    }

    /** Starts on a free port. */
    public static KommoStandIn start(Dialect dialect) {
        return start(dialect, 0);
    }

    /** Starts on this port; 0 for a free one. */
    public static KommoStandIn start(Dialect dialect, int port) {
        return new KommoStandIn(dialect, port);
    }

    Answer answer(Call call) {
        return guard.locked(() -> api.answer(call));
    }

    /** Base URL without a slash at the end and without {@code /api/v4}. */
    public String url() {
        return server.url();
    }

    /** A contact; e-mail and recipient id only when given. Returns its id. */
    public long addContact(String name, String email, Long wiseRecipientIdOrNull) {
        return guard.locked(() -> world.addContact(name, email, wiseRecipientIdOrNull).id);
    }

    /** A deal in STAGE_NEW; the first contact is the main one. Returns its id. */
    public long addDeal(String name, String amountOrNull, String currencyOrNull, long... contactIds) {
        return addDealInStage(PIPELINE, STAGE_NEW, name, amountOrNull, currencyOrNull, contactIds);
    }

    /** A deal created directly in a stage: subscriptions hear {@code add}, never {@code status}, and no stage event is written. */
    public long addDealInStage(
            long pipelineId,
            long statusId,
            String name,
            String amountOrNull,
            String currencyOrNull,
            long... contactIds) {
        return guard.locked(
                () -> world.addLead(name, pipelineId, statusId, amountOrNull, currencyOrNull, contactIds).id);
    }

    /** Stores any text in a deal's field without the API's checks; null empties it. */
    public void setDealField(long dealId, long fieldId, Object valueOrNull) {
        guard.locked(() -> world.store(lead(dealId), fieldId, valueOrNull));
    }

    /** Stores any text in a contact's field without the API's checks; null empties it. */
    public void setContactField(long contactId, long fieldId, Object valueOrNull) {
        guard.locked(() -> world.store(contact(contactId), fieldId, valueOrNull));
    }

    /** Stores several values in a deal's field, as a multiselect field has them. */
    public void setDealFieldValues(long dealId, long fieldId, String... values) {
        guard.locked(() -> {
            ArrayNode all = Json.array();
            for (String value : values) {
                all.add(Json.object("value", value));
            }
            lead(dealId).field(fieldId, all);
        });
    }

    /** In which form texts of notes and tasks are kept from now on. */
    public void storeTexts(Storing storing) {
        guard.locked(() -> world.storing = storing);
    }

    /** What the account's owner does. */
    public KommoAdministration administration() {
        return administration;
    }

    /** Gives the deal a tag, as a person does on its card. */
    public void tag(long dealId, String tag) {
        guard.locked(() -> lead(dealId).tags.add(tag));
    }

    /** Sale price in whole units of the account currency; 9900 at the start. */
    public void setDealPrice(long dealId, long price) {
        guard.locked(() -> lead(dealId).price = price);
    }

    /** Makes one of the deal's contacts the main one; with 0 none is. */
    public void setMainContact(long dealId, long contactIdOrZero) {
        guard.locked(() -> lead(dealId).mainContact = contactIdOrZero);
    }

    /** Replaces all contacts of the deal by this one. */
    public void setContact(long dealId, long contactId) {
        guard.locked(() -> {
            Lead lead = lead(dealId);
            lead.contacts.clear();
            lead.contacts.add(contactId);
            lead.mainContact = contactId;
        });
    }

    /** A manager moves the deal: writes an event and sends webhooks. */
    public void moveDeal(long dealId, long pipelineId, long statusId) {
        guard.locked(() -> {
            KommoWorld.requireStage(pipelineId, statusId);
            world.changed(lead(dealId), pipelineId, statusId, KommoWorld.MANAGER);
        });
    }

    /** Deletes the deal: reads answer 204, writes 404. */
    public void removeDeal(long dealId) {
        guard.locked(() -> {
            world.leads.remove(dealId);
            world.tell("deal " + dealId + " deleted");
        });
    }

    /** Texts of the deal's notes, oldest first. */
    public List<String> notes(long dealId) {
        return guard.locked(() -> world.notes.stream()
                .filter(note -> note.path("entity_type").asText().equals("leads")
                        && note.path("entity_id").asLong() == dealId)
                .map(note -> note.at("/params/text").asText())
                .toList());
    }

    /** Texts of the deal's tasks that are not completed, oldest first. */
    public List<String> openTasks(long dealId) {
        return guard.locked(() -> world.tasks.values().stream()
                .filter(task -> task.path("entity_id").asLong() == dealId
                        && !task.path("is_completed").asBoolean())
                .map(task -> task.path("text").asText())
                .toList());
    }

    /** First value of the deal's field; null when empty. */
    public String dealField(long dealId, long fieldId) {
        return guard.locked(() -> lead(dealId).text(fieldId));
    }

    /** First value of the contact's field; null when empty. */
    public String contactField(long contactId, long fieldId) {
        return guard.locked(() -> contact(contactId).text(fieldId));
    }

    public long stageOf(long dealId) {
        return guard.locked(() -> lead(dealId).status);
    }

    /** An account webhook for status_lead, add_lead and update_lead. */
    public void subscribe(String destinationUrl) {
        subscribe(destinationUrl, "status_lead", "add_lead", "update_lead");
    }

    /** An account webhook for these events (§3.8). */
    public void subscribe(String destinationUrl, String... settings) {
        Set<String> wanted = new LinkedHashSet<>(Arrays.asList(settings));
        guard.locked(() -> deliveries.subscribe(destinationUrl, wanted, world.now()));
    }

    /** The form body that Kommo sends for these deals as {@code leads[status]}; the account block comes first and last in turn (§3.4). */
    public String statusDelivery(long... dealIds) {
        return delivery("status", dealIds);
    }

    /** The form body for another action: add, update, delete, restore or responsible. */
    public String delivery(String action, long... dealIds) {
        return guard.locked(() -> deliveries.form(action, leads(dealIds)));
    }

    /** The guide's JSON with integer ids (§2, G1 and G2). */
    public String statusDeliveryJson(long... dealIds) {
        return guard.locked(() -> KommoBodies.guide("status", leads(dealIds)));
    }

    /** The form body of a Digital Pipeline webhook: ids only, no links (§3.5). */
    public String digitalPipelineDelivery(long... dealIds) {
        return guard.locked(() -> KommoBodies.digitalPipeline(leads(dealIds)));
    }

    /** Every delivery attempt so far, in the order in which they ended. */
    public List<Delivery> deliveries() {
        return deliveries.sender().attempts();
    }

    /** Whether deliveries to come are lost; events are written all the same. */
    public void dropDeliveries(boolean drop) {
        deliveries.sender().drop(drop);
    }

    /** How often each delivery to come is sent, at the same moment; 1 at the start. */
    public void copiesOfEachDelivery(int copies) {
        deliveries.sender().copies(copies);
    }

    /** Deliveries to come are sent this much later. */
    public void delayDeliveries(Duration delay) {
        deliveries.sender().delay(delay);
    }

    /** Turns on the retries of §3.6 with its pauses divided by this factor; 0 turns them off. */
    public void retryDeliveries(long speed) {
        deliveries.sender().retry(speed);
    }

    /** Seven requests a second, then 429, then a lasting 403 (§12); off at the start, and switching lifts a block. */
    public void limitRequests(boolean limited) {
        guard.locked(() -> api.limit(limited));
    }

    /** Moves the stand-in's clock forward. */
    public void passTime(Duration duration) {
        guard.locked(() -> world.passTime(duration));
    }

    /** Every call so far, in the order in which they were answered. */
    public List<RecordedCall> calls() {
        return server.calls();
    }

    /** How many calls are still to be processed of those that were cut. */
    public int lateEffects() {
        return server.lateEffects();
    }

    public void forgetCalls() {
        server.forgetCalls();
    }

    /** Whether calls are recorded; off saves memory under load. */
    public void recordCalls(boolean record) {
        server.recordCalls(record);
    }

    /** Every answer takes this much longer. */
    public void latency(Duration perCall) {
        server.latency(perCall);
    }

    /** The next {@code times} calls of this method whose path without query matches the whole pattern suffer the fault, first planned first. */
    public void fault(String method, String pathRegex, Fault fault, int times) {
        server.fault(method, pathRegex, fault, times);
    }

    /** Every call suffers the fault, unless another one is planned for it; null ends that. */
    public void outage(Fault faultOrNull) {
        disturb(arrival -> Optional.ofNullable(faultOrNull));
    }

    /** What goes wrong with the calls to come, beside planned faults; replaces the earlier one. */
    public void disturb(Disturbance disturbance) {
        server.disturb(disturbance);
    }

    /** Tells one sentence whenever a deal, contact, note or task changes; called in order, before the call that caused it is answered. */
    public void onEvent(Consumer<String> listener) {
        guard.locked(() -> world.listeners.add(listener));
    }

    @Override
    public void close() {
        deliveries.close();
        server.close();
    }

    private List<Lead> leads(long... ids) {
        return Arrays.stream(ids).mapToObj(this::lead).toList();
    }

    private Lead lead(long id) {
        Lead lead = world.leads.get(id);
        if (lead == null) {
            throw new IllegalArgumentException("no deal " + id);
        }
        return lead;
    }

    private Entity contact(long id) {
        Entity contact = world.contacts.get(id);
        if (contact == null) {
            throw new IllegalArgumentException("no contact " + id);
        }
        return contact;
    }
}
