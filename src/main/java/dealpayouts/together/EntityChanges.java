package dealpayouts.together;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.json.Json;
import dealpayouts.work.RouteCaller;
import java.util.List;

/** Changes of deals or contacts: alone the path names the entity, together each item does (Kommo reference §6.3). */
final class EntityChanges extends Writes {

    EntityChanges(RouteCaller routes, String route, String list) {
        super(routes, route, list, "id");
    }

    @Override
    List<Object> requests(List<Write> writes) {
        return writes.stream()
                .map(write -> (Object) ((ObjectNode) Json.read(write.request())).put("id", write.entityId()))
                .toList();
    }
}
