package dealpayouts.routes;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * Looks for everything that can be found in route files before they are loaded, and says where it stands and what to do.
 * It opens no port and calls nobody.
 */
public final class RouteCheck {

    private final Function<CamelContext, List<Rules>> rules;
    private final boolean hasSchema;

    /**
     * Rules for a product.
     *
     * @param called routes that Java calls by their {@code direct:} name, with the variables it gives them
     * @param webhooks paths that somebody outside calls, as routes write them
     */
    public RouteCheck(Map<String, Map<String, Type>> called, List<String> webhooks) {
        this(RouteVocabulary.ofProduct(), called, webhooks);
    }

    /**
     * The same with another list of what routes may use.
     *
     * @param vocabulary that list
     */
    public RouteCheck(RouteVocabulary vocabulary, Map<String, Map<String, Type>> called, List<String> webhooks) {
        this(context -> rules(context, vocabulary, called, webhooks), true);
    }

    /** For tests of what holds when rules are broken that nobody has thought of. */
    RouteCheck(Function<CamelContext, List<Rules>> rules, boolean hasSchema) {
        this.rules = rules;
        this.hasSchema = hasSchema;
    }

    /**
     * Compares each file with the schema of the YAML DSL.
     *
     * @return what is wrong, file by file; empty when nothing is, or when a file is no YAML, which the rules tell
     */
    List<Diagnostic> schemaFindings(RouteFiles files) {
        if (!hasSchema) {
            return List.of();
        }
        return files.all().stream()
                .filter(file -> !file.isKamelet())
                .flatMap(file -> SchemaCheck.shared().findings(file).stream())
                .toList();
    }

    /**
     * Holds the rules against the files.
     *
     * @param context knows settings, beans, components and languages
     * @return what is wrong, file by file; empty when nothing is. Camel may find more when it loads the files.
     */
    List<Diagnostic> findings(RouteFiles files, CamelContext context) {
        List<Diagnostic> findings = new ArrayList<>();
        RouteModel model = new RouteModel(text -> resolved(text, context));
        for (RouteFile file : files.all()) {
            YamlNode.read(file, findings::add).ifPresent(root -> model.add(file, root));
        }
        if (findings.isEmpty()) {
            // Rules speak of a whole: with a file missing they would find what is not wrong.
            model.expand(findings::add);
            for (Rules rule : rules.apply(context)) {
                if (rule.isSafeWith(findings)) {
                    rule.check(model, findings::add);
                }
            }
        }
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Diagnostic::file)
                        .thenComparing(Diagnostic::line)
                        .thenComparing(Diagnostic::column))
                .toList();
    }

    /**
     * Looks whether everything that the routes of the commands use is on their list.
     *
     * @param routes the folder with {@code operator} and {@code kamelets} in it
     * @throws InvalidRoutesException when something is not
     */
    public static void requireAllowed(Path routes) {
        List<Diagnostic> findings = new ArrayList<>();
        RouteModel model = new RouteModel(UnaryOperator.identity());
        for (RouteFile file : RouteFiles.readOfOperator(routes).all()) {
            YamlNode.read(file, findings::add).ifPresent(root -> model.add(file, root));
        }
        model.expand(findings::add);
        new VocabularyRules(RouteVocabulary.ofOperator(), new ForeignHosts("", List.of()), Set.of())
                .check(model, findings::add);
        if (!findings.isEmpty()) {
            throw new InvalidRoutesException(findings);
        }
    }

    private static List<Rules> rules(
            CamelContext context,
            RouteVocabulary vocabulary,
            Map<String, Map<String, Type>> called,
            List<String> webhooks) {
        BinaryOperator<String> pathOf =
                (kamelet, call) -> resolved("{{?" + kamelet.replace("-call", "") + ".path." + call + "}}", context);
        return List.of(
                new VocabularyRules(vocabulary, hosts(context), classes(context)),
                new NameRules(called.keySet(), webhooks),
                new EndpointRules(context),
                new MoneyRules(pathOf),
                new PolicyRules(),
                new StopRules(),
                new WebhookRules(),
                new SecretRules(),
                // Last: it follows what the others have found to be there.
                new VariableRules(context, called, pathOf),
                new ExpressionRules(context));
    }

    private static ForeignHosts hosts(CamelContext context) {
        return new ForeignHosts(
                setting("routes.allowed-hosts", context),
                List.of(setting("kommo.base-url", context), setting("wise.base-url", context)));
    }

    private static Set<String> classes(CamelContext context) {
        return Arrays.stream(setting("routes.allowed-classes", context).split("[,\\s]+"))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Empty when it is not set. */
    private static String setting(String name, CamelContext context) {
        return context.getPropertiesComponent().resolveProperty(name).orElse("");
    }

    /** The text with settings put in; as it is when one is missing, for which there is a rule. */
    private static String resolved(String text, CamelContext context) {
        try {
            return text.contains("{{") ? String.valueOf(context.resolvePropertyPlaceholders(text)) : text;
        } catch (IllegalArgumentException unknownSetting) {
            return text;
        }
    }
}
