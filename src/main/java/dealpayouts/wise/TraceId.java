package dealpayouts.wise;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.http.base.HttpOperationFailedException;

/** By what Wise's support finds one call: its answer's header {@code x-trace-id} (Wise reference §3). */
public final class TraceId {

    private static final String HEADER = "x-trace-id";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,100}");

    private TraceId() {}

    /** @param header what stands in that header; null when there is none. Returns null for what is no id, too. */
    static String of(String header) {
        return header != null && SAFE.matcher(header.strip()).matches() ? header.strip() : null;
    }

    /** The id of the call that failed; null when its answer, or the failure, has none. */
    public static String behind(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpOperationFailedException answer && answer.getResponseHeaders() != null) {
                return answer.getResponseHeaders().entrySet().stream()
                        .filter(header -> HEADER.equalsIgnoreCase(header.getKey()))
                        .map(Map.Entry::getValue)
                        .map(TraceId::of)
                        .findFirst()
                        .orElse(null);
            }
        }
        return null;
    }
}
