package dealpayouts.routes;

import java.util.List;
import java.util.function.Consumer;

/** A group of rules for route files. */
interface Rules {

    /** Says what breaks them. */
    void check(RouteModel model, Consumer<Diagnostic> findings);

    /** Whether they may look at files with which that is wrong. */
    default boolean isSafeWith(List<Diagnostic> findings) {
        return true;
    }
}
