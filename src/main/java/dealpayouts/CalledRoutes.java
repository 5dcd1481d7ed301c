package dealpayouts;

import dealpayouts.together.Together;
import dealpayouts.work.Work;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Routes that are called by their {@code direct:} name, though no route does. */
public final class CalledRoutes {

    public static final Set<String> ALL =
            Stream.of(Work.ROUTES, Together.ROUTES).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private CalledRoutes() {}
}
