package dealpayouts.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands in all route files together, as the rules look at it. */
final class RouteModel {

    /** Fields that hold an endpoint's address in short form. */
    private static final Set<String> ADDRESSED = Set.of("from", "to", "toD", "wireTap", "interceptFrom");

    /** Steps whose address is an expression; only a constant one can be checked. */
    private static final Set<String> ENRICHING = Set.of("enrich", "pollEnrich");

    private static final Pattern FIRST_SETTING = Pattern.compile("^\\{\\{[^{}]+}}");

    private final Map<String, YamlNode> files = new LinkedHashMap<>();
    private final List<RouteItem> routes = new ArrayList<>();
    private final List<YamlNode> policies = new ArrayList<>();
    private final Map<String, YamlNode> kamelets = new TreeMap<>();
    private final Map<String, YamlNode> beans = new TreeMap<>();
    private final List<EndpointUse> endpoints = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, YamlNode> templates = new TreeMap<>();
    private final List<YamlNode> uses = new ArrayList<>();
    private final UnaryOperator<String> placeholders;

    /**
     * A file, or what a template becomes where it is used.
     *
     * @param name of the file
     */
    record Piece(String name, boolean isKamelet, YamlNode root) {}

    /**
     * A route, or the template of a kamelet.
     *
     * @param id empty when it has none
     * @param from its source
     * @param policy id of the route configuration that it names; empty when it names none
     * @param node all of it
     */
    record RouteItem(String id, EndpointUse from, String policy, YamlNode node, boolean isKamelet) {}

    /** @param placeholders puts settings into an address; leaves alone what it does not know */
    RouteModel(UnaryOperator<String> placeholders) {
        this.placeholders = placeholders;
    }

    void add(RouteFile file, YamlNode root) {
        files.put(file.name(), root);
        pieces.add(new Piece(file.name(), file.isKamelet(), root));
        if (file.isKamelet()) {
            kamelets.put(file.shortName(), root);
            addRoute(root.get("spec").get("template"), true);
            return;
        }
        for (YamlNode item : root.items()) {
            if (item.has("route")) {
                addRoute(item.get("route"), false);
            } else if (item.has("routeTemplate")) {
                templates.put(item.get("routeTemplate").get("id").text(), item.get("routeTemplate"));
            } else if (item.has("templatedRoute")) {
                uses.add(item.get("templatedRoute"));
            } else if (item.has("from")) {
                addRoute(item, false);
            } else if (item.has("routeConfiguration")) {
                policies.add(item.get("routeConfiguration"));
                addEndpoints(item, null);
            } else {
                addEndpoints(item, null);
            }
            item.get("beans").items().forEach(bean -> beans.put(bean.get("name").text(), bean));
        }
    }

    /**
     * Puts the routes that templates become where the templates are used, once all files are there.
     *
     * @param findings gets uses of templates, and parameters, that are not there
     */
    void expand(Consumer<Diagnostic> findings) {
        for (YamlNode use : uses) {
            String name = use.get("routeTemplateRef").text();
            YamlNode template = templates.get(name);
            if (template == null) {
                findings.accept(use.finding(
                        "There is no route template '" + name + "'.",
                        Suggestion.remedy(name, templates.keySet(), "Add it, or correct the name.")));
                continue;
            }
            Map<String, String> values = new TreeMap<>();
            for (YamlNode parameter : template.get("parameters").items()) {
                if (parameter.has("defaultValue")) {
                    values.put(
                            parameter.get("name").text(),
                            parameter.get("defaultValue").text());
                }
            }
            for (YamlNode parameter : use.get("parameters").items()) {
                values.put(parameter.get("name").text(), parameter.get("value").text());
            }
            for (YamlNode parameter : template.get("parameters").items()) {
                if (!values.containsKey(parameter.get("name").text())) {
                    findings.accept(use.finding(
                            "The route template '" + name + "' needs the parameter '"
                                    + parameter.get("name").text() + "'.",
                            "Add it below parameters."));
                }
            }
            YamlNode route = template.get("route").with(text -> put(values, text));
            pieces.add(new Piece(use.file(), false, YamlNode.list(YamlNode.map("route", route))));
            addRoute(route, use.get("routeId").text(), false);
        }
    }

