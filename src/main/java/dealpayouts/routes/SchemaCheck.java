package dealpayouts.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Compares route files with the schema that comes with Camel's YAML DSL. */
final class SchemaCheck {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** The whole schema takes 250 MB once it is compiled, and our files use little of it. */
    private static final SchemaValidatorsConfig PARTS_ON_DEMAND =
            SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();

    /** One mistake often breaks several alternatives of the schema; the first ones tell what it is. */
    private static final int MOST_FOR_A_FILE = 3;

    private final JsonSchema schema;
    private final Set<String> names = new TreeSet<>();
    /** The hashes of files that it had nothing against. */
    private final Set<String> valid = new HashSet<>();

    /** Read when it is needed first: it takes a second, and nobody needs it before the first change. */
    private static final class Shared {
        static final SchemaCheck INSTANCE = new SchemaCheck();
    }

    static SchemaCheck shared() {
        return Shared.INSTANCE;
    }

    private SchemaCheck() {
        try (InputStream stream = SchemaCheck.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode json = new ObjectMapper().readTree(stream);
            json.findValues("properties")
                    .forEach(properties -> properties.fieldNames().forEachRemaining(names::add));
            schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(json, PARTS_ON_DEMAND);
        } catch (IOException e) {
            throw new UncheckedIOException("The schema of the YAML DSL cannot be read", e);
        }
    }

    /**
     * What the schema has against a file.
     *
     * @param file one that is no kamelet
     * @return empty when it has nothing, or when the file is no YAML
     */
    synchronized List<Diagnostic> findings(RouteFile file) {
        if (valid.contains(file.hash())) {
            return List.of();
        }
        List<Diagnostic> unreadable = new ArrayList<>();
        Optional<YamlNode> root = YamlNode.read(file, unreadable::add);
        if (root.isEmpty() || !unreadable.isEmpty()) {
            return List.of();
        }
        List<Diagnostic> findings = findings(root.get());
        if (findings.isEmpty()) {
            valid.add(file.hash());
        }
        return findings;
    }

    private List<Diagnostic> findings(YamlNode file) {
        Map<String, Diagnostic> findings = new LinkedHashMap<>();
        Set<ValidationMessage> messages = schema.validate(json(file));
        for (ValidationMessage message : messages) {
            if (messages.stream().noneMatch(other -> isWithin(other, message))) {
                Diagnostic finding = finding(file, message);
                findings.putIfAbsent(finding.line() + " " + finding.cause(), finding);
            }
        }
        return findings.values().stream().limit(MOST_FOR_A_FILE).toList();
    }

    /** Whether what one message is about is a part of what the other is about: then the part is what is wrong. */
    private static boolean isWithin(ValidationMessage one, ValidationMessage other) {
        String inner = one.getInstanceLocation().toString();
        String outer = other.getInstanceLocation().toString();
        return inner.length() > outer.length() && inner.startsWith(outer);
    }

    private Diagnostic finding(YamlNode file, ValidationMessage message) {
        YamlNode node = at(file, message.getInstanceLocation());
        if ("additionalProperties".equals(message.getType())) {
            String name = message.getProperty();
            return node.key(name)
                    .finding(
                            "'" + name + "' is not known here.",
                            Suggestion.remedy(
                                    name, names, "Compare with the Camel documentation of the step around it."));
        }
        String text = message.getMessage().replaceFirst("^\\S+: ", "");
        return node.finding(
                "This is not as Camel's YAML DSL wants it: " + text + ".",
                "Compare with the Camel documentation of that step.");
    }

    private static YamlNode at(YamlNode root, JsonNodePath path) {
        YamlNode node = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            node = element instanceof Integer index ? node.items().get(index) : node.get(String.valueOf(element));
        }
        return node;
    }

    private static JsonNode json(YamlNode node) {
        if (node.isText()) {
            return scalar(node);
        }
        if (Tag.SEQ.equals(node.tag())) {
            ArrayNode array = JSON.arrayNode();
            node.items().forEach(item -> array.add(json(item)));
            return array;
        }
        ObjectNode object = JSON.objectNode();
        node.fields().forEach((name, value) -> object.set(name, json(value)));
        return object;
    }

    private static JsonNode scalar(YamlNode node) {
        if (Tag.BOOL.equals(node.tag())) {
            return JSON.booleanNode(Boolean.parseBoolean(node.text()));
        }
        if (Tag.NULL.equals(node.tag())) {
            return JSON.nullNode();
        }
        if (Tag.INT.equals(node.tag())) {
            return JSON.numberNode(new BigInteger(node.text()));
        }
        if (Tag.FLOAT.equals(node.tag()) && node.text().matches("[-+0-9.eE]+")) {
            return JSON.numberNode(new BigDecimal(node.text()));
        }
        return JSON.textNode(node.text());
    }
}
