package dealpayouts.routes;

import dealpayouts.routes.RouteModel.RouteItem;
import dealpayouts.routes.SimpleText.Function;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Variables that routes and sentences name are set before, by somebody; parts of them exist; and what people read holds no
 * record, list or answer of a remote as a whole. It follows the variables from where durable work and requests begin
 * through all routes that are called, with the types that beans give them.
 */
final class VariableRules implements Rules {

    private static final int MOST_ROUNDS = 50;
    private static final String BODY = " body";
    private static final String EXCEPTION = " exception";
    private static final String HEADERS = "header:";
    private static final Set<String> PROSE = Set.of("description", "note");
    private static final Set<String> NESTED = Set.of("steps", "when", "otherwise", "parameters");

    private final CamelContext context;
    private final Map<String, Map<String, Type>> called;
    private final BinaryOperator<String> pathOf;

    /**
     * @param called routes that Java calls by their {@code direct:} name, with the variables it gives them
     * @param pathOf the path of a call, by kamelet and name of the call
     */
    VariableRules(CamelContext context, Map<String, Map<String, Type>> called, BinaryOperator<String> pathOf) {
        this.context = context;
        this.called = called;
        this.pathOf = pathOf;
    }

    @Override
    public boolean isSafeWith(List<Diagnostic> findings) {
        return findings.isEmpty();
    }

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        Flow flow = new Flow(model);
        for (int round = 0; flow.changed && round < MOST_ROUNDS; round++) {
            flow.changed = false;
            flow.run(finding -> {});
        }
        flow.stale.addAll(model.routes());
        flow.run(findings);
        flow.checkSentences(findings);
    }

    /** What may be known at a place: names of variables with the types that they may have. */
    private static final class Scope {
        /** The sets are shared between scopes and never changed. */
        private final Map<String, Set<Type>> types = new HashMap<>();
        /** What was set since the route began, on whatever branch; a caller knows it afterwards. */
        private final Map<String, Set<Type>> assigned;

        Scope() {
            this(new HashMap<>());
        }

        private Scope(Map<String, Set<Type>> assigned) {
            this.assigned = assigned;
        }

        /** For a branch, of which the route knows afterwards. */
        Scope branch() {
            Scope branch = new Scope(assigned);
            branch.types.putAll(types);
            return branch;
        }

        /** For a message of its own, of which the route knows nothing afterwards. */
        Scope part() {
            Scope part = new Scope();
            part.types.putAll(types);
            return part;
        }

        /** @return whether anything was not known before */
        boolean addAll(Scope other) {
            boolean changed = false;
            for (Map.Entry<String, Set<Type>> entry : other.types.entrySet()) {
                changed |= add(types, entry.getKey(), entry.getValue());
            }
            return changed;
        }

        /** After a call: what the called route may have set. */
        void addAssigned(Scope called) {
            called.types.forEach((name, values) -> {
                if (!name.equals(BODY)) {
                    add(types, name, values);
                    add(assigned, name, values);
                }
            });
        }

        /** What a route has set, with the body it leaves. */
        Scope result() {
            Scope result = new Scope();
            result.types.putAll(assigned);
            if (types.containsKey(BODY)) {
                result.types.put(BODY, types.get(BODY));
            }
            return result;
        }

        private static boolean add(Map<String, Set<Type>> to, String name, Set<Type> more) {
            Set<Type> known = to.putIfAbsent(name, more);
            if (known == null) {
                return true;
            }
            if (known == more || known.containsAll(more)) {
                return false;
            }
            Set<Type> all = new HashSet<>(known);
            all.addAll(more);
            to.put(name, all);
            return true;
        }

        void set(String name, Set<Type> values) {
            types.put(name, values);
            add(assigned, name, values);
        }

        Set<Type> get(String name) {
            return types.get(name);
        }

        Set<String> names() {
            return types.keySet().stream()
                    .filter(name -> !name.startsWith(" ") && !name.startsWith(HEADERS))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private final class Flow {
        private final RouteModel model;
        private final Map<String, RouteItem> direct = new HashMap<>();
        private final Map<String, RouteItem> kamelets = new HashMap<>();
        private final Map<RouteItem, Scope> entries = new LinkedHashMap<>();
        private final Map<RouteItem, Scope> exits = new HashMap<>();
        private final Map<String, Scope> policies = new HashMap<>();
        private final Map<YamlNode, EndpointUse> endpoints = new IdentityHashMap<>();
        private final Map<String, List<Function>> functions = new HashMap<>();
        private final Map<String, List<Method>> methods = new HashMap<>();
        private final Scope sentences = new Scope();
        private final Set<YamlNode> reported = new HashSet<>();
        /** Routes that would not be as they were looked at last: of what is before them, or what they call, more is known. */
        private final Set<RouteItem> stale = new HashSet<>();

        private final Map<RouteItem, Set<RouteItem>> callers = new HashMap<>();
        private RouteItem current;
        private boolean changed = true;
        private Consumer<Diagnostic> findings = finding -> {};

        Flow(RouteModel model) {
            this.model = model;
            model.endpoints().forEach(use -> endpoints.put(use.node(), use));
            for (RouteItem route : model.routes()) {
                Scope entry = new Scope();
                if (route.isKamelet()) {
                    kamelets.put(RouteFile.shortName(route.node().file()), route);
                } else if (route.from().scheme().equals("direct")) {
                    direct.put(route.from().path(), route);
                    called.getOrDefault(
                                    route.from().path(),
                                    RouteVocabulary.HOOKS.getOrDefault(
                                            route.from().path(), Map.of()))
                            .forEach((name, type) -> entry.set(name, Set.of(type)));
                }
                entry.set(BODY, Set.of(ValueTypes.UNKNOWN));
                entries.put(route, entry);
                exits.put(route, new Scope());
                stale.add(route);
            }
        }

        void run(Consumer<Diagnostic> to) {
            findings = to;
            reported.clear();
            for (RouteItem route : model.routes()) {
                if (!stale.remove(route)) {
                    continue;
                }
                current = route;
                Scope scope = entries.get(route).part();
                if (route.from().scheme().equals("platform-http")) {
                    intercepted(route, scope);
                }
                steps(route.node().get("from").get("steps"), scope);
                if (exits.get(route).addAll(scope.result())) {
                    changed = true;
                    stale.addAll(callers.getOrDefault(route, Set.of()));
                }
                if (!route.policy().isEmpty()) {
                    changed |= policies.computeIfAbsent(route.policy(), id -> new Scope())
                            .addAll(scope);
                }
            }
            current = null;
            for (YamlNode policy : model.policies()) {
                Scope scope = policies.computeIfAbsent(policy.get("id").text(), id -> new Scope());
                for (YamlNode item : policy.get("onException").items()) {
                    YamlNode handler = item.get("onException");
                    Scope inside = scope.part();
                    inside.set(EXCEPTION, caught(handler));
                    texts(handler, inside);
                    steps(handler.get("steps"), inside);
                }
                policy.get("onCompletion")
                        .items()
                        .forEach(item -> steps(item.get("onCompletion").get("steps"), scope.part()));
            }
        }

        private void intercepted(RouteItem route, Scope scope) {
            model.policies().stream()
                    .filter(policy -> policy.get("id").text().equals(route.policy()))
                    .flatMap(policy -> policy.get("interceptFrom").items().stream())
                    .forEach(item -> steps(item.get("interceptFrom").get("steps"), scope));
        }

        private Set<Type> caught(YamlNode handler) {
            List<YamlNode> classes = handler.get("exception").items();
            Class<?> type = classes.size() != 1
                    ? null
                    : context.getClassResolver().resolveClass(classes.get(0).text());
            return Set.of(type == null ? Exception.class : type);
        }

        private void steps(YamlNode list, Scope scope) {
            for (YamlNode item : list.items()) {
                item.fields().forEach((name, value) -> step(item, name, value, scope));
            }
        }

        private void step(YamlNode item, String name, YamlNode value, Scope scope) {
            if (!name.equals("log")) {
                texts(value, scope);
            }
            switch (name) {
                case "to", "toD" -> call(item, value, scope);
                case "enrich" -> enrich(value, scope);
                case "setVariable" -> scope.set(value.get("name").text(), type(value, scope));
                case "removeVariable" -> scope.types.remove(value.get("name").text());
                case "setBody" -> scope.set(BODY, type(value, scope));
                case "unmarshal" -> scope.set(BODY, Set.of(ValueTypes.UNKNOWN));
                case "marshal", "convertBodyTo" -> scope.set(BODY, Set.of(String.class));
                case "log" -> shown(value.isText() ? value : value.get("message"), scope);
                case "choice" -> choice(value, scope);
                case "filter" -> {
                    Scope inside = scope.branch();
                    steps(value.get("steps"), inside);
                    scope.addAll(inside);
                }
                case "loop" -> {
                    Scope inside = scope.branch();
                    Consumer<Diagnostic> to = findings;
                    findings = finding -> {};
                    steps(value.get("steps"), inside);
                    findings = to;
                    scope.addAll(inside);
                    steps(value.get("steps"), scope);
                }
                case "split" -> {
                    Scope part = scope.part();
                    part.set(
                            BODY,
                            type(value, scope).stream().map(ValueTypes::element).collect(Collectors.toSet()));
                    steps(value.get("steps"), part);
                }
                case "aggregate" -> {
                    Scope group = scope.part();
                    group.set(BODY, Set.of(ValueTypes.UNKNOWN));
                    steps(value.get("steps"), group);
                }
                case "multicast" -> {
                    value.get("steps").items().forEach(branch -> branch.fields()
                            .forEach((kind, content) -> step(branch, kind, content, scope.part())));
                    scope.set(BODY, Set.of(ValueTypes.UNKNOWN));
                }
                default -> steps(value.get("steps"), scope);
            }
        }

        private void choice(YamlNode value, Scope scope) {
            Scope after = scope.branch();
            for (YamlNode branch : value.get("when").items()) {
                texts(branch, scope);
                Scope inside = scope.branch();
                steps(branch.get("steps"), inside);
                after.addAll(inside);
            }
            Scope inside = scope.branch();
            steps(value.get("otherwise").get("steps"), inside);
            after.addAll(inside);
            scope.types.clear();
            scope.addAll(after);
        }

        private void call(YamlNode item, YamlNode value, Scope scope) {
            String sent = value.get("variableSend").text();
            if (!sent.isEmpty()) {
                require(value.get("variableSend"), sent, scope);
            }
            EndpointUse use = endpoints.get(value);
            String address = use == null ? value.text() : use.address();
            Set<Type> result = scope.get(BODY);
            if (address.startsWith("direct:")) {
                result = follow(direct.get(address.substring("direct:".length())), scope);
            } else if (address.startsWith("bean:")) {
                result = bean(value, address.substring("bean:".length()), method(value), scope);
            } else if (address.startsWith("kamelet:")) {
                String kamelet = address.substring("kamelet:".length());
                if (kamelets.containsKey(kamelet)) {
                    follow(kamelets.get(kamelet), scope);
                }
                String path = pathOf.apply(
                        kamelet, value.get("parameters").get("call").text());
                if (path != null) {
                    evaluated(value.get("parameters").get("call"), path, scope);
                }
                result = Set.of(ValueTypes.ANSWER);
            } else if (address.startsWith("caffeine-cache:") || address.startsWith("http")) {
                result = Set.of(address.startsWith("http") ? ValueTypes.ANSWER : ValueTypes.UNKNOWN);
            }
            receive(value, result, scope);
        }

        private void enrich(YamlNode value, Scope scope) {
            String address =
                    value.get("expression").get("constant").get("expression").text();
            receive(value, follow(direct.get(address.replaceFirst("^direct:", "")), scope), scope);
        }

        private void receive(YamlNode step, Set<Type> result, Scope scope) {
            String variable = step.get("variableReceive").text();
            if (variable.isEmpty()) {
                if (result != null) {
                    scope.set(BODY, result);
                }
            } else {
                scope.set(variable, result == null ? Set.of(ValueTypes.UNKNOWN) : result);
                scope.set(HEADERS + variable, Set.of(String.class));
            }
        }

        /** @return what the body is after the call */
        private Set<Type> follow(RouteItem route, Scope scope) {
            if (route == null) {
                return Set.of(ValueTypes.UNKNOWN);
            }
            if (entries.get(route).addAll(scope)) {
                changed = true;
                stale.add(route);
            }
            if (current != null) {
                callers.computeIfAbsent(route, called -> new HashSet<>()).add(current);
            }
            Scope exit = exits.get(route);
            scope.addAssigned(exit);
            return exit.get(BODY);
        }

        private static String method(YamlNode step) {
            return step.get("parameters").get("method").text().replaceFirst("\\(.*", "");
        }

        /** @return what the method gives; null when it gives nothing */
        private Set<Type> bean(YamlNode place, String name, String method, Scope scope) {
            if (name.equals("sentences")) {
                sentences.addAll(scope);
            }
            RouteVocabulary.SET_BY_BEANS
                    .getOrDefault(name + "." + method, Map.of())
                    .forEach((variable, type) -> scope.set(variable, Set.of(type)));
            List<Method> found = methods.computeIfAbsent(name + "." + method, call -> methods(name, method));
            if (found.size() == 1) {
                for (Annotation[] annotations : found.get(0).getParameterAnnotations()) {
                    for (Annotation annotation : annotations) {
                        if (annotation instanceof Variable variable) {
                            read(place, variable.value(), scope, "bean:" + name + " reads in " + method);
                        }
                    }
                }
            }
            Set<Type> results = found.stream().map(Method::getGenericReturnType).collect(Collectors.toSet());
            if (results.contains(void.class)) {
                return null;
            }
            return results.isEmpty() ? Set.of(ValueTypes.UNKNOWN) : results;
        }

        private List<Method> methods(String name, String method) {
            Object bean = context.getRegistry().lookupByName(name);
            Class<?> type = bean == null ? defined(name) : bean.getClass();
            return type == null
                    ? List.of()
                    : Arrays.stream(type.getMethods())
                            .filter(candidate -> candidate.getName().equals(method))
                            .toList();
        }

        private List<Function> functions(String text) {
            return text.contains("${")
                    ? functions.computeIfAbsent(text, read -> SimpleText.functions(read, (refused, word) -> {}))
                    : List.of();
        }

        private Class<?> defined(String name) {
            YamlNode bean = model.beans().get(name);
            return bean == null
                    ? null
                    : context.getClassResolver().resolveClass(bean.get("type").text());
        }

        /** What beans take may be absent, but somebody must know the name. */
        private void read(YamlNode place, String variable, Scope scope, String who) {
            String name = variable.startsWith(HEADERS)
                    ? variable.substring(HEADERS.length()).replaceFirst("\\..*", "")
                    : variable;
            if (scope.get(name) == null && !RouteVocabulary.OPTIONAL_VARIABLES.contains(name) && isFirst(place)) {
                findings.accept(place.finding(
                        "Nothing before this sets the variable '" + name + "', which " + who + ".",
                        Suggestion.remedy(name, scope.names(), "Set it before.")));
            }
        }

        private void require(YamlNode place, String variable, Scope scope) {
            if (scope.get(variable) == null && isFirst(place)) {
                findings.accept(place.finding(
                        "Nothing before this sets the variable '" + variable + "'.",
                        Suggestion.remedy(variable, scope.names(), "Set it before, or correct the name.")));
            }
        }

        private boolean isFirst(YamlNode place) {
            return reported.add(place);
        }

        /** All texts of a step, without the steps within it. */
        private void texts(YamlNode step, Scope scope) {
            if (step.isText()) {
                return;
            }
            step.fields().forEach((name, value) -> {
                if (name.equals("parameters")) {
                    value.fields().values().forEach(parameter -> evaluated(parameter, parameter.text(), scope));
                } else if (!NESTED.contains(name) && !PROSE.contains(name)) {
                    expressions(value, scope);
                }
            });
        }

        private void expressions(YamlNode node, Scope scope) {
            if (node.has("jsonpath") && node.get("jsonpath").has("source")) {
                YamlNode source = node.get("jsonpath").get("source");
                require(source, source.text().replaceFirst("^variable:", ""), scope);
            }
            if (node.has("method") && node.get("method").has("ref")) {
                YamlNode method = node.get("method");
                bean(
                        method.get("method"),
                        method.get("ref").text(),
                        method.get("method").text().replaceFirst("\\(.*", ""),
                        scope);
            }
            if (node.has("variable")) {
                YamlNode variable = node.get("variable");
                YamlNode name = variable.isText() ? variable : variable.get("expression");
                require(name, name.text(), scope);
            }
            if (node.isText()) {
                evaluated(node, node.text(), scope);
            }
            node.fields().forEach((name, value) -> {
                if (!NESTED.contains(name) && !PROSE.contains(name)) {
                    expressions(value, scope);
                }
            });
        }

        private void evaluated(YamlNode place, String text, Scope scope) {
            for (Function function : functions(text)) {
                types(place, function, scope);
            }
        }

        /** A text that people read: what stands in it must be a word, a number, an amount or a time. */
        private void shown(YamlNode place, Scope scope) {
            for (Function function : functions(place.text())) {
                Set<Type> types = types(place, function, scope);
                List<String> parts = function.parts();
                String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1).substring(1);
                boolean isPlain = types.isEmpty() || types.stream().anyMatch(type -> ValueTypes.isPlain(type, last));
                boolean isValue = function.kind() == SimpleText.Kind.VARIABLE
                        || function.kind() == SimpleText.Kind.BODY
                        || (function.kind() == SimpleText.Kind.EXCEPTION
                                && !function.rest().equals("statusCode"));
                if (isValue && !isPlain && isFirst(place)) {
                    findings.accept(place.finding(
                            "People would read ${" + written(function)
                                    + "} here as a whole, with what is not for them.",
                            "Name the part that they need."));
                }
            }
        }

        private static String written(Function function) {
            return switch (function.kind()) {
                case BODY -> "body" + function.rest();
                case EXCEPTION -> "exception" + (function.rest().isEmpty() ? "" : "." + function.rest());
                default -> "variable." + function.name() + function.rest();
            };
        }

        private Set<Type> type(YamlNode step, Scope scope) {
            YamlNode expression = step.has("expression") ? step.get("expression") : step;
            if (expression.has("method")) {
                YamlNode method = expression.get("method");
                Set<Type> result = bean(
                        method.get("method"),
                        method.get("ref").text(),
                        method.get("method").text().replaceFirst("\\(.*", ""),
                        scope);
                return result == null ? Set.of(ValueTypes.UNKNOWN) : result;
            }
            if (expression.has("variable")) {
                YamlNode variable = expression.get("variable");
                Set<Type> types = scope.get((variable.isText() ? variable : variable.get("expression")).text());
                return types == null ? Set.of(ValueTypes.UNKNOWN) : types;
            }
            if (expression.has("simple")) {
                YamlNode language = expression.get("simple");
                YamlNode simple = language.isText() ? language : language.get("expression");
                String text = simple.text().strip();
                if (!SimpleText.isOneFunction(text)) {
                    return Set.of(String.class);
                }
                List<Function> functions = functions(text);
                Set<Type> types = types(simple, functions.get(functions.size() - 1), scope);
                return types.isEmpty() ? Set.of(ValueTypes.UNKNOWN) : types;
            }
            return Set.of(expression.has("jsonpath") ? ValueTypes.UNKNOWN : String.class);
        }

        /** @return the types that it may have; empty when they are not known, or when something is wrong and is told */
        private Set<Type> types(YamlNode place, Function function, Scope scope) {
            return switch (function.kind()) {
                case VARIABLE -> {
                    require(place, function.name(), scope);
                    yield parts(place, "variable." + function.name(), scope.get(function.name()), function.parts());
                }
                case BODY -> parts(place, "body", scope.get(BODY), function.parts());
                case HEADER_OF_VARIABLE -> {
                    if (scope.get(HEADERS + function.name()) == null) {
                        require(place, function.name(), scope);
                    }
                    yield Set.of(String.class);
                }
                case BEAN -> {
                    Set<Type> result = bean(place, function.name(), function.rest(), scope);
                    yield result == null ? Set.of() : result;
                }
                case EXCEPTION -> {
                    Set<Type> caught = scope.get(EXCEPTION);
                    if (function.rest().equals("statusCode")) {
                        if (caught == null || !caught.contains(HttpOperationFailedException.class)) {
                            complain(place, "Only a policy for HttpOperationFailedException knows its status.", "");
                        }
                        yield Set.of(int.class);
                    }
                    yield caught == null ? Set.of(Exception.class) : caught;
                }
                case OTHER -> Set.of();
            };
        }

        private Set<Type> parts(YamlNode place, String what, Set<Type> whole, List<String> parts) {
            Set<Type> types = whole == null ? Set.of() : whole;
            String so = what;
            for (String part : parts) {
                Set<Type> next = new HashSet<>();
                for (Type type : types) {
                    Type known = ValueTypes.part(type, part);
                    if (known != null) {
                        next.add(known);
                    }
                }
                if (next.isEmpty() && !types.isEmpty()) {
                    Set<String> names = new TreeSet<>();
                    types.forEach(type -> names.addAll(ValueTypes.parts(type)));
                    complain(
                            place,
                            "${" + so + "} has no part '" + part.replaceFirst("^\\.", "") + "' that a route may read.",
                            Suggestion.remedy(
                                    part.substring(1),
                                    names,
                                    names.isEmpty()
                                            ? "It is a value as a whole; a bean or a jsonpath takes it apart."
                                            : "It has " + String.join(", ", names) + "."));
                    return Set.of();
                }
                types = next;
                so += part;
            }
            return types;
        }

        private void complain(YamlNode place, String cause, String remedy) {
            if (isFirst(place)) {
                findings.accept(place.finding(cause, remedy));
            }
        }

        /** They are written wherever a route asks for one, so they may name what is known at any of these places. */
        void checkSentences(Consumer<Diagnostic> to) {
            findings = to;
            for (YamlNode bean : model.beans().values()) {
                bean.get("properties").get("texts").fields().values().forEach(text -> shown(text, sentences));
            }
        }
    }
}
