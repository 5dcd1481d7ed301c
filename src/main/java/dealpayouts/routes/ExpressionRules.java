package dealpayouts.routes;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.util.ObjectHelper;

/** Settings that are named exist, and expressions can be read. */
final class ExpressionRules implements Rules {

    /** Innermost names only: those around them are put together when a route is loaded. */
    private static final Pattern SETTING = Pattern.compile("\\{\\{(\\??)([^{}:]+)(:[^{}]*)?}}");

    private static final String CALL = "-call";

    private static final List<String> LANGUAGES = List.of("simple", "jsonpath");

    private final CamelContext context;

    /** @param context knows the settings and the languages */
    ExpressionRules(CamelContext context) {
        this.context = context;
    }

    /** Camel reads the expressions here, so nothing may stand in them that is not allowed. */
    @Override
    public boolean isSafeWith(List<Diagnostic> findings) {
        return findings.isEmpty();
    }

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        model.files().forEach((file, root) -> {
            Set<String> parameters = root.get("spec")
                    .get("definition")
                    .get("properties")
                    .fields()
                    .keySet();
            root.walk(node -> {
                checkSettings(node, parameters, findings);
                LANGUAGES.forEach(language -> checkLanguage(language, node, findings));
            });
        });
        model.endpoints().forEach(use -> checkCall(use, findings));
    }

    private void checkSettings(YamlNode node, Set<String> parameters, Consumer<Diagnostic> findings) {
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

    private void checkLanguage(String language, YamlNode node, Consumer<Diagnostic> findings) {
        YamlNode expression = node.get(language);
        YamlNode text = expression.isText() ? expression : expression.get("expression");
        if (!text.isText() || text.text().contains("{{")) {
            return;
        }
        try {
            if (language.equals("jsonpath") && text.text().startsWith("$")) {
                // Camel reads it with the first message only.
                JsonPath.compile(text.text());
            } else {
                context.resolveLanguage(language).createExpression(text.text());
            }
        } catch (RuntimeException e) {
            if (!isAboutBean(e)) {
                findings.accept(text.finding(
                        "This expression cannot be read: " + oneLine(e) + ".",
                        "Look it up under Camel's language '" + language + "'."));
            }
        }
    }

    /** The rules for endpoints know those that are defined in route files, too. */
    private static boolean isAboutBean(RuntimeException e) {
        return ObjectHelper.getException(NoSuchBeanException.class, e) != null
                || ObjectHelper.getException(MethodNotFoundException.class, e) != null;
    }

    private static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /** The path of a call is looked for under its name. */
    private void checkCall(EndpointUse use, Consumer<Diagnostic> findings) {
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
