package dealpayouts.routes;

import dealpayouts.routes.RouteModel.RouteItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is acknowledged is stored, nothing leaks in or out, and no remote is asked while a sender waits. */
final class WebhookRules implements Rules {

    private static final String BOUNDARY = "http-boundary";
    private static final Map<String, String> STORES =
            Map.of("/webhooks/kommo", "bean:deliveries", "/webhooks/wise", "bean:wiseEvents");
    private static final Set<String> QUICK = Set.of("bean", "micrometer", "log");
    private static final int REFUSAL = 400;

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        for (RouteItem route : model.routes()) {
            if (!route.from().scheme().equals("platform-http")) {
                continue;
            }
            if (!route.policy().equals(BOUNDARY)) {
                findings.accept(route.from()
                        .place()
                        .finding(
                                "This route answers HTTP without '" + BOUNDARY + "'.",
                                "Set its routeConfigurationId to " + BOUNDARY
                                        + "; without it headers come in and go out."));
            }
            STORES.forEach((path, store) -> {
                if (route.from().path().equals(path)) {
                    checkWebhook(route, store, model, findings);
                }
            });
        }
    }

    private static void checkWebhook(RouteItem route, String store, RouteModel model, Consumer<Diagnostic> findings) {
        model.endpointsOf(route)
                .filter(use -> !QUICK.contains(use.scheme()))
                .forEach(use -> findings.accept(use.place()
                        .finding(
                                "A webhook must not call " + use.address() + " while the sender waits.",
                                "Only store it here; what follows from it is durable work.")));
        List<Diagnostic> answers = new ArrayList<>();
        for (YamlNode step : route.node().get("from").get("steps").items()) {
            YamlNode to = step.get("to");
            if (to.get("uri").text().equals(store)
                    && to.get("parameters").get("method").text().equals("store")) {
                answers.forEach(findings);
                return;
            }
            step.walk(node -> checkAnswer(node, answers::add));
        }
        findings.accept(route.from()
                .place()
                .finding(
                        "This webhook is acknowledged without being stored.",
                        "Call " + store + " with the method store among the route's own steps, before it answers."));
    }

    private static void checkAnswer(YamlNode node, Consumer<Diagnostic> findings) {
        YamlNode header = node.get("setHeader");
        if (header.get("name").text().equals("CamelHttpResponseCode")) {
            String code =
                    header.get("expression").get("constant").get("expression").text();
            if (!code.matches("[1-5]\\d\\d") || Integer.parseInt(code) < REFUSAL) {
                findings.accept(header.finding(
                        "This answers before the webhook is stored.",
                        "Store it first; until then only refuse, with a constant code of 400 or more."));
            }
        }
    }
}