    private static String put(Map<String, String> values, String text) {
        String whole = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            whole = whole.replace("{{" + value.getKey() + "}}", value.getValue())
                    .replace("{{?" + value.getKey() + "}}", value.getValue());
        }
        return whole;
    }

    private void addRoute(YamlNode node, boolean isKamelet) {
        addRoute(node, node.get("id").text(), isKamelet);
    }

    private void addRoute(YamlNode node, String id, boolean isKamelet) {
        EndpointUse from = use(node, "from", node.get("from"), null);
        RouteItem route =
                new RouteItem(id, from, node.get("routeConfigurationId").text(), node, isKamelet);
        routes.add(route);
        addEndpoints(node, route);
    }

    private void addEndpoints(YamlNode tree, RouteItem route) {
        tree.fields().forEach((name, value) -> {
            if (value.has("uri") || (ADDRESSED.contains(name) && value.isText())) {
                endpoints.add(use(tree, name, value, route));
            } else if (ENRICHING.contains(name)) {
                YamlNode address = value.get("expression").get("constant").get("expression");
                endpoints.add(use(value, name, address.isThere() ? address : value, route));
            }
            if (!name.equals("parameters") && !name.equals("properties")) {
                addEndpoints(value, route);
            }
        });
        tree.items().forEach(item -> addEndpoints(item, route));
    }

    private EndpointUse use(YamlNode parent, String step, YamlNode node, RouteItem route) {
        YamlNode place = node.isText() ? node : node.has("uri") ? node.get("uri") : node;
        String written = node.isText() ? node.text() : node.get("uri").text();
        String[] parts = address(written).split("\\?", 2);
        Map<String, EndpointUse.Parameter> parameters = new LinkedHashMap<>();
        if (parts.length == 2) {
            for (String pair : parts[1].split("&")) {
                String[] option = pair.split("=", 2);
                parameters.put(option[0], new EndpointUse.Parameter(place, option.length == 2 ? option[1] : ""));
            }
        }
        YamlNode options = node.get("parameters");
        options.fields()
                .forEach((name, value) ->
                        parameters.put(name, new EndpointUse.Parameter(options.key(name), value.text())));
        return new EndpointUse(step, parts[0], parameters, place, node, parent, route);
    }

    /** In a kamelet the rest of an address may depend on a parameter; who is called does not. */
    private String address(String written) {
        String address = placeholders.apply(written);
        Matcher first = FIRST_SETTING.matcher(address);
        return first.find() ? placeholders.apply(first.group()) + address.substring(first.end()) : address;
    }

    Map<String, YamlNode> files() {
        return files;
    }

    /** The files, and the routes that templates become. */
    List<Piece> pieces() {
        return pieces;
    }

    /** Routes and kamelets; a template is as many routes as it is used. */
    List<RouteItem> routes() {
        return routes;
    }

    /** Route configurations. */
    List<YamlNode> policies() {
        return policies;
    }

    /** Kamelets by name. */
    Map<String, YamlNode> kamelets() {
        return kamelets;
    }

    /** Beans that are defined in route files, by name. */
    Map<String, YamlNode> beans() {
        return beans;
    }

    /** Each use of an endpoint, sources included. */
    List<EndpointUse> endpoints() {
        return endpoints;
    }

    /** The uses within a route, without its source. */
    Stream<EndpointUse> endpointsOf(RouteItem route) {
        return endpoints.stream()
                .filter(use -> use.route() == route && !use.step().equals("from"));
    }

    /** Calls the visitor with everything in all files. */
    void walk(Consumer<YamlNode> visitor) {
        files.values().forEach(root -> root.walk(visitor));
    }
}
