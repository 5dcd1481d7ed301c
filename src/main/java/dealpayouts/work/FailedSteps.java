package dealpayouts.work;

import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes with each failure which step of the routes it came from, before anybody handles it. */
public final class FailedSteps implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
        return place(step).map(place -> (Processor) new Watched(target, place)).orElse(target);
    }

    private static Optional<String> place(NamedNode step) {
        return Optional.ofNullable(step.getLocation())
                .map(file -> file.replaceFirst("^\\w+:", "") + ", line " + step.getLineNumber());
    }

    private static final class Watched extends DelegateAsyncProcessor {
        private final String place;

        Watched(Processor target, String place) {
            super(target);
            this.place = place;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return super.process(exchange, sync -> {
                if (exchange.getException() != null) {
                    FailedStep.note(exchange.getException(), place);
                }
                callback.done(sync);
            });
        }
    }
}
