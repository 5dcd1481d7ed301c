package dealpayouts.standin;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong with one call (Wise reference §19 number 5, Kommo reference §14.1). The names say whether the call
 * took effect: faults {@code ...After} change the stand-in's state and only the answer is lost or spoilt.
 */
public final class Fault {

    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>Just a moment</title></head><body>One more step</body></html>";
    private static final String OTHER_JSON = "{\"health\":\"ok\",\"maintenance\":true}";

    private enum Wire {
        ANSWER,
        RESET,
        GARBAGE
    }

    private final boolean processed;
    private final Wire wire;
    private final Duration delay;
    private final UnaryOperator<Answer> answer;
    private final Duration effectAfter;

    private Fault(boolean processed, Wire wire, Duration delay, UnaryOperator<Answer> answer) {
        this(processed, wire, delay, answer, Duration.ZERO);
    }

    private Fault(boolean processed, Wire wire, Duration delay, UnaryOperator<Answer> answer, Duration effectAfter) {
        this.processed = processed;
        this.wire = wire;
        this.delay = delay;
        this.answer = answer;
        this.effectAfter = effectAfter;
    }

    /** Not processed; answered with this. */
    public static Fault status(int status, String contentType, String body) {
        return status(status, contentType, body, Map.of());
    }

    /** Not processed; answered with this. */
    public static Fault status(int status, String contentType, String body, Map<String, String> headers) {
        Answer fixed = new Answer(status, contentType, body, headers);
        return new Fault(false, Wire.ANSWER, Duration.ZERO, ignored -> fixed);
    }

    /** Not processed; 429 with {@code Retry-After}, {@code X-Rate-Limited-By} and {@code retry_after} in the body. */
    public static Fault rateLimited(int retryAfterSeconds) {
        String body = Json.write(Json.object(
                "title",
                "Too Many Requests",
                "type",
                "https://httpstatus.es/429",
                "status",
                429,
                "detail",
                "You have sent too many requests in a given amount of time. Please try again later.",
                "retry_after",
                retryAfterSeconds));
        return status(
                429,
                "application/problem+json",
                body,
                Map.of("Retry-After", Integer.toString(retryAfterSeconds), "X-Rate-Limited-By", "requests-per-second"));
    }

    /** Not processed; answered 200 with a page for people, as a proxy does while something is mended. */
    public static Fault htmlBefore() {
        return status(200, "text/html; charset=UTF-8", PAGE);
    }

    /** Not processed; answered 200 with half a JSON. */
    public static Fault truncatedJsonBefore() {
        return status(200, "application/hal+json", "{\"_page\":1,\"_embedded\":{\"notes\":[{\"id\":46");
    }

    /** Not processed; answered with this status and nothing else. */
    public static Fault emptyBefore(int status) {
        return new Fault(false, Wire.ANSWER, Duration.ZERO, ignored -> Answer.empty(status));
    }

    /** Not processed; answered 200 with a JSON that is about something else. */
    public static Fault otherJsonBefore() {
        return status(200, "application/json", OTHER_JSON);
    }

    /** Processed; answered 200 with a JSON that is about something else. */
    public static Fault otherJsonAfter() {
        return changed(right -> Answer.of(200, "application/json", OTHER_JSON));
    }

    /** Not processed; the connection is reset. */
    public static Fault resetBefore() {
        return new Fault(false, Wire.RESET, Duration.ZERO, UnaryOperator.identity());
    }

    /** Processed; the connection is reset before any answer. */
    public static Fault cutAfter() {
        return new Fault(true, Wire.RESET, Duration.ZERO, UnaryOperator.identity());
    }

    /** Processed; then this is done while the caller waits, and the connection is reset. */
    public static Fault cutAfter(Runnable meanwhile) {
        return new Fault(true, Wire.RESET, Duration.ZERO, right -> {
            meanwhile.run();
            return right;
        });
    }

    /** Processed; answered rightly, after this was done while the caller waits. */
    public static Fault answerAfter(Runnable meanwhile) {
        return changed(right -> {
            meanwhile.run();
            return right;
        });
    }

    /** Processed; bytes that are no HTTP come back and the connection closes. */
    public static Fault garbageAfter() {
        return new Fault(true, Wire.GARBAGE, Duration.ZERO, UnaryOperator.identity());
    }

    /** Processed; the right status with an empty body. */
    public static Fault emptyAfter() {
        return changed(right -> right.withBody(""));
    }

    /** Processed; answered with this status and an empty body. */
    public static Fault errorAfter(int status) {
        return changed(right -> Answer.empty(status));
    }

    /** Processed; the right status and content type, but the body ends in the middle. */
    public static Fault truncatedJsonAfter() {
        return changed(
                right -> right.withBody(right.body().substring(0, right.body().length() / 2)));
    }

    /** Processed; answered 200 with a page for people. */
    public static Fault htmlAfter() {
        return changed(right -> Answer.of(200, "text/html; charset=UTF-8", PAGE));
    }

    /** Processed; the right answer, but with this body. */
    public static Fault bodyAfter(UnaryOperator<String> body) {
        return changed(right -> right.withBody(body.apply(right.body())));
    }

    /** Processed; answered rightly, but this much later. */
    public static Fault delay(Duration delay) {
        return new Fault(true, Wire.ANSWER, delay, UnaryOperator.identity());
    }

    /** The connection is reset at once; processed this much later all the same, when nobody waits any more. */
    public static Fault cutBeforeLateEffect(Duration effectAfter) {
        return new Fault(false, Wire.RESET, Duration.ZERO, UnaryOperator.identity(), effectAfter);
    }

    private static Fault changed(UnaryOperator<Answer> answer) {
        return new Fault(true, Wire.ANSWER, Duration.ZERO, answer);
    }

    boolean processed() {
        return processed;
    }

    /** How much later the call is processed that was not processed at once; zero: never. */
    Duration effectAfter() {
        return effectAfter;
    }

    boolean cuts() {
        return wire != Wire.ANSWER;
    }

    Duration delay() {
        return delay;
    }

    Answer apply(Answer right) {
        return answer.apply(right);
    }

    void cut(ResponseDefinitionBuilder response) {
        response.withFault(
                wire == Wire.RESET
                        ? com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER
                        : com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE);
    }
}
