package dealpayouts.routes;

import org.apache.camel.spi.Registry;

/** What the routes find under a name, whichever version of them runs. */
@FunctionalInterface
public interface RouteBeans {

    void bindTo(Registry registry);
}
