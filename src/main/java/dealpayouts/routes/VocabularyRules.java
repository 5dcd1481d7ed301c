package dealpayouts.routes;

import dealpayouts.routes.RouteModel.Piece;
import dealpayouts.routes.RouteVocabulary.Field;
import dealpayouts.routes.RouteVocabulary.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything in route files is on the list of what they may use ({@link RouteVocabulary}). It walks through each file along
 * that list, so that whatever the list does not name is refused where it stands.
 */
final class VocabularyRules implements Rules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern HEADERS = Pattern.compile("\\*|[A-Za-z][A-Za-z0-9-]*(\\|[A-Za-z][A-Za-z0-9-]*)*");
    private static final Pattern SOURCE = Pattern.compile("variable:" + NAME);
    private static final Pattern METHOD = Pattern.compile("([A-Za-z][A-Za-z0-9]*)(\\(.*\\))?");
    private static final Pattern ARGUMENTS = Pattern.compile("\\(\\s*(?:ARG(?:\\s*,\\s*ARG)*)?\\s*\\)"
            .replace("ARG", "(?:'[^'$\\\\]*'|-?\\d+|true|false|null|\\$\\{[^{}$]*})"));
    private static final Pattern JSONPATH = Pattern.compile("\\$[^{}\\\\]*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([?!]?)([^{}]*)}}");
    /** What Camel takes for a setting that is not there: nothing in it may be evaluated or looked up. */
    private static final Pattern DEFAULT = Pattern.compile("[A-Za-z0-9 ._/-]*");
    /** The parameter of a kamelet is a part of a setting's name: the only nesting there is. */
    private static final Pattern PATH_OF_CALL = Pattern.compile("\\{\\{(wise|kommo)\\.path\\.\\{\\{call}}}}");
    /** Scheme and host stand there as they are; what follows the slash behind them may be put together. */
    private static final Pattern FOREIGN =
            Pattern.compile("(https?)://([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(:\\d{1,5})?(/[^#\\\\]*)?");

    private static final Set<String> HTTP = Set.of("http", "https");

    private final RouteVocabulary vocabulary;
    private final ForeignHosts hosts;
    private final Set<String> classes;
    /** Values that stand in other places by {@code {{name}}}. */
    private static final Set<String> PARAMETERS = Set.of("parameter", "value", "defaultValue", "default");

    private final Set<String> ownBeans = new TreeSet<>();

    /**
     * Rules for a list.
     *
     * @param hosts further hosts that a kamelet may call
     * @param classes of which a file may make beans, because the operator says so; their methods are all allowed
     */
    VocabularyRules(RouteVocabulary vocabulary, ForeignHosts hosts, Set<String> classes) {
        this.vocabulary = vocabulary;
        this.hosts = hosts;
        this.classes = classes;
    }

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        model.beans().forEach((name, bean) -> {
            if (isOwn(bean)) {
                ownBeans.add(name);
            }
        });
        model.pieces().forEach(piece -> new Walk(piece, findings).file());
    }

    private boolean isOwn(YamlNode bean) {
        return classes.contains(bean.get("type").text())
                && bean.fields().size() == 2
                && bean.get("name").text().matches(RouteVocabulary.PATHS.get("bean"))
                && !vocabulary.beans().containsKey(bean.get("name").text());
    }

    /** One file, or one route made from a template. */
    private final class Walk {
        private final Piece piece;
        private final Consumer<Diagnostic> findings;
        private Set<String> parameters = Set.of();

        Walk(Piece piece, Consumer<Diagnostic> findings) {
            this.piece = piece;
            this.findings = findings;
        }

        void file() {
            if (piece.isKamelet()) {
                parameters = piece.root()
                        .get("spec")
                        .get("definition")
                        .get("properties")
                        .fields()
                        .keySet();
                group("kamelet", piece.root());
                return;
            }
            for (YamlNode item : piece.root().items()) {
                parameters = item.get("routeTemplate").get("parameters").items().stream()
                        .map(parameter -> parameter.get("name").text())
                        .collect(Collectors.toUnmodifiableSet());
                group("file", item);
            }
            if (piece.root().items().isEmpty()) {
                refuse(piece.root(), "A route file is a list.", "Begin each part with '- route:' or another part.");
            }
        }

        private void group(String name, YamlNode node) {
            fields(name, RouteVocabulary.BLOCKS.get(name), node);
        }

        private void fields(String around, Map<String, Field> allowed, YamlNode node) {
            if (node.isText() && !node.text().isEmpty()) {
                refuse(node, "'" + around + "' needs fields here, not a text.", "Write them below it, one on a line.");
            }
            node.fields().forEach((name, value) -> {
                Field field = allowed.get(name);
                if (around.equals("routeTemplate") && name.equals("route")) {
                    // It is looked at as what it becomes where it is used.
                    return;
                }
                if (field == null && RouteVocabulary.LANGUAGES.containsKey(name) && allowed.containsKey("expression")) {
                    // A language may stand in a step without expression around it.
                    language(name, value, allowed.get("expression").kind() == Kind.PREDICATE);
                } else if (field == null) {
                    refuse(
                            node.key(name),
                            around.equals("file")
                                    ? "A route file may not have '" + name + "'."
                                    : "'" + around + "' may not have '" + name + "' in a route file.",
                            RouteVocabulary.remedy(name, allowed.keySet(), "what it may have"));
                } else {
                    field(name, field, value, node);
                }
            });
        }

        private void field(String name, Field field, YamlNode value, YamlNode owner) {
            switch (field.kind()) {
                case GROUP -> groupOrList(name, value);
                case STEPS -> steps(value);
                case BRANCHES -> value.items().forEach(item -> group("when", item));
                case BRANCH -> group(name, value);
                case HANDLERS -> value.items().forEach(item -> handler(name, item));
                case EXPRESSION -> expression(value, false);
                case PREDICATE -> expression(value, true);
                case ADDRESS -> address(value, owner);
                case OPTIONS -> {
                    // With the address they belong to.
                }
                case CLASSES -> value.items().forEach(this::exception);
                case SENTENCES -> value.fields().values().forEach(text -> text(Kind.TEXT, "sentence", text));
                case PARAMETERS -> value.items().forEach(this::parameter);
                case PROPERTIES -> value.fields().forEach((key, property) -> property(value.key(key), property));
                default -> {
                    if (field.words().isEmpty()) {
                        text(field.kind(), name, value);
                    } else if (!field.words().contains(value.text()) && !isParameter(value.text())) {
                        refuse(
                                value,
                                "'" + name + "' may not be '" + value.text() + "'.",
                                "Allowed: " + String.join(", ", field.words()) + ".");
                    }
                }
            }
        }

        private void groupOrList(String name, YamlNode value) {
            if (value.items().isEmpty()) {
                group(name, value);
            } else if (name.equals("beans")) {
                value.items().forEach(this::holder);
            } else {
                refuse(value, "'" + name + "' is no list.", "Write its fields below it.");
            }
        }

        private void holder(YamlNode bean) {
            if (!isOwn(bean)) {
                group("beans", bean);
            }
        }

        private void handler(String kind, YamlNode item) {
            item.fields().forEach((name, value) -> {
                if (name.equals(kind)) {
                    group(name, value);
                } else {
                    refuse(item.key(name), "'" + name + "' does not belong here.", "Allowed: " + kind + ".");
                }
            });
        }

        private void steps(YamlNode list) {
            for (YamlNode item : list.items()) {
                if (item.isText() && RouteVocabulary.STEPS.containsKey(item.text())) {
                    continue;
                }
                if (item.fields().size() != 1) {
                    refuse(item, "A step is one name with its fields.", "Begin each step with a dash.");
                }
                item.fields().forEach((name, value) -> step(item, name, value));
            }
        }

        private void step(YamlNode item, String name, YamlNode value) {
            Map<String, Field> allowed = RouteVocabulary.STEPS.get(name);
            if (allowed == null) {
                refuse(
                        item.key(name),
                        "'" + name + "' is not allowed in a route.",
                        RouteVocabulary.remedy(name, RouteVocabulary.STEPS.keySet(), "the steps that are"));
            } else if (value.isText() && (name.equals("to") || name.equals("toD"))) {
                address(value, item);
            } else if (value.isText() && name.equals("log")) {
                text(Kind.TEXT, "log", value);
            } else {
                if (name.equals("enrich")) {
                    target(value);
                }
                if (name.equals("toD") && !piece.isKamelet()) {
                    refuse(
                            item.key(name),
                            "'toD' calls what the message names, so it cannot be checked.",
                            "Use 'to' with a plain address, and branch with a choice.");
                }
                fields(name, allowed, value);
            }
        }

        private void target(YamlNode enrich) {
            YamlNode address = enrich.get("expression").get("constant").get("expression");
            if (!address.text().matches("direct:" + RouteVocabulary.PATHS.get("direct"))) {
                refuse(
                        address.isThere() ? address : enrich,
                        "What this calls does not stand here as a route of this product.",
                        "Write expression, constant, expression: direct: and the route's name.");
            }
        }

        private void expression(YamlNode node, boolean isCondition) {
            if (node.fields().isEmpty()) {
                refuse(node, "There is no language here.", "Write a language such as simple below it.");
            }
            node.fields().forEach((language, value) -> {
                if (!RouteVocabulary.LANGUAGES.containsKey(language)) {
                    refuse(
                            node.key(language),
                            "The language '" + language + "' is not allowed in a route.",
                            RouteVocabulary.remedy(
                                    language, RouteVocabulary.LANGUAGES.keySet(), "the languages that are"));
                } else {
                    language(language, value, isCondition);
                }
            });
        }

        private void language(String language, YamlNode value, boolean isCondition) {
            Map<String, Field> allowed = RouteVocabulary.LANGUAGES.get(language);
            if (value.isText()) {
                Field field = allowed.get("expression");
                if (field != null) {
                    text(isCondition && field.kind() == Kind.TEXT ? Kind.CONDITION : field.kind(), language, value);
                } else {
                    refuse(value, "'" + language + "' needs ref and method.", "Write them below it.");
                }
                return;
            }
            value.fields().forEach((name, content) -> {
                Field field = allowed.get(name);
                if (field == null) {
                    refuse(
                            value.key(name),
                            "'" + language + "' may not have '" + name + "' in a route file.",
                            RouteVocabulary.remedy(name, allowed.keySet(), "what it may have"));
                } else if (isCondition && name.equals("expression") && field.kind() == Kind.TEXT) {
                    text(Kind.CONDITION, name, content);
                } else if (field.kind() == Kind.METHOD) {
                    method(value.get("ref").text(), content);
                } else {
                    field(name, field, content, value);
                }
            });
            if (language.equals("method") && !value.has("method")) {
                refuse(value, "Which method of the bean is called does not stand here.", "Add method.");
            }
        }

        private void text(Kind kind, String name, YamlNode node) {
            String text = node.text();
            if (!node.isText()) {
                refuse(node, "'" + name + "' needs a text here.", "Write " + kind.meaning() + ".");
                return;
            }
            placeholders(node);
            if (text.strip().startsWith("resource:")) {
                refuse(node, "'resource:' reads a file.", RouteVocabulary.remedy("resource", Set.of(), ""));
                return;
            }
            if (PARAMETERS.contains(name) && text.strip().startsWith("#")) {
                refuse(node, "'#' looks a bean or a class up.", "Write the value itself.");
                return;
            }
            boolean isFine =
                    switch (kind) {
                        case NAME -> NAME.matcher(text).matches() || isParameter(text);
                        case FLAG -> text.equals("true") || text.equals("false");
                        case NUMBER -> NUMBER.matcher(text).matches() || isPlaceholder(text);
                        case CONSTANT ->
                            !SimpleText.isEvaluated(text) && !text.startsWith("#") && !text.startsWith("RAW(");
                        case HEADER -> header(text);
                        case PATTERN -> HEADERS.matcher(text).matches();
                        case SOURCE -> SOURCE.matcher(text).matches();
                        case JSONPATH -> JSONPATH.matcher(text).matches();
                        case CONDITION -> functions(node) && isCondition(node);
                        case TEXT -> functions(node);
                        case BEAN -> bean(node);
                        default -> true;
                    };
            if (!isFine) {
                refuse(node, "'" + name + "' may not be '" + shortened(text) + "'.", "Write " + kind.meaning() + ".");
            }
        }

        private static boolean header(String text) {
            return text.regionMatches(true, 0, "camel", 0, 5)
                    ? RouteVocabulary.CAMEL_HEADERS.contains(text)
                    : HEADER.matcher(text).matches();
        }

        /** True also when functions were refused: then that is said already. */
        private boolean functions(YamlNode node) {
            List<SimpleText.Function> functions = SimpleText.functions(
                    // Which settings these are is looked at apart; what they hold, the operator decides.
                    PLACEHOLDER.matcher(node.text()).replaceAll("setting"),
                    (function, word) -> refuse(
                            node,
                            "The function " + shortened(function) + " is not allowed in a route.",
                            RouteVocabulary.remedy(word, Set.of(), "the functions that are")));
            functions.stream()
                    .filter(function -> function.kind() == SimpleText.Kind.BEAN)
                    .forEach(function -> calls(node, function.name(), function.rest()));
            return true;
        }

        private static boolean isCondition(YamlNode node) {
            return SimpleText.isCondition(PLACEHOLDER.matcher(node.text()).replaceAll("0"));
        }

        private boolean bean(YamlNode node) {
            if (!vocabulary.beans().containsKey(node.text()) && !ownBeans.contains(node.text())) {
                refuse(
                        node,
                        "There is no bean '" + node.text() + "' for routes.",
                        RouteVocabulary.remedy(node.text(), vocabulary.beans().keySet(), "the beans that there are"));
            }
            return true;
        }

        private void method(String bean, YamlNode node) {
            placeholders(node);
            Matcher method = METHOD.matcher(PLACEHOLDER.matcher(node.text()).replaceAll("0"));
            if (!method.matches()
                    || (method.group(2) != null
                            && !ARGUMENTS.matcher(method.group(2)).matches())) {
                refuse(
                        node,
                        "'" + shortened(node.text()) + "' is no method of a bean as a route may write it.",
                        "Write its name, and its arguments as quoted texts, numbers or ${…}.");
                return;
            }
            functions(node);
            calls(node, bean, method.group(1));
        }

        private void calls(YamlNode node, String bean, String method) {
            Set<String> methods = vocabulary.beans().get(bean);
            if (ownBeans.contains(bean) && !method.isEmpty()) {
                return;
            }
            if (methods == null) {
                refuse(
                        node,
                        "There is no bean '" + bean + "' for routes.",
                        RouteVocabulary.remedy(bean, vocabulary.beans().keySet(), "the beans that there are"));
            } else if (!methods.contains(method)) {
                refuse(
                        node,
                        "The bean '" + bean + "' has no method '" + method + "' for routes.",
                        RouteVocabulary.remedy(method, methods, "its methods"));
            }
        }

        private void address(YamlNode node, YamlNode owner) {
            placeholders(node);
            String written = node.text();
            String[] halves = written.split("\\?", 2);
            String base = remoteBase(halves[0]);
            if (!base.isEmpty()) {
                remote(node, halves[0], base, owner);
            } else if (HTTP.contains(scheme(written))) {
                foreign(node, written, owner);
            } else {
                local(node, halves, owner);
            }
        }

        private void local(YamlNode node, String[] halves, YamlNode owner) {
            String scheme = scheme(halves[0]);
            Map<String, Field> options = RouteVocabulary.COMPONENTS.get(scheme);
            if (options == null) {
                refuse(
                        node,
                        scheme.isEmpty()
                                ? "There is no address here."
                                : "The component '" + shortened(scheme) + "' is not allowed in a route.",
                        RouteVocabulary.remedy(scheme, RouteVocabulary.COMPONENTS.keySet(), "the components that are"));
                return;
            }
            String path = halves[0]
                    .substring(Math.min(halves[0].length(), scheme.length() + 1))
                    .replaceFirst("^//", "");
            if (!path.matches(RouteVocabulary.PATHS.get(scheme))) {
                refuse(
                        node,
                        "'" + shortened(halves[0]) + "' is no address of '" + scheme + "' as a route may write it.",
                        scheme.equals("platform-http")
                                ? "Routes answer only where Kommo and Wise call: platform-http:/webhooks/kommo and"
                                        + " platform-http:/webhooks/wise."
                                : "Write " + scheme + ": and a plain name.");
                return;
            }
            boolean isSource = scheme.equals("kamelet") && (path.equals("source") || path.equals("sink"));
            if (scheme.equals("bean")) {
                YamlNode method = owner.get("parameters").get("method");
                if (method.isThere() && (vocabulary.beans().containsKey(path) || ownBeans.contains(path))) {
                    method(path, method);
                } else {
                    calls(node, path, "");
                }
            } else if (scheme.equals("kamelet") && !isSource) {
                // What they may hold is a matter of the kamelet; whatever is evaluated in them is looked at here.
                owner.get("parameters").fields().values().forEach(value -> text(Kind.TEXT, "parameter", value));
            } else {
                options(scheme, options, owner.get("parameters"));
            }
            if (halves.length == 2) {
                refuse(node, "Options in the address cannot be checked.", "Write them below parameters.");
            }
        }

        private void options(String scheme, Map<String, Field> allowed, YamlNode parameters) {
            parameters.fields().forEach((name, value) -> {
                Field field = allowed.get(name);
                if (field == null) {
                    refuse(
                            parameters.key(name),
                            "The option '" + name + "' of '" + scheme + "' is not allowed in a route.",
                            RouteVocabulary.remedy(name, allowed.keySet(), "those that are"));
                } else {
                    field(name, field, value, parameters);
                }
            });
        }

        /** The remote whose address begins here; empty when it is none of the product's. */
        private String remoteBase(String address) {
            return vocabulary.remotes().stream()
                    .filter(remote -> address.startsWith("{{" + remote + ".base-url}}"))
                    .findFirst()
                    .orElse("");
        }

        private void remote(YamlNode node, String address, String remote, YamlNode owner) {
            String expected = "{{" + remote + ".base-url}}{{" + remote + ".path.{{call}}}}";
            if (!piece.name().endsWith("/" + remote + "-call" + RouteFile.KAMELET)) {
                refuse(node, "Only the kamelet " + remote + "-call may hold this address.", "Call that kamelet.");
            } else if (!node.text().equals(expected)) {
                refuse(node, "This is not the address that the kamelet is for.", "Write " + expected + ".");
            }
            options("http", RouteVocabulary.COMPONENTS.get("http"), owner.get("parameters"));
        }

        private void foreign(YamlNode node, String written, YamlNode owner) {
            if (!piece.isKamelet()) {
                refuse(
                        node,
                        "This calls a remote by its address.",
                        "Call Kommo and Wise through the kamelets kommo-call and wise-call, others through a kamelet"
                                + " of their own: it holds address, token and what is taken for a success.");
                return;
            }
            Matcher address = FOREIGN.matcher(written);
            if (!address.matches()) {
                refuse(
                        node,
                        "Whom this calls does not stand here as it is.",
                        "Write https://, the host as it is, and a slash; only what follows may contain ${…} or {{…}}.");
                return;
            }
            functions(node);
            String port = address.group(3);
            ForeignHosts.Refusal refusal = hosts.refusal(
                    address.group(1),
                    address.group(2),
                    port == null ? -1 : Integer.parseInt(port.substring(1)),
                    constantPath(address.group(4)));
            if (refusal != null) {
                refuse(node, refusal.cause(), refusal.remedy());
            }
            options("http", RouteVocabulary.COMPONENTS.get("http"), owner.get("parameters"));
        }

        private void exception(YamlNode type) {
            if (!RouteVocabulary.EXCEPTIONS.contains(type.text())) {
                refuse(
                        type,
                        "An error policy may not name '" + shortened(type.text()) + "'.",
                        RouteVocabulary.remedy(type.text(), RouteVocabulary.EXCEPTIONS, "what it may name"));
            }
        }

        /** Of a template, of its use, or the name of a parameter that a kamelet needs. */
        private void parameter(YamlNode node) {
            if (node.isText()) {
                text(Kind.NAME, "required", node);
                return;
            }
            node.fields().forEach((name, value) -> {
                switch (name) {
                    case "name" -> text(Kind.NAME, name, value);
                    case "value", "defaultValue" -> text(Kind.TEXT, name, value);
                    case "description" -> text(Kind.PROSE, name, value);
                    case "required" -> text(Kind.FLAG, name, value);
                    default ->
                        refuse(
                                node.key(name),
                                "A parameter may not have '" + name + "'.",
                                "Allowed: name, value, defaultValue, required, description.");
                }
            });
        }

        private void property(YamlNode key, YamlNode property) {
            text(Kind.NAME, "parameter", key);
            property.fields().forEach((name, value) -> {
                switch (name) {
                    case "title", "description", "type", "format" -> text(Kind.PROSE, name, value);
                    case "default", "example" -> text(Kind.TEXT, name, value);
                    case "enum" -> value.items().forEach(word -> text(Kind.CONSTANT, name, word));
                    default ->
                        refuse(
                                property.key(name),
                                "The parameter of a kamelet may not have '" + name + "'.",
                                "Allowed: title, description, type, format, default, example, enum.");
                }
            });
        }

        private void placeholders(YamlNode node) {
            String text = node.text();
            if (!text.contains("{{")) {
                return;
            }
            String rest = text;
            if (piece.isKamelet()) {
                rest = PATH_OF_CALL.matcher(rest).replaceAll("");
                for (String remote : vocabulary.remotes()) {
                    // Where it may stand, the rule for addresses says.
                    rest = rest.replace("{{" + remote + ".base-url}}", "");
                }
            }
            Matcher placeholder = PLACEHOLDER.matcher(rest);
            while (placeholder.find()) {
                placeholder(node, placeholder.group(1), placeholder.group(2));
                if (rest.startsWith("{", placeholder.end()) || rest.startsWith("$", placeholder.start() - 1)) {
                    refuse(
                            node,
                            "What a setting holds and what stands beside it could become a function together.",
                            "Put a blank between the setting and '$' or '{'.");
                }
            }
            String left = PLACEHOLDER.matcher(rest).replaceAll("");
            if (left.contains("{{") || left.contains("}}")) {
                refuse(
                        node,
                        "Which setting this reads is put together from others.",
                        "Write the whole name between {{ and }}.");
            }
        }

        private void placeholder(YamlNode node, String sign, String content) {
            int colon = content.indexOf(':');
            String name = (colon < 0 ? content : content.substring(0, colon)).strip();
            if (colon >= 0 && !DEFAULT.matcher(content.substring(colon + 1)).matches()) {
                refuse(
                        node,
                        "What stands for the setting '" + shortened(name)
                                + "' when it is not set is more than a plain word.",
                        "Write letters, digits, blanks and . _ / - only, or set it in application.properties.");
            }
            if (parameters.contains(name) && NAME.matcher(name).matches()) {
                return;
            }
            if (RouteVocabulary.SECRETS.contains(name)) {
                refuse(
                        node,
                        "A route must not get hold of the secret '" + name + "'.",
                        "Remove it: the product adds it to the calls for which it is.");
            } else if (!RouteVocabulary.isReadable(name) || sign.equals("!")) {
                refuse(
                        node,
                        "The setting '" + shortened(name) + "' is not one that a route may read.",
                        RouteVocabulary.remedy(
                                name,
                                RouteVocabulary.settings(),
                                "those that it may; settings of your own begin with own."));
            }
        }

        private boolean isParameter(String text) {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            return placeholder.matches() && parameters.contains(placeholder.group(2));
        }

        private static boolean isPlaceholder(String text) {
            return PLACEHOLDER.matcher(text).matches();
        }

        private void refuse(YamlNode node, String cause, String remedy) {
            findings.accept(node.finding(cause, remedy));
        }
    }

    private static String scheme(String address) {
        int colon = address.indexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    /** Up to where it depends on the message; the gate looks at the whole of it. */
    private static String constantPath(String path) {
        return path == null ? "" : path.replaceFirst("/[^/]*(\\$\\{|\\{\\{|\\?).*", "/");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 59) + "…" : line;
    }
}
