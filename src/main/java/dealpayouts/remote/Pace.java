package dealpayouts.remote;

import dealpayouts.ledger.Attempts;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Stands in for {@link RemoteGates} where an operator's command calls Kommo or Wise: one call after the other, paced. It
 * knows no closed gates: a command has to see a 401 itself, and what it sees, perhaps with another token, must not stop
 * the product that runs on the same ledger.
 */
public final class Pace implements HttpClientConfigurer {

    private final RateLimit limit;
    private final URI wise;
    private final Map<Remote, URI> addresses;
    private final Consumer<String> asking;
    /** No command pays: there is never a permit. */
    private final MoneyGuard money = new MoneyGuard(new Attempts(Attempts.NOTHING_TO_ASK));

    /**
     * A pace for commands.
     *
     * @param callsPerSecond to both remotes together; the running product makes calls of its own
     * @param addresses where the remotes are, as far as that is known
     * @param asking is told whom is asked for what, before it is
     */
    public Pace(long callsPerSecond, Map<Remote, URI> addresses, Consumer<String> asking) {
        this.asking = asking;
        this.addresses = Map.copyOf(addresses);
        this.limit = RateLimit.of(callsPerSecond);
        this.wise = addresses.get(Remote.WISE);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("pace", (request, scope, chain) -> {
            String call = RemoteGates.takeName(request);
            URI uri = RemoteGates.uri(request);
            addresses.forEach((remote, address) -> {
                if (RemoteGates.isBelow(address, uri)) {
                    asking.accept("asking " + remote.label() + ", " + call);
                }
            });
            if (wise != null && RemoteGates.isBelow(wise, uri)) {
                money.check(request, uri);
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
