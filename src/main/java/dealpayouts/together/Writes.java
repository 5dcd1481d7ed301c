package dealpayouts.together;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.remote.NotTakenException;
import dealpayouts.work.RouteCaller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is written to Kommo, one for each entity. What Kommo's answer does not name as written was not, and is never written
 * a second time from here: whoever repeats it has to look first.
 */
abstract class Writes implements Gathering.Calls<Write, Void> {

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
        call.answer(Map.of("id", write.entityId(), "request", write.request()));
        return null;
    }

    @Override
    public Map<Write, Void> together(List<Write> writes) throws Exception {
        String answer = call.answerForSeveral(Map.of("request", Json.write(requests(writes))));
        Set<Long> written = new HashSet<>();
        if (answer != null) {
            for (JsonNode item : Json.read(answer).path("_embedded").path(list)) {
                written.add(item.path(entityId).asLong());
            }
        }
        Map<Write, Void> done = new HashMap<>();
        writes.stream().filter(write -> written.contains(write.entityId())).forEach(write -> done.put(write, null));
        return done;
    }

    @Override
    public Void leftOut(Write write) throws Exception {
        throw new NotTakenException("Kommo did not take it together with others");
    }

    @Override
    public Object subject(Write write) {
        return write.entityId();
    }
}
