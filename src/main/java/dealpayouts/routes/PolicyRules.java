package dealpayouts.routes;

import dealpayouts.routes.RouteModel.RouteItem;
import java.util.List;
import java.util.function.Consumer;

/** Every failure of a remote call goes to a policy that neither swallows it nor repeats it by itself. */
final class PolicyRules implements Rules {

    private static final String FILES = "-errors.camel.yaml";

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        for (RouteItem route : model.routes()) {
            boolean calls = model.endpointsOf(route).anyMatch(EndpointUse::isKamelet);
            if (!route.isKamelet() && calls) {
                checkPolicy(route, model, findings);
            }
        }
        model.policies().forEach(policy -> checkRepeats(policy, findings));
    }

    private static void checkPolicy(RouteItem route, RouteModel model, Consumer<Diagnostic> findings) {
        List<YamlNode> policies = model.policies().stream()
                .filter(policy -> policy.get("id").text().equals(route.policy()))
                .filter(policy -> policy.file().endsWith(FILES))
                .toList();
        if (policies.isEmpty()) {
            findings.accept(route.node()
                    .finding(
                            "The route '" + route.id() + "' calls a remote without an error policy for that.",
                            "Add routeConfigurationId with a policy of remote-errors.camel.yaml; in a payment:"
                                    + " remote-errors."));
            return;
        }
        List<YamlNode> last = policies.get(0).get("onException").items().stream()
                .map(item -> item.get("onException"))
                .filter(handler -> !handler.has("onWhen"))
                .filter(handler -> handler.get("exception").items().stream()
                        .anyMatch(type -> type.text().equals("java.lang.Exception")))
                .toList();
        if (last.isEmpty()) {
            findings.accept(policies.get(0)
                    .finding(
                            "The error policy '" + route.policy()
                                    + "' does not say what becomes of all other failures.",
                            "End it with an onException for java.lang.Exception."));
        }
        boolean writes = model.endpointsOf(route)
                .anyMatch(use -> use.isKamelet() && !use.parameter("method").equals("GET"));
        boolean swallows = last.stream().anyMatch(handler -> !handler.get("handled")
                .get("constant")
                .get("expression")
                .text()
                .equals("false"));
        if (writes && swallows) {
            findings.accept(route.node()
                    .finding(
                            "The route '" + route.id() + "' changes something at a remote, and its error policy '"
                                    + route.policy() + "' swallows failures that nobody has understood.",
                            "Set handled to false in the policy's onException for java.lang.Exception, or name"
                                    + " another policy, so that the attempt is made again."));
        }
    }

    /** Durable work repeats, after it has looked what became of the last attempt; Camel must not. */
    private static void checkRepeats(YamlNode policy, Consumer<Diagnostic> findings) {
        for (YamlNode item : policy.get("onException").items()) {
            YamlNode handler = item.get("onException");
            YamlNode repeats = handler.get("redeliveryPolicy").get("maximumRedeliveries");
            if (!repeats.text().equals("0")) {
                findings.accept((repeats.isThere() ? repeats : handler)
                        .finding(
                                "This error policy lets Camel repeat a call.",
                                "Set redeliveryPolicy.maximumRedeliveries to 0; durable work makes the next attempt,"
                                        + " with a look at what became of this one."));
            }
            if (handler.has("continued")) {
                findings.accept(handler.get("continued")
                        .finding(
                                "This error policy lets a route go on as if nothing had failed.",
                                "Use handled, or leave it out."));
            }
        }
    }
}
