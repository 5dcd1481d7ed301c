package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.KommoWorld.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The events by which missed stage changes are found (Kommo reference §13.1), newest first. */
final class KommoEvents {

    private static final String STAGE_FILTER = "filter[value_after][leads_statuses][0]";
    private static final int MOST_ENTITIES = 10;

    private final KommoWorld world;

    KommoEvents(KommoWorld world) {
        this.world = world;
    }

    Answer list(Call call) {
        List<String> types = call.queryList("filter[type]").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .toList();
        List<String> entities = call.queryList("filter[entity_id]").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .toList();
        if (!entities.isEmpty() && call.queryList("filter[entity]").size() != 1) {
            throw KommoErrors.badRequest("filter[entity_id] needs exactly one filter[entity]");
        }
        if (entities.size() > MOST_ENTITIES) {
            throw KommoErrors.badRequest("At most 10 values of filter[entity_id]");
        }
        boolean leads = call.queryList("filter[entity]").stream().allMatch("lead"::equals);
        Predicate<Event> wanted = event -> leads
                && (types.isEmpty() || types.contains(event.type()))
                && (entities.isEmpty() || entities.contains(Long.toString(event.lead())))
                && number(call, "filter[created_at][from]", Long.MIN_VALUE) <= event.at()
                && number(call, "filter[created_at][to]", Long.MAX_VALUE) >= event.at()
                && number(call, STAGE_FILTER + "[pipeline_id]", event.pipeline()) == event.pipeline()
                && number(call, STAGE_FILTER + "[status_id]", event.status()) == event.status();
        List<Event> found = new ArrayList<>(world.events.stream().filter(wanted).toList());
        Collections.reverse(found);
        return Hal.page(call, world.url, "events", found, this::json);
    }

    private static long number(Call call, String name, long otherwise) {
        return call.query(name).map(Long::parseLong).orElse(otherwise);
    }

    private ObjectNode json(Event event) {
        boolean moved = event.type().equals("lead_status_changed");
        return Json.object(
                "id",
                event.id(),
                "type",
                event.type(),
                "entity_id",
                event.lead(),
                "entity_type",
                "lead",
                "created_by",
                event.by(),
                "created_at",
                event.at(),
                "value_after",
                moved ? stage(event.pipeline(), event.status()) : Json.array(),
                "value_before",
                moved ? stage(event.oldPipeline(), event.oldStatus()) : Json.array(),
                "account_id",
                KommoStandIn.ACCOUNT_ID,
                "_links",
                Hal.self(world.url + "/api/v4/events/" + event.id()),
                "_embedded",
                Json.object("entity", Json.object("id", event.lead())));
    }

    private static ArrayNode stage(long pipeline, long status) {
        return Json.array(Json.object("lead_status", Json.object("id", status, "pipeline_id", pipeline)));
    }
}
