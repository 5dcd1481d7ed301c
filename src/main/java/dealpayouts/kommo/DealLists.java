package dealpayouts.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Variable;

/** Bean {@code dealLists}: Kommo's lists of deals and of events, gathered page by page. */
public final class DealLists {

    private static final int NO_CONTENT = 204;
    /** Paths of lists with their filters. Anything else in a link is not followed: the token goes with the request. */
    private static final Pattern LIST = Pattern.compile("/api/v4/[a-z_/]+\\?[A-Za-z0-9_.,:~%+=&\\[\\]-]+");

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
    public List<SeenDeal> gather(
            @Variable("seen") List<SeenDeal> before,
            @Variable("listAnswer") String answer,
            @Variable("header:listAnswer.CamelHttpResponseCode") int code) {
        List<SeenDeal> seen = before == null ? new ArrayList<>() : new ArrayList<>(before);
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

    private static SeenDeal deal(JsonNode lead) {
        long changed = Math.max(
                lead.path("created_at").asLong(), lead.path("updated_at").asLong());
        return new SeenDeal(
                id(lead, "id"),
                lead.path("pipeline_id").asLong(),
                lead.path("status_id").asLong(),
                Instant.ofEpochSecond(changed));
    }

    private static SeenDeal entry(JsonNode event, JsonNode stage) {
        return new SeenDeal(
                id(event, "entity_id"),
                stage.path("pipeline_id").asLong(),
                stage.path("id").asLong(),
                Instant.ofEpochSecond(event.path("created_at").asLong()));
    }

    /**
     * Where the list goes on, as its own link says.
     *
     * @param path of this page
     * @return path and query below Kommo's address; null after the last page
     * @throws UnreadableAnswerException when the link leads nowhere
     */
    public String nextPage(
            @Variable("listPath") String path,
            @Variable("listAnswer") String answer,
            @Variable("header:listAnswer.CamelHttpResponseCode") int code) {
        String link = code == NO_CONTENT
                ? ""
                : Json.read(answer).path("_links").path("next").path("href").asText("");
        if (link.isEmpty()) {
            return null;
        }
        String next = pathAndQuery(link);
        if (next.equals(path) || !LIST.matcher(next).matches()) {
            throw new UnreadableAnswerException("the list's link to its next page leads nowhere");
        }
        return next;
    }

    private static String pathAndQuery(String link) {
        try {
            URI uri = new URI(link.replace("[", "%5B").replace("]", "%5D"));
            return uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (URISyntaxException e) {
            throw new UnreadableAnswerException("the list's link to its next page cannot be read");
        }
    }

    private static long id(JsonNode item, String field) {
        long id = item.path(field).asLong();
        if (id <= 0) {
            throw new UnreadableAnswerException("a list names something without an id");
        }
        return id;
    }
}
