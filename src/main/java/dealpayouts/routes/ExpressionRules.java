package dealpayouts.routes;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.spi.Language;

/** Settings that are named exist, and expressions can be read. */
final class ExpressionRules implements Rules {

    /** Innermost names only: those around them are put together when a route is loaded. */
    private static final Pattern SETTING = Pattern.compile("\\{\\{(\\??)([^{}:]+)(:[^{}]*)?}}");

    private static final String CALL = "-call";

    private final CamelContext context;
    private final Language simple;

    /** @param context knows the settings and the languages */
    ExpressionRules(CamelContext context) {
        this.context = context;
        this.simple = context.resolveLanguage("simple");
    }

    @Override
    public void check(RouteModel model, Consumer<Finding> findings) {
        model.files().forEach((file, root) -> {
            Set<String> parameters = root.get("spec")
                    .get("definition")
                    .get("properties")
                    .fields()
                    .keySet();
            root.walk(node -> {
                checkSettings(node, parameters, findings);
                checkSimple(node, findings);
            });
        });
        model.endpoints().forEach(use -> checkCall(use, findings));
    }

    private void checkSettings(YamlNode node, Set<String> parameters, Consumer<Finding> findings) {
        Matcher setting = SETTING.matcher(node.text());
        while (setting.find()) {
            String key = setting.group(2).strip();
            boolean hasDefault = !setting.group(1).isEmpty() || setting.group(3) != null;
            if (!hasDefault && !parameters.contains(key) && !isSet(key)) {
                findings.accept(node.finding(
                        "The setting '" + key + "' is not there.",
                        "Write it in application.properties, or correct the name."));
            }
        }
    }

    private boolean isSet(String key) {
        return context.getPropertiesComponent().resolveProperty(key).isPresent();
    }

    private void checkSimple(YamlNode node, Consumer<Finding> findings) {
        YamlNode expression = node.get("simple");
        YamlNode text = expression.isText() ? expression : expression.get("expression");
        if (!text.isText() || text.text().contains("{{")) {
            return;
        }
        try {
            simple.createExpression(text.text());
        } catch (NoSuchBeanException unknownOrDefinedInARouteFile) {
            // The rules for endpoints know which.
            return;
        } catch (RuntimeException e) {
            findings.accept(text.finding(
                    "This expression cannot be read: " + oneLine(e) + ".",
                    "Look it up under Camel's \"simple\" language."));
        }
    }

    private static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /** The path of a call is looked for under its name. */
    private void checkCall(EndpointUse use, Consumer<Finding> findings) {
        if (!use.isKamelet() || !use.path().endsWith(CALL) || !use.parameters().containsKey("call")) {
            return;
        }
        String remote = use.path().substring(0, use.path().length() - CALL.length());
        String key = remote + ".path." + use.parameter("call");
        if (!isSet(key)) {
            findings.accept(use.parameters()
                    .get("call")
                    .place()
                    .finding(
                            "The call '" + use.parameter("call") + "' has no path.",
                            "Write it in application.properties as " + key + ", or correct the name."));
        }
    }
}
