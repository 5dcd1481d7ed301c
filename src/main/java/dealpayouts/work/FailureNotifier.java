package dealpayouts.work;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log what has failed in a route that begins by itself and has no policy for that; of all others whoever has
 * called them tells. Camel's own line with all that the failure says is switched off.
 */
public final class FailureNotifier extends EventNotifierSupport {

    private static final Logger LOG = LoggerFactory.getLogger(FailureNotifier.class);
    private static final String CALLED = "direct:";

    private final Failures failures;

    public FailureNotifier(Failures failures) {
        this.failures = failures;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeFailedEvent failed) {
            Endpoint from = failed.getExchange().getFromEndpoint();
            if (from != null && !from.getEndpointUri().startsWith(CALLED)) {
                LOG.warn(
                        "The route {} failed: {}",
                        failed.getExchange().getFromRouteId(),
                        failures.sentence(failed.getExchange().getException()));
            }
        }
    }
}
