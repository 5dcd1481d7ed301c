package dealpayouts.routes;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** The checks that route files pass before they are put in charge, without putting them in charge. */
public final class OfflineCheck {

    private final RuntimeContext surroundings;
    private final RouteCheck check;

    /**
     * A check of routes in those surroundings.
     *
     * @param called routes that Java calls by their {@code direct:} name, with the variables it gives them
     * @param webhooks paths that somebody outside calls, as routes write them
     */
    public OfflineCheck(RuntimeContext surroundings, Map<String, Map<String, Type>> called, List<String> webhooks) {
        this.surroundings = surroundings;
        this.check = new RouteCheck(called, webhooks);
    }

    /**
     * Checks and loads the files, and starts nothing.
     *
     * @return what is wrong; empty when nothing is
     */
    public List<Diagnostic> findings(RouteFiles files) {
        try {
            RouteSet.load(files, surroundings, check, true).close();
            return List.of();
        } catch (InvalidRoutesException e) {
            return e.findings();
        }
    }
}
