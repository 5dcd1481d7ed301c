package dealpayouts.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of a YAML file that knows where it stands. What is not there is an empty node, so that rules read easily. */
final class YamlNode {

    /** What is not there. */
    private static final YamlNode MISSING = new YamlNode("", 0, 0, null, null);

    private final String file;
    private final int line;
    private final int column;
    private final String text;
    private final Tag tag;
    private final Map<String, YamlNode> fields = new LinkedHashMap<>();
    private final Map<String, YamlNode> keys = new LinkedHashMap<>();
    private final List<YamlNode> items = new ArrayList<>();

    private YamlNode(String file, int line, int column, String text, Tag tag) {
        this.file = file;
        this.line = line;
        this.column = column;
        this.text = text;
        this.tag = tag;
    }

    /**
     * Reads a file; as Camel does, without regard to anchors.
     *
     * @param findings gets what makes it no YAML, and keys that stand twice, of which Camel would take one
     */
    static Optional<YamlNode> read(RouteFile file, Consumer<Diagnostic> findings) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder()
                            .setLabel(file.name())
                            .setAllowNonScalarKeys(true)
                            .build())
                    .composeString(file.text());
            if (root.isEmpty()) {
                findings.accept(new Diagnostic(
                        file.name(), 1, 1, "The file is empty.", "Write a list of routes, or remove the file."));
            }
            return root.map(node -> of(file.name(), node, findings));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            findings.accept(new Diagnostic(
                    file.name(),
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "This is no valid YAML: " + e.getProblem() + ".",
                    "Look at indentation, quotes and brackets there and just above."));
        } catch (YamlEngineException e) {
            findings.accept(new Diagnostic(
                    file.name(), 0, 0, "This is no valid YAML: " + e.getMessage() + ".", "Save it as UTF-8 text."));
        }
        return Optional.empty();
    }

    private static YamlNode of(String file, Node node, Consumer<Diagnostic> findings) {
        int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        int column = node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : null;
        YamlNode made = new YamlNode(file, line, column, text, node.getTag());
        if (node instanceof MappingNode mapping) {
            for (NodeTuple field : mapping.getValue()) {
                YamlNode key = of(file, field.getKeyNode(), findings);
                if (!key.isText()) {
                    findings.accept(made.finding(
                            "This is read as a map, because it begins with a brace.",
                            "Put a value that begins with {{ between quotation marks."));
                    continue;
                }
                if (made.keys.put(key.text(), key) != null) {
                    findings.accept(key.finding(
                            "'" + key.text() + "' stands twice, and only one of them would count.", "Remove one."));
                }
                made.fields.put(key.text(), of(file, field.getValueNode(), findings));
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> made.items.add(of(file, item, findings)));
        }
        return made;
    }

    /** A list with one item, for what stands in no file as a whole. */
    static YamlNode list(YamlNode item) {
        YamlNode list = new YamlNode(item.file, item.line, item.column, null, Tag.SEQ);
        list.items.add(item);
        return list;
    }

    /** A map with one field. */
    static YamlNode map(String name, YamlNode value) {
        YamlNode map = new YamlNode(value.file, value.line, value.column, null, Tag.MAP);
        map.fields.put(name, value);
        return map;
    }

    boolean isThere() {
        return this != MISSING;
    }

    String file() {
        return file;
    }

    /** The scalar's text; empty for anything else. */
    String text() {
        return text == null ? "" : text;
    }

    boolean isText() {
        return text != null;
    }

    Tag tag() {
        return tag;
    }

    YamlNode get(String field) {
        return fields.getOrDefault(field, MISSING);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Where a field's name stands. */
    YamlNode key(String field) {
        return keys.getOrDefault(field, this);
    }

    Map<String, YamlNode> fields() {
        return fields;
    }

    List<YamlNode> items() {
        return items;
    }

    /** Calls the visitor for this node and everything below it. */
    void walk(Consumer<YamlNode> visitor) {
        visitor.accept(this);
        fields.values().forEach(child -> child.walk(visitor));
        items.forEach(child -> child.walk(visitor));
    }

    /** The same with other texts at the same places; names of fields stay. */
    YamlNode with(UnaryOperator<String> change) {
        YamlNode made = new YamlNode(file, line, column, text == null ? null : change.apply(text), tag);
        made.keys.putAll(keys);
        fields.forEach((name, value) -> made.fields.put(name, value.with(change)));
        items.forEach(item -> made.items.add(item.with(change)));
        return made;
    }

    Diagnostic finding(String cause, String remedy) {
        return new Diagnostic(file, line, column, cause, remedy);
    }

    @Override
    public String toString() {
        return text != null ? text : fields.isEmpty() ? items.toString() : fields.toString();
    }
}
