package dealpayouts.routes;

import dealpayouts.routes.RouteModel.RouteItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ids are unique, and whatever is named exists. */
final class NameRules implements Rules {

    private static final Set<String> NOT_STEPS = Set.of("parameters", "properties", "beans");

    private final Set<String> called;
    private final List<String> webhooks;

    /**
     * Rules for names.
     *
     * @param called routes that Java calls by their {@code direct:} name
     * @param webhooks paths that somebody outside calls, as routes write them
     */
    NameRules(Set<String> called, List<String> webhooks) {
        this.called = called;
        this.webhooks = webhooks;
    }

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        Map<String, YamlNode> ids = new HashMap<>();
        model.files().forEach((name, root) -> {
            if (!name.endsWith(RouteFile.KAMELET)) {
                checkIds(root, ids, findings);
            }
        });
        checkRoutes(model, findings);
        checkSources(model, findings);
        checkDirect(model, findings);
        checkWebhooks(model, findings);
        checkPolicies(model, findings);
    }

    private static void checkIds(YamlNode tree, Map<String, YamlNode> ids, Consumer<Diagnostic> findings) {
        YamlNode id = tree.get("id");
        if (id.isText()) {
            YamlNode first = ids.putIfAbsent(id.text(), id);
            if (first != null) {
                findings.accept(id.finding(
                        "The id '" + id.text() + "' is taken: " + place(first) + " has it already.",
                        "Ids of routes and of steps are unique over all files; choose another."));
            }
        }
        tree.fields().forEach((name, value) -> {
            if (!NOT_STEPS.contains(name)) {
                checkIds(value, ids, findings);
            }
        });
        tree.items().forEach(item -> checkIds(item, ids, findings));
    }

    private static void checkRoutes(RouteModel model, Consumer<Diagnostic> findings) {
        for (RouteItem route : model.routes()) {
            if (!route.isKamelet() && route.id().isEmpty()) {
                findings.accept(route.node()
                        .finding(
                                "This route has no id.",
                                "Give it one, so that logs, metrics and the next reader can name it."));
            }
        }
    }

    private static void checkSources(RouteModel model, Consumer<Diagnostic> findings) {
        Map<String, YamlNode> sources = new HashMap<>();
        for (RouteItem route : model.routes()) {
            if (!route.isKamelet()) {
                YamlNode first =
                        sources.putIfAbsent(route.from().address(), route.from().place());
                if (first != null) {
                    findings.accept(route.from()
                            .place()
                            .finding(
                                    "Two routes begin with " + route.from().address() + ": " + place(first)
                                            + " does, too.",
                                    "Give one of them another address, or remove it."));
                }
            }
        }
    }

    private void checkDirect(RouteModel model, Consumer<Diagnostic> findings) {
        Set<String> there = model.routes().stream()
                .map(RouteItem::from)
                .filter(from -> from.scheme().equals("direct"))
                .map(EndpointUse::path)
                .collect(Collectors.toCollection(TreeSet::new));
        for (EndpointUse use : model.endpoints()) {
            String name = use.path();
            boolean known = there.contains(name) || name.contains("${");
            if (use.scheme().equals("direct") && !use.step().equals("from") && !known) {
                findings.accept(use.place()
                        .finding(
                                "Nobody listens to direct:" + name + ".",
                                Suggestion.remedy(name, there, "Add the route, or correct the name.")));
            }
        }
        for (String name : new TreeSet<>(called)) {
            if (!there.contains(name)) {
                findings.accept(new Diagnostic(
                        "",
                        0,
                        0,
                        "There is no route that begins with direct:" + name + ", which durable work calls.",
                        Suggestion.remedy(name, there, "Put it back: without it payouts would stand still.")));
            }
        }
    }

    private void checkWebhooks(RouteModel model, Consumer<Diagnostic> findings) {
        for (String path : webhooks) {
            if (model.routes().stream().noneMatch(route -> route.from().is("platform-http:" + path))) {
                findings.accept(new Diagnostic(
                        "",
                        0,
                        0,
                        "There is no route that begins with platform-http:" + path + ".",
                        "Put it back: what is sent there would be refused."));
            }
        }
    }

    private static void checkPolicies(RouteModel model, Consumer<Diagnostic> findings) {
        Set<String> there = model.policies().stream()
                .map(policy -> policy.get("id").text())
                .collect(Collectors.toCollection(TreeSet::new));
        for (YamlNode policy : model.policies()) {
            if (policy.get("id").text().isEmpty()) {
                findings.accept(policy.finding(
                        "This route configuration has no id, so it would hold for every route that names none.",
                        "Give it an id, and name it in the routes for which it is."));
            }
        }
        for (RouteItem route : model.routes()) {
            if (!route.policy().isEmpty() && !there.contains(route.policy())) {
                findings.accept(route.node()
                        .get("routeConfigurationId")
                        .finding(
                                "There is no route configuration '" + route.policy() + "'.",
                                Suggestion.remedy(route.policy(), there, "Correct the name.")));
            }
        }
    }

    private static String place(YamlNode node) {
        Diagnostic finding = node.finding("", "");
        return finding.file() + ", line " + finding.line() + ",";
    }
}
