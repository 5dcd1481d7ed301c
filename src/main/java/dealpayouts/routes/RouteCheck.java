package dealpayouts.routes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/**
 * Looks for everything that can be found in route files before they are loaded, and says where it stands and what to do.
 * It opens no port and calls nobody.
 */
public final class RouteCheck {

    private final Function<CamelContext, List<Rules>> rules;
    private final boolean hasSchema;
    /** Hashes of files that are as the schema wants them: an edit changes one file, and the others are known. */

    /**
     * Rules for a product.
     *
     * @param called routes that durable work calls by their {@code direct:} name
     * @param webhooks paths that somebody outside calls, as routes write them
     */
    public RouteCheck(Set<String> called, List<String> webhooks) {
        this(context -> rules(context, called, webhooks), true);
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
    List<Finding> schemaFindings(RouteFiles files) {
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
    List<Finding> findings(RouteFiles files, CamelContext context) {
        List<Finding> findings = new ArrayList<>();
        RouteModel model = new RouteModel(text -> resolved(text, context));
        for (RouteFile file : files.all()) {
            YamlNode.read(file, findings::add).ifPresent(root -> model.add(file, root));
        }
        if (findings.isEmpty()) {
            // Rules speak of a whole: with a file missing they would find what is not wrong.
            rules.apply(context).forEach(rule -> rule.check(model, findings::add));
        }
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::file)
                        .thenComparing(Finding::line)
                        .thenComparing(Finding::column))
                .toList();
    }

    private static List<Rules> rules(CamelContext context, Set<String> called, List<String> webhooks) {
        return List.of(
                new NameRules(called, webhooks),
                new ExpressionRules(context),
                new EndpointRules(context),
                new MoneyRules((kamelet, call) ->
                        resolved("{{?" + kamelet.replace("-call", "") + ".path." + call + "}}", context)),
                new PolicyRules(),
                new WebhookRules(),
                new SecretRules());
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
