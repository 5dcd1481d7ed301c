package dealpayouts.routes;

import dealpayouts.routes.EndpointUse.Parameter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

/** Components, their options, kamelets with their parameters, and beans with their methods are there. */
final class EndpointRules implements Rules {

    /** Read by Camel's YAML DSL or by any endpoint. */
    private static final Set<String> ALWAYS =
            Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer");

    /** Components whose options go on to a remote when nobody here knows them; only those that are known are right. */
    private static final Set<String> REMOTE = Set.of("http", "https");

    private static final Pattern BEAN_IN_SIMPLE =
            Pattern.compile("\\$\\{bean:([A-Za-z][\\w-]*)(?:(?:\\?method=|\\.|::)([A-Za-z]\\w*))?");

    private final CamelContext context;

    /** @param context has the beans of the routes, and finds components */
    EndpointRules(CamelContext context) {
        this.context = context;
    }

    @Override
    public void check(RouteModel model, Consumer<Finding> findings) {
        for (EndpointUse use : model.endpoints()) {
            if (use.isKamelet()) {
                checkKamelet(use, model, findings);
            } else if (!use.scheme().contains("{{")
                    && !use.scheme().contains("$")
                    && !use.scheme().endsWith("*")) {
                checkOptions(use, findings);
            }
            if (use.scheme().equals("bean")) {
                checkBean(use.place(), use.path(), use.parameter("method"), model, findings);
            }
        }
        model.walk(node -> checkLanguages(node, model, findings));
    }

    private void checkOptions(EndpointUse use, Consumer<Finding> findings) {
        if (use.scheme().isEmpty()) {
            findings.accept(use.place().finding("There is no address here.", "Write a uri, such as direct:name."));
            return;
        }
        EndpointUriFactory component = context.getCamelContextExtension().getEndpointUriFactory(use.scheme());
        if (component == null) {
            findings.accept(use.place()
                    .finding(
                            "There is no component '" + use.scheme() + "' in this product.",
                            Suggestion.remedy(use.scheme(), schemes(), "Use one that is there.")));
            return;
        }
        Set<String> known = component.propertyNames();
        Collection<String> prefixes = component.multiValuePrefixes().values();
        boolean takesAny = component.isLenientProperties() && !REMOTE.contains(use.scheme());
        use.parameters().forEach((name, parameter) -> {
            boolean isKnown = known.contains(name)
                    || ALWAYS.contains(name)
                    || prefixes.stream().anyMatch(name::startsWith);
            if (!isKnown && !takesAny) {
                findings.accept(parameter
                        .place()
                        .finding(
                                "The component '" + use.scheme() + "' has no option '" + name + "'.",
                                Suggestion.remedy(name, known, "Remove it, or look it up in Camel's documentation.")));
            }
        });
    }

    private static List<String> schemes() {
        return List.of(
                "direct", "bean", "kamelet", "log", "quartz", "timer", "platform-http", "caffeine-cache", "micrometer");
    }

    private static void checkKamelet(EndpointUse use, RouteModel model, Consumer<Finding> findings) {
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
            String kamelet, String key, YamlNode property, Parameter parameter, Consumer<Finding> findings) {
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

    private void checkLanguages(YamlNode node, RouteModel model, Consumer<Finding> findings) {
        YamlNode method = node.get("method");
        if (method.has("ref")) {
            checkBean(
                    method.get("ref"),
                    method.get("ref").text(),
                    method.get("method").text(),
                    model,
                    findings);
        }
        if (node.isText()) {
            Matcher bean = BEAN_IN_SIMPLE.matcher(node.text());
            while (bean.find()) {
                checkBean(node, bean.group(1), bean.group(2) == null ? "" : bean.group(2), model, findings);
            }
        }
    }

    private void checkBean(YamlNode place, String name, String method, RouteModel model, Consumer<Finding> findings) {
        Class<?> type = typeOf(name, model);
        if (type == null) {
            if (!model.beans().containsKey(name)) {
                Set<String> known = new TreeSet<>(model.beans().keySet());
                known.addAll(
                        context.getRegistry().findByTypeWithName(Object.class).keySet());
                findings.accept(place.finding(
                        "There is no bean '" + name + "'.", Suggestion.remedy(name, known, "Correct the name.")));
            }
            return;
        }
        String plain = method.replaceFirst("\\(.*", "");
        Set<String> methods = Arrays.stream(type.getMethods())
                .filter(m -> m.getDeclaringClass() != Object.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!plain.isEmpty() && !methods.contains(plain)) {
            findings.accept(place.finding(
                    "The bean '" + name + "' has no method '" + plain + "'.",
                    Suggestion.remedy(plain, methods, "It has " + String.join(", ", methods) + ".")));
        }
    }

    private Class<?> typeOf(String name, RouteModel model) {
        Object bean = context.getRegistry().lookupByName(name);
        if (bean != null) {
            return bean.getClass();
        }
        YamlNode defined = model.beans().get(name);
        return defined == null
                ? null
                : context.getClassResolver()
                        .resolveClass(defined.get("type").text().replaceFirst("^#class:", ""));
    }
}
