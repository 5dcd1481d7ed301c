package dealpayouts.work;

/** A route ended with a checked exception. */
final class RouteFailedException extends RuntimeException {
    RouteFailedException(String route, Exception cause) {
        super("Route " + route + " failed", cause);
    }
}
