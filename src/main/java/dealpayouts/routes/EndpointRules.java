package dealpayouts.routes;

import dealpayouts.routes.EndpointUse.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** Kamelets with their parameters are there. */
final class EndpointRules implements Rules {

    private final CamelContext context;

    /** @param context finds components */
    EndpointRules(CamelContext context) {
        this.context = context;
    }

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        model.endpoints().stream().filter(EndpointUse::isKamelet).forEach(use -> checkKamelet(use, model, findings));
        Set<String> taken = context.getCamelContextExtension()
                .getEndpointUriFactory("kamelet")
                .propertyNames();
        model.kamelets().values().forEach(kamelet -> {
            YamlNode parameters = kamelet.get("spec").get("definition").get("properties");
            parameters.fields().keySet().stream()
                    .filter(taken::contains)
                    .forEach(name -> findings.accept(parameters
                            .key(name)
                            .finding("Camel takes the parameter '" + name + "' for itself.", "Give it another name.")));
        });
    }

    private static void checkKamelet(EndpointUse use, RouteModel model, Consumer<Diagnostic> findings) {
        String name = use.path().replaceFirst("/.*", "");
        YamlNode kamelet = model.kamelets().get(name);
        if (kamelet == null) {
            findings.accept(use.place()
                    .finding(
                            "There is no kamelet '" + name + "'.",
                            Suggestion.remedy(name, model.kamelets().keySet(), "Add it, or correct the name.")));
            return;
        }
        YamlNode definition = kamelet.get("spec").get("definition");
        Map<String, YamlNode> properties = definition.get("properties").fields();
        use.parameters().forEach((key, parameter) -> {
            if (!properties.containsKey(key)) {
                findings.accept(parameter
                        .place()
                        .finding(
                                "The kamelet '" + name + "' has no parameter '" + key + "'.",
                                Suggestion.remedy(
                                        key,
                                        properties.keySet(),
                                        "It has " + String.join(", ", properties.keySet()) + ".")));
            } else {
                checkValue(name, key, properties.get(key), parameter, findings);
            }
        });
        for (YamlNode required : definition.get("required").items()) {
            if (!use.parameters().containsKey(required.text())) {
                findings.accept(use.place()
                        .finding(
                                "The kamelet '" + name + "' needs the parameter '" + required.text() + "'.",
                                "Add it: " + properties.get(required.text()).get("description") + "."));
            }
        }
    }

    private static void checkValue(
            String kamelet, String key, YamlNode property, Parameter parameter, Consumer<Diagnostic> findings) {
        List<String> allowed =
                property.get("enum").items().stream().map(YamlNode::text).toList();
        boolean isPlaceholder = parameter.value().contains("{{");
        if (!allowed.isEmpty() && !allowed.contains(parameter.value()) && !isPlaceholder) {
            findings.accept(parameter
                    .place()
                    .finding(
                            "The parameter '" + key + "' of the kamelet '" + kamelet + "' cannot be '"
                                    + parameter.value() + "'.",
                            "It is one of " + String.join(", ", allowed) + "."));
        }
    }
}
