package dealpayouts.routes;

import java.util.function.Consumer;

/** A group of rules for route files. */
@FunctionalInterface
interface Rules {

    /** Says what breaks them. */
    void check(RouteModel model, Consumer<Finding> findings);
}
