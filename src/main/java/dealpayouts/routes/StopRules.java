package dealpayouts.routes;

import dealpayouts.routes.RouteModel.RouteItem;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A route stops only where somebody has said what becomes of the payout: the ledger, a person, or whoever answers HTTP. */
final class StopRules implements Rules {

    /** Beans of the ledger that record what a payout waits for, or where it stands. */
    private static final Set<String> RECORDING = Set.of("payouts", "payments", "batchMembers", "batchStops");

    private static final String LEFT_TO_PERSON = "${bean:payouts?method=isLeftToPerson}";

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        for (RouteItem route : model.routes()) {
            if (!route.from().scheme().equals("platform-http")) {
                check(route.node(), model, findings);
            }
        }
    }

    private void check(YamlNode tree, RouteModel model, Consumer<Diagnostic> findings) {
        YamlNode before = tree;
        for (YamlNode step : tree.get("steps").items()) {
            boolean isStop = step.has("stop") || step.text().equals("stop");
            if (isStop && !isTold(tree, before, model)) {
                findings.accept((step.has("stop") ? step.key("stop") : step)
                        .finding(
                                "'stop' ends a payout here, and nobody would say why.",
                                "Call direct:refuse with the name of a sentence, and stop after that."));
            }
            before = step;
        }
        tree.fields().values().forEach(child -> check(child, model, findings));
        tree.items().forEach(child -> check(child, model, findings));
    }

    /** @param before the step before; the tree itself when there is none */
    private static boolean isTold(YamlNode tree, YamlNode before, RouteModel model) {
        if (before == tree) {
            return tree.get("expression").get("simple").get("expression").text().equals(LEFT_TO_PERSON);
        }
        YamlNode to = before.get("to");
        return records((to.isText() ? to : to.get("uri")).text(), model, new TreeSet<>());
    }

    private static boolean records(String address, RouteModel model, Set<String> seen) {
        if (address.startsWith("bean:")) {
            return RECORDING.contains(address.substring("bean:".length()));
        }
        if (!address.startsWith("direct:") || !seen.add(address)) {
            return false;
        }
        return model.routes().stream()
                .filter(route -> route.from().address().equals(address))
                .flatMap(model::endpointsOf)
                .anyMatch(use -> records(use.address(), model, seen));
    }
}
