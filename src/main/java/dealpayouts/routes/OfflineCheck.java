package dealpayouts.routes;

import java.util.List;
import java.util.Set;

/** The checks that route files pass before they are put in charge, without putting them in charge. */
public final class OfflineCheck {

    private OfflineCheck() {}

    /**
     * Checks and loads the files, and starts nothing.
     *
     * @param called routes that durable work calls by their {@code direct:} name
     * @param webhooks paths that somebody outside calls, as routes write them
     * @return what is wrong; empty when nothing is
     */
    public static List<Finding> findings(
            RouteFiles files, Surroundings surroundings, Set<String> called, List<String> webhooks) {
        try {
            Generation.load(files, surroundings, new RouteCheck(called, webhooks), true)
                    .close();
            return List.of();
        } catch (RefusedRoutesException e) {
            return e.findings();
        }
    }
}
