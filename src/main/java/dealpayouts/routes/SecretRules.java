package dealpayouts.routes;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** No secret stands in a route file. */
final class SecretRules implements Rules {

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passwd|secret|token|api-?key|authorization|credential).*");
    private static final Pattern SECRET_TEXT =
            Pattern.compile("(?i)(bearer|basic) +[a-z0-9._~+/=-]{8,}|-----BEGIN |eyJ[a-zA-Z0-9_-]{10,}|"
                    + "\\b[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\\b");
    /** Words for the next reader are no secrets. */
    private static final Set<String> PROSE = Set.of("description", "note", "title");

    @Override
    public void check(RouteModel model, Consumer<Diagnostic> findings) {
        model.files().values().forEach(root -> check(root, findings));
    }

    private static void check(YamlNode node, Consumer<Diagnostic> findings) {
        node.fields().forEach((name, value) -> {
            if (!PROSE.contains(name)) {
                checkField(node, name, value, findings);
                check(value, findings);
            }
        });
        node.items().forEach(item -> check(item, findings));
        if (SECRET_TEXT.matcher(node.text()).find()) {
            findings.accept(secret(node));
        }
    }

    private static void checkField(YamlNode node, String name, YamlNode value, Consumer<Diagnostic> findings) {
        boolean named = SECRET_NAME.matcher(name).matches()
                || (name.equals("expression")
                        && SECRET_NAME.matcher(node.get("name").text()).matches());
        String text = value.isText()
                ? value.text()
                : value.get("constant").get("expression").text();
        boolean literal = !text.isBlank() && !text.contains("{{") && !text.contains("${");
        if (named && literal && !SECRET_TEXT.matcher(text).find() && text.matches("\\S{8,}")) {
            findings.accept(secret(value));
        }
    }

    private static Diagnostic secret(YamlNode node) {
        return node.finding(
                "This looks like a secret.",
                "Write it nowhere but in the environment, and name it here as a setting of your own: {{own.name}}.");
    }
}
