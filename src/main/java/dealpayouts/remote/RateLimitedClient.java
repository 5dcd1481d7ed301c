package dealpayouts.remote;

import dealpayouts.ledger.PaymentPermits;
import java.io.InterruptedIOException;
import java.util.function.Consumer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Stands in for {@link HttpGateway} where an operator's command calls Kommo or Wise: one call after the other, paced. It
 * knows no closed gates: a command has to see a 401 itself, and what it sees, perhaps with another token, must not stop
 * the product that runs on the same ledger.
 */
public final class RateLimitedClient implements HttpClientConfigurer {

    private final RateLimit limit;
    private final Fence fence;
    private final Consumer<String> asking;

    /**
     * A pace for commands.
     *
     * @param callsPerSecond to both remotes together; the running product makes calls of its own
     * @param asking is told whom is asked for what, before it is
     */
    public RateLimitedClient(long callsPerSecond, Reach reach, Consumer<String> asking) {
        this.asking = asking;
        this.limit = RateLimit.of(callsPerSecond);
        // No command pays: there is never a permit.
        this.fence = new Fence(reach, new PaymentPermits(PaymentPermits.NOTHING_TO_ASK), KommoCalls.OF_COMMANDS);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("pace", (request, scope, chain) -> {
            Fence.Admitted admitted = fence.admit(request, scope.route);
            admitted.permit();
            if (admitted.remote() != null) {
                asking.accept("asking " + admitted.remote().label() + ", " + admitted.name());
            }
            RateLimit.Turn turn = turn();
            try {
                return chain.proceed(request, scope);
            } finally {
                turn.ended();
            }
        });
    }

    private RateLimit.Turn turn() throws InterruptedIOException {
        try {
            return limit.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while it waited for its turn");
        }
    }
}
