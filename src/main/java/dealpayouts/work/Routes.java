package dealpayouts.work;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Calls routes with variables, outside of any transaction. */
final class Routes {

    private final ProducerTemplate template;

    Routes(CamelContext context) {
        this.template = context.createProducerTemplate();
    }

    /** @throws Exception what the route failed with */
    void call(String route, Map<String, Object> variables) throws Exception {
        Exchange exchange = template.send("direct:" + route, e -> variables.forEach(e::setVariable));
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }
}
