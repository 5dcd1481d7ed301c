package dealpayouts.remote;

import java.io.InterruptedIOException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Stands in for {@link RemoteGates} where an operator's command calls Kommo or Wise: one call after the other, paced. It
 * knows no closed gates: a command has to see a 401 itself, and what it sees, perhaps with another token, must not stop
 * the product that runs on the same ledger.
 */
public final class Pace implements HttpClientConfigurer {

    private final RateLimit limit;

    /** @param callsPerSecond to both remotes together; the running product makes calls of its own */
    public Pace(long callsPerSecond) {
        this.limit = RateLimit.steady(callsPerSecond);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("pace", (request, scope, chain) -> {
            request.removeHeaders(RemoteGates.CALL);
            try {
                limit.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped while it waited for its turn");
            }
            return chain.proceed(request, scope);
        });
    }
}
