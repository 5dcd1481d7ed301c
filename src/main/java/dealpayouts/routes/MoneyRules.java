package dealpayouts.routes;

import dealpayouts.remote.MoneyCall;
import dealpayouts.routes.RouteModel.RouteItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/** Money moves only as the ledger has recorded it before. What these rules overlook the ledger refuses when it happens. */
final class MoneyRules implements Rules {

    private static final String STORED = "${variable.payout.transferBody}";
    private static final Set<String> REPEATING = Set.of("loop", "split", "multicast");

    private final BinaryOperator<String> pathOf;

    /** @param pathOf the path of a call, by kamelet and name of the call; its parts may be expressions */
    MoneyRules(BinaryOperator<String> pathOf) {
        this.pathOf = pathOf;
    }

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        for (EndpointUse use : model.endpoints()) {
            switch (moneyCall(use)) {
                case TRANSFER -> checkTransfer(use, findings);
                case FUNDING, BATCH_FUNDING -> checkFunding(use, findings);
                case UNKNOWN ->
                    findings.accept(use.place()
                            .finding(
                                    "Nobody here knows what the call '" + use.parameter("call") + "' does to money.",
                                    "It is none of the calls to Wise that are allowed (see docs/decisions/0009)."));
                case HARMLESS, RECIPIENT, CANCELLATION, GROUP_CHANGE -> {}
            }
            checkName(use, findings);
        }
        model.routes().forEach(route -> checkRepeats(route, route.node(), "", model, findings));
        checkOnePolicy(model, findings);
    }

    private MoneyCall moneyCall(EndpointUse use) {
        if (!use.isKamelet() || !use.path().equals("wise-call")) {
            return MoneyCall.HARMLESS;
        }
        String path = pathOf.apply(use.path(), use.parameter("call"));
        // A call without a path is found by another rule.
        return path.startsWith("/") ? MoneyCall.of(use.parameter("method"), path) : MoneyCall.HARMLESS;
    }

    /** Which call it is must be seen without running the route. */
    private static void checkName(EndpointUse use, Consumer<Diagnostic> findings) {
        if (use.isKamelet() && (use.path() + use.parameter("call") + use.parameter("method")).contains("${")) {
            findings.accept(use.place()
                    .finding(
                            "Which remote call this is depends on the message, so it cannot be checked.",
                            "Write kamelet, method and call as plain names; branch with a choice."));
        }
    }

    private static void checkTransfer(EndpointUse use, Consumer<Diagnostic> findings) {
        String sent = use.node().get("variableSend").text();
        List<YamlNode> values = use.route() == null || sent.isEmpty() ? List.of() : assignments(use.route(), sent);
        boolean isStored = values.size() == 1
                && values.get(0)
                        .get("expression")
                        .get("simple")
                        .get("expression")
                        .text()
                        .equals(STORED);
        if (!isStored) {
            findings.accept(use.place()
                    .finding(
                            "This makes a transfer from something else than the request that the ledger has stored.",
                            "In the same route set the variable of variableSend to " + STORED
                                    + ", and to nothing else; the request is stored by bean:payments, method"
                                    + " transferRequested."));
        }
    }

    /** Steps of the route that give the variable a value. */
    private static List<YamlNode> assignments(RouteItem route, String variable) {
        List<YamlNode> found = new ArrayList<>();
        route.node().walk(node -> {
            if (node.get("setVariable").get("name").text().equals(variable)) {
                found.add(node.get("setVariable"));
            }
            if (node.get("variableReceive").text().equals(variable)) {
                found.add(node);
            }
        });
        return found;
    }

    /** The ledger's step comes first, in the same list of steps, and nothing that could go elsewhere stands in between. */
    private static void checkFunding(EndpointUse use, Consumer<Diagnostic> findings) {
        boolean isRecorded = use.route() != null && isRecordedBefore(use.route().node(), use);
        if (!isRecorded) {
            findings.accept(use.place()
                    .finding(
                            "This moves money without the ledger's step before it.",
                            "In the same list of steps first call bean:payments with the method fundingRequested (for"
                                    + " a batch: bean:batchFunding, requested); between the two only set variables or"
                                    + " call beans."));
        }
    }

    private static boolean isRecordedBefore(YamlNode tree, EndpointUse use) {
        boolean recorded = false;
        for (YamlNode step : tree.get("steps").items()) {
            if (step == use.parent()) {
                return recorded;
            }
            if (isLedgerStep(step.get("to"))) {
                recorded = true;
            } else if (!step.has("setVariable") && !step.has("log") && !isBean(step.get("to"))) {
                recorded = false;
            }
        }
        return tree.fields().values().stream().anyMatch(child -> isRecordedBefore(child, use))
                || tree.items().stream().anyMatch(child -> isRecordedBefore(child, use));
    }

    private static boolean isLedgerStep(YamlNode to) {
        String method = to.get("parameters").get("method").text();
        String uri = to.get("uri").text();
        return (uri.equals("bean:payments") && method.equals("fundingRequested"))
                || (uri.equals("bean:batchFunding") && method.equals("requested"));
    }

    private static boolean isBean(YamlNode to) {
        return to.get("uri").text().startsWith("bean:");
    }

    /** A step that repeats others must not reach a call that moves money. */
    private void checkRepeats(
            RouteItem route, YamlNode tree, String around, RouteModel model, Consumer<Diagnostic> findings) {
        tree.fields().forEach((name, value) -> {
            String inside = REPEATING.contains(name) ? name : around;
            if (!inside.isEmpty() && value.has("uri")) {
                model.endpoints().stream()
                        .filter(use -> use.node() == value)
                        .filter(use -> reachesMoney(use, model, new TreeSet<>()))
                        .forEach(use -> findings.accept(use.place()
                                .finding(
                                        "This would move money inside of '" + inside + "'.",
                                        "One payout is funded once; take it out of '" + inside + "'.")));
            }
            checkRepeats(route, value, inside, model, findings);
        });
        tree.items().forEach(item -> checkRepeats(route, item, around, model, findings));
    }

    private boolean reachesMoney(EndpointUse use, RouteModel model, Set<String> seen) {
        MoneyCall call = moneyCall(use);
        if (call == MoneyCall.FUNDING || call == MoneyCall.BATCH_FUNDING) {
            return true;
        }
        if (!use.scheme().equals("direct") || !seen.add(use.path())) {
            return false;
        }
        return model.routes().stream()
                .filter(route -> route.from().address().equals(use.address()))
                .flatMap(model::endpointsOf)
                .anyMatch(next -> reachesMoney(next, model, seen));
    }

    /** The same call made twice is one step for Camel, with the error policy of the route that was there first. */
    private static void checkOnePolicy(RouteModel model, Consumer<Diagnostic> findings) {
        Map<String, EndpointUse> first = new TreeMap<>();
        for (EndpointUse use : model.endpoints()) {
            if (use.isKamelet() && use.route() != null) {
                Map<String, String> parameters = new TreeMap<>();
                use.parameters().forEach((name, value) -> parameters.put(name, value.value()));
                EndpointUse other = first.putIfAbsent(use.address() + parameters, use);
                if (other != null && !other.route().policy().equals(use.route().policy())) {
                    findings.accept(use.place()
                            .finding(
                                    "The route '" + other.route().id()
                                            + "' makes the same call under the error policy '"
                                            + other.route().policy() + "', and Camel would use that one here, too.",
                                    "Give the call here a name of its own, with the same path in"
                                            + " application.properties."));
                }
            }
        }
    }
}
