package dealpayouts.routes;

import java.util.List;

/** A check that lets everything pass that Camel loads, to find out what holds without the rules. */
public final class NoRules {

    private NoRules() {}

    public static RouteCheck check() {
        return new RouteCheck(context -> List.of(), false);
    }
}
