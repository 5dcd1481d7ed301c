package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.DealEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Variable;

/** Bean {@code dealLists}: Kommo's lists of deals and of events, gathered page by page. */
public final class DealLists {

    private static final int NO_CONTENT = 204;
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9_.,:~%+=&\\[\\]-]+");

    private final KommoSettings settings;

    public DealLists(KommoSettings settings) {
        this.settings = settings;
    }

    /**
     * The pipeline that has the Pay stage (Kommo reference §10).
     *
     * @param answer Kommo's list of pipelines
     * @throws UnreadableAnswerException when not exactly one has it
     */
    public long pipeline(@Variable("pipelinesAnswer") String answer) {
        List<Long> found = new ArrayList<>();
        for (JsonNode pipeline : Json.read(answer).path("_embedded").path("pipelines")) {
            for (JsonNode stage : pipeline.path("_embedded").path("statuses")) {
                if (stage.path("id").asLong() == settings.stageId()) {
                    found.add(pipeline.path("id").asLong());
                }
            }
        }
        if (found.size() != 1) {
            throw new UnreadableAnswerException("KOMMO_PAYOUT_STAGE_ID " + settings.stageId() + " is in " + found.size()
                    + " pipelines of this Kommo account; expected 1");
        }
        return found.get(0);
    }

    /**
     * Adds a page of deals (Kommo reference §4.2), or of events that tell of a deal's new stage (§13.1).
     *
     * @param before what the pages before it had; null on the first
     * @param answer Kommo's list of leads or of events
     * @param code its HTTP status; 204 when there are none
     */
    public List<DealEvent> gather(
            @Variable("seen") List<DealEvent> before,
            @Variable("listAnswer") String answer,
            @Variable("header:listAnswer.CamelHttpResponseCode") int code) {
        List<DealEvent> seen = before == null ? new ArrayList<>() : new ArrayList<>(before);
        if (code != NO_CONTENT) {
            JsonNode lists = Json.read(answer).path("_embedded");
            if (!lists.path("leads").isArray() && !lists.path("events").isArray()) {
                throw new UnreadableAnswerException("the list has neither deals nor events");
            }
            lists.path("leads").forEach(lead -> seen.add(deal(lead)));
            lists.path("events").forEach(event -> event.path("value_after")
                    .forEach(value -> seen.add(entry(event, value.path("lead_status")))));
        }
        return List.copyOf(seen);
    }

    private DealEvent deal(JsonNode lead) {
        long changed = Math.max(
                lead.path("created_at").asLong(), lead.path("updated_at").asLong());
        return event(id(lead, "id"), lead.path("pipeline_id"), lead.path("status_id"), changed);
    }

    private DealEvent entry(JsonNode event, JsonNode stage) {
        return event(
                id(event, "entity_id"),
                stage.path("pipeline_id"),
                stage.path("id"),
                event.path("created_at").asLong());
    }

    private DealEvent event(long dealId, JsonNode pipeline, JsonNode stage, long changed) {
        return new DealEvent(
                dealId, settings.place(pipeline.asLong(), stage.asLong()), Instant.ofEpochSecond(changed), null, null);
    }

    /**
     * Where the list goes on, as its own link says. Only the link's query is followed: the token stays with our address.
     *
     * @param query of this page
     * @return null after the last page
     * @throws UnreadableAnswerException when the link leads nowhere
     */
    public String nextQuery(
            @Variable("listQuery") String query,
            @Variable("listAnswer") String answer,
            @Variable("header:listAnswer.CamelHttpResponseCode") int code) {
        String link = code == NO_CONTENT
                ? ""
                : Json.read(answer).path("_links").path("next").path("href").asText("");
        if (link.isEmpty()) {
            return null;
        }
        String next = link.substring(link.indexOf('?') + 1);
        if (next.equals(query) || !QUERY.matcher(next).matches()) {
            throw new UnreadableAnswerException("the list's link to its next page leads nowhere");
        }
        return next;
    }

    private static long id(JsonNode item, String field) {
        long id = item.path(field).asLong();
        if (id <= 0) {
            throw new UnreadableAnswerException("a list names something without an id");
        }
        return id;
    }
}
