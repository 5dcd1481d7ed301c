package dealpayouts.together;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.work.RouteCaller;
import java.util.ArrayList;
import java.util.List;

/** Notes: each request is a list already (Kommo reference §7.1). */
final class NoteWrites extends Writes {

    NoteWrites(RouteCaller routes, String route) {
        super(routes, route, "notes", "entity_id");
    }

    @Override
    List<Object> requests(List<Write> writes) {
        List<Object> notes = new ArrayList<>();
        for (Write write : writes) {
            for (JsonNode note : Json.read(write.request())) {
                notes.add(note);
            }
        }
        return notes;
    }
}
