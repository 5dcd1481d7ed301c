package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kommo's bodies: written answers, pages and what is read from requests (Kommo reference §1). */
final class Hal {

    private static final int LIMIT = 250;
    private static final int DEFAULT_LIMIT = 50;

    private Hal() {}

    static Answer ok(JsonNode body) {
        return Answer.of(200, "application/hal+json", Json.write(body));
    }

    static ObjectNode self(String href) {
        return Json.object("self", Json.object("href", href));
    }

    /** A collection as a whole. */
    static ObjectNode collection(String href, String name, ArrayNode items) {
        return Json.object("_links", self(href), "_embedded", Json.object(name, items));
    }

    /** The asked page of a collection, 204 when it has nothing. */
    static <T> Answer page(Call call, String base, String name, Collection<T> all, Function<T, ObjectNode> json) {
        int limit = number(call, "limit", DEFAULT_LIMIT);
        int page = number(call, "page", 1);
        if (limit > LIMIT) {
            throw KommoErrors.unprocessable("Limit 250 per page");
        }
        ArrayNode items = Json.array();
        all.stream().skip((page - 1L) * limit).limit(limit).forEach(item -> items.add(json.apply(item)));
        if (items.isEmpty()) {
            return Answer.empty(204);
        }
        ObjectNode links = self(href(call, base, page));
        if (all.size() > (long) page * limit) {
            String next = href(call, base, page + 1).replace("[", "%5B").replace("]", "%5D");
            links.set("next", Json.object("href", next));
        }
        return ok(Json.object("_page", page, "_links", links, "_embedded", Json.object(name, items)));
    }

    /** The request's body, which must be one object. */
    static ObjectNode object(Call call) {
        if (Json.read(call.body()).orElse(null) instanceof ObjectNode object) {
            return object;
        }
        throw KommoErrors.badRequest("Request body must be a JSON object");
    }

    /** The request's body, which must be an array of 1 to 250 objects. */
    static ArrayNode array(Call call) {
        if (!(Json.read(call.body()).orElse(null) instanceof ArrayNode array) || array.isEmpty()) {
            throw KommoErrors.badRequest("Request body must be a JSON array");
        }
        if (array.size() > LIMIT) {
            throw KommoErrors.unprocessable("Limit 250 per page");
        }
        for (JsonNode item : array) {
            if (!item.isObject()) {
                throw KommoErrors.badRequest("Every item of the array must be an object");
            }
        }
        return array;
    }

    /** The item's own {@code request_id}, else its index. */
    static String requestId(JsonNode item, int index) {
        return item.hasNonNull("request_id") ? item.path("request_id").asText() : Integer.toString(index);
    }

    private static int number(Call call, String name, int otherwise) {
        int number = call.query(name).map(Integer::parseInt).orElse(otherwise);
        if (number < 1) {
            throw KommoErrors.badRequest(name + " must be positive");
        }
        return number;
    }

    private static String href(Call call, String base, int page) {
        String others = Stream.of(call.rawQuery().split("&"))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("page="))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
        return base + call.path() + "?" + others + "page=" + page;
    }
}
