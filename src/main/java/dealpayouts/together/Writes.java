package dealpayouts.together;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.remote.BulkItemRejectedException;
import dealpayouts.work.RouteCaller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is written to Kommo, one for each entity. A write is done when Kommo's answer names it. What an answer for several
 * leaves out was not written; an answer that names nothing, such as a page of a proxy, leaves it unknown. Nothing is
 * written a second time from here: whoever repeats it has to look first.
 */
abstract class Writes implements CallCoalescer.Calls<Write, Void> {

    private final RouteCall call;
    private final String list;
    private final String entityId;

    /**
     * Writes by that route.
     *
     * @param list what Kommo calls what it has written in its answer
     * @param entityId where the entity's id stands in each of them
     */
    Writes(RouteCaller routes, String route, String list, String entityId) {
        this.call = new RouteCall(routes, route);
        this.list = list;
        this.entityId = entityId;
    }

    /** The request with all of them; never empty. */
    abstract List<Object> requests(List<Write> writes);

    @Override
    public Void alone(Write write) throws Exception {
        JsonNode answer = Json.read(call.answerToWrite(Map.of("id", write.entityId(), "request", write.request())));
        // Kommo's documents show both forms for a single one (Kommo reference §6.1).
        boolean bare = answer.path(entityId).asLong() == write.entityId();
        if (!bare && !named(answer.path("_embedded").path(list)).contains(write.entityId())) {
            throw new UnreadableAnswerException("Kommo's answer does not name what was to be written");
        }
        return null;
    }

    private Set<Long> named(JsonNode items) {
        Set<Long> named = new HashSet<>();
        items.forEach(item -> named.add(item.path(entityId).asLong()));
        return named;
    }

    @Override
    public Map<Write, Void> together(List<Write> writes) throws Exception {
        Set<Long> written = call.answerToWrites(Map.of("request", Json.write(requests(writes))))
                .map(answer -> named(Json.list(answer, "_embedded", list)))
                .orElse(Set.of());
        Map<Write, Void> done = new HashMap<>();
        writes.stream().filter(write -> written.contains(write.entityId())).forEach(write -> done.put(write, null));
        return done;
    }

    @Override
    public Void leftOut(Write write) throws Exception {
        throw new BulkItemRejectedException("Kommo did not take it together with others");
    }

    @Override
    public Object subject(Write write) {
        return write.entityId();
    }
}
