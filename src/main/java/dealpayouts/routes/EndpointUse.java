package dealpayouts.routes;

import dealpayouts.routes.RouteModel.RouteItem;
import java.util.Map;

/**
 * A place in a route file where an endpoint is used.
 *
 * @param step the kind of step, such as {@code to}
 * @param address scheme and path, with settings put in
 * @param parameters its options, from the address or beside it
 * @param place where the address stands
 * @param node the step's content
 * @param parent what the step stands in
 * @param route in which route; null outside of any, as in an error policy
 */
record EndpointUse(
        String step,
        String address,
        Map<String, Parameter> parameters,
        YamlNode place,
        YamlNode node,
        YamlNode parent,
        RouteItem route) {

    /** @param place where its name stands */
    record Parameter(YamlNode place, String value) {}

    String scheme() {
        int colon = address.indexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    /** What comes after the scheme. */
    String path() {
        int colon = address.indexOf(':');
        return colon < 0 ? "" : address.substring(colon + 1).replaceFirst("^//", "");
    }

    String parameter(String name) {
        Parameter parameter = parameters.get(name);
        return parameter == null ? "" : parameter.value();
    }

    boolean is(String wanted) {
        return address.replace("://", ":").equals(wanted);
    }

    /** Whether a bean's method is called. */
    boolean calls(String bean, String method) {
        return is("bean:" + bean) && parameter("method").equals(method);
    }

    boolean isKamelet() {
        return scheme().equals("kamelet") && !path().equals("source") && !path().equals("sink");
    }
}
