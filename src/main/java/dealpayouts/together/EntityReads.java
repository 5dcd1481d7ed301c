package dealpayouts.together;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.work.RouteCaller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Deals or contacts from Kommo's lists of them. What a list does not show is asked for alone: only that answer says no. */
final class EntityReads implements CallCoalescer.Calls<Long, String> {

    private final RouteCall call;
    private final String list;

    /** @param list what Kommo calls it in its answer */
    EntityReads(RouteCaller routes, String route, String list) {
        this.call = new RouteCall(routes, route);
        this.list = list;
    }

    @Override
    public String alone(Long id) throws Exception {
        String answer = call.answer(Map.of("id", id));
        if (answer != null) {
            Json.entity(answer, id);
        }
        return answer;
    }

    @Override
    public Map<Long, String> together(List<Long> ids) throws Exception {
        // Camel makes one parameter of several with the same name.
        String filter = IntStream.range(0, ids.size())
                .mapToObj(i -> "filter[id][" + i + "]=" + ids.get(i))
                .collect(Collectors.joining("&"));
        String answer = call.answerForSeveral(Map.of("idFilter", filter));
        Map<Long, String> found = new HashMap<>();
        if (answer != null) {
            for (JsonNode entity : Json.read(answer).path("_embedded").path(list)) {
                found.put(entity.path("id").asLong(), Json.write(entity));
            }
        }
        return found;
    }
}
