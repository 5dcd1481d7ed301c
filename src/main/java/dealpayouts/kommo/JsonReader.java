package dealpayouts.kommo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the same structure from JSON (Kommo reference §3.5), value by value: no tree is built, so neither size nor
 * repeated keys nor nesting costs more than the bytes of the body.
 */
final class JsonReader {

    // Without the table of names, which refuses bodies whose names are made to collide and keeps names of strangers.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonReader() {}

    /**
     * Hands every value to the collector.
     *
     * @return whether the body is one whole JSON object
     */
    static boolean read(byte[] body, int start, DeliveryCollector collector) {
        try (JsonParser json = JSON.createParser(body, start, body.length - start)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() != JsonToken.END_OBJECT
                    || !json.getParsingContext().inRoot()) {
                readToken(json, collector);
            }
            return json.nextToken() == null;
        } catch (IOException notJson) {
            // Its message quotes the body, so it goes no further.
            return false;
        }
    }

    private static void readToken(JsonParser json, DeliveryCollector collector) throws IOException {
        JsonToken token = json.currentToken();
        JsonStreamContext context = json.getParsingContext();
        if (token.isStructStart()) {
            collector.count();
            if (context.getNestingDepth() > DeliveryCollector.DEEPEST) {
                collector.tooDeep();
                json.skipChildren();
            } else {
                collector.group(path(context.getParent()));
            }
        } else if (token.isScalarValue()) {
            collector.count();
            collector.value(path(context), token == JsonToken.VALUE_NULL ? "" : json.getText());
        }
    }

    private static List<String> path(JsonStreamContext context) {
        var path = new ArrayList<String>();
        for (JsonStreamContext at = context; !at.inRoot(); at = at.getParent()) {
            path.add(at.inArray() ? Integer.toString(at.getCurrentIndex()) : at.getCurrentName());
        }
        Collections.reverse(path);
        return path;
    }
}
