package dealpayouts.wise;

import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ExchangeException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Bean {@code refusals}: which failed calls to Wise are answers that no repetition will change. */
public final class Refusals {

    private static final int FORBIDDEN = 403;
    private static final Set<Integer> DEFINITE = Set.of(400, FORBIDDEN, 404, 405, 409, 415, 422);

    private final String baseUrl;

    /** @param baseUrl Wise's address; failures of other remotes are never definite */
    public Refusals(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Whether Wise refused for good (Wise reference §3); 401, 408, 429 and 5xx are worth another attempt. */
    public boolean isDefinite(@ExchangeException HttpOperationFailedException failure) {
        return failure.getUri().startsWith(baseUrl) && DEFINITE.contains(failure.getStatusCode());
    }

    /** The stop of a whole batch with Wise's own words. */
    public Stop stopOfBatch(@ExchangeException HttpOperationFailedException failure) {
        return new Stop(StopReason.BATCH_STOPPED, stop(failure).getFacts()).tracedAs(TraceId.behind(failure));
    }

    /** The stop with Wise's own words. */
    public Stop stop(@ExchangeException HttpOperationFailedException failure) {
        int code = failure.getStatusCode();
        String problem = WiseProblems.read(code, contentType(failure), failure.getResponseBody())
                .sentence();
        return new Stop(
                        code == FORBIDDEN ? StopReason.WISE_FORBIDDEN : StopReason.WISE_REFUSED,
                        Map.of("problem", problem))
                .tracedAs(TraceId.behind(failure));
    }

    private static String contentType(HttpOperationFailedException failure) {
        return failure.getResponseHeaders() == null
                ? null
                : failure.getResponseHeaders().entrySet().stream()
                        .filter(header -> "Content-Type".equalsIgnoreCase(header.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }
}
