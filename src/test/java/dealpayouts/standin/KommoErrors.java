package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Kommo's error bodies (§11 and 12). */
final class KommoErrors {

    /** One thing wrong with one item of a written body. */
    record Violation(String code, String path, String detail) {

        static Violation notSupportedChoice(String path) {
            return new Violation("NotSupportedChoice", path, "The value you selected is not a valid choice.");
        }
    }

    private KommoErrors() {}

    static Answer problem(int status, String title, String detail) {
        return problem(Json.object(), status, title, detail);
    }

    static Answer unauthorized() {
        return problem(401, "Unauthorized", "Invalid user name or password");
    }

    static Refusal badRequest(String detail) {
        return new Refusal(problem(400, "Bad Request", detail));
    }

    static Refusal notFound(String detail) {
        return new Refusal(problem(404, "Not Found", detail));
    }

    static Refusal unprocessable(String detail) {
        return new Refusal(problem(422, "Unprocessable Entity", detail));
    }

    static Refusal violations(String requestId, List<Violation> violations) {
        ArrayNode errors = Json.array();
        violations.forEach(violation ->
                errors.add(Json.object("code", violation.code, "path", violation.path, "detail", violation.detail)));
        ObjectNode body =
                Json.object("validation-errors", Json.array(Json.object("request_id", requestId, "errors", errors)));
        return new Refusal(problem(body, 400, "Bad Request", "Request validation failed"));
    }

    private static Answer problem(ObjectNode body, int status, String title, String detail) {
        body.setAll(Json.object(
                "title", title, "type", "https://httpstatus.es/" + status, "status", status, "detail", detail));
        return Answer.of(status, "application/problem+json", Json.write(body));
    }
}
