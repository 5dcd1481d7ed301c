package dealpayouts.work;

import java.util.Map;
import org.apache.camel.Exchange;

/** Calls routes of whatever version is in charge when the call begins. */
@FunctionalInterface
public interface RouteCaller {

    /**
     * Carries out a whole route.
     *
     * @param route its {@code direct:} name
     * @return what became of it, its exception included
     */
    Exchange call(String route, Map<String, Object> variables);

    /** Whether there is such a route now. */
    default boolean has(String route) {
        return false;
    }
}
