package dealpayouts.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dealpayouts.e2e.ProductFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A copy of the routes in which every step that has an id calls the harness before it begins and after it has ended, so
 * that the harness can kill the process exactly there. Steps are found in the files: a new one is covered by itself.
 */
final class SteppedRoutes {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String STEPS = "steps";
    private static final String BEAN =
            """
            - beans:
                - name: checkpoint
                  type: dealpayouts.chaos.Checkpoint
            """;

    private final ProductFolder folder = ProductFolder.copy();
    private final Set<String> steps = new TreeSet<>();
    private final Set<String> ofBatches = new TreeSet<>();

    private SteppedRoutes() {}

    static SteppedRoutes copy() {
        SteppedRoutes copy = new SteppedRoutes();
        try (Stream<Path> files = Files.list(copy.folder.path().resolve("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                JsonNode tree = YAML.readTree(file.toFile());
                Set<String> before = Set.copyOf(copy.steps);
                copy.mark(tree);
                if (file.getFileName().toString().startsWith("batch")) {
                    copy.steps.stream().filter(step -> !before.contains(step)).forEach(copy.ofBatches::add);
                }
                YAML.writeValue(file.toFile(), tree);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        copy.folder.write("routes/checkpoint.camel.yaml", BEAN);
        return copy;
    }

    Path path() {
        return folder.path();
    }

    /** Ids of all steps that call the harness. */
    Set<String> steps() {
        return steps;
    }

    /** Whether the place is before or after a step of the routes that pay batches. */
    boolean isOfBatch(String place) {
        return ofBatches.contains(place.substring(place.indexOf(' ') + 1));
    }

    private void mark(JsonNode node) {
        if (node instanceof ObjectNode parent && parent.path(STEPS) instanceof ArrayNode list) {
            parent.set(STEPS, marked(list));
        }
        node.forEach(this::mark);
    }

    private ArrayNode marked(ArrayNode list) {
        ArrayNode marked = list.arrayNode();
        for (JsonNode step : list) {
            String id = step.elements().next().path("id").asText();
            if (id.isEmpty()) {
                marked.add(step);
            } else {
                steps.add(id);
                marked.addAll(List.of(call(id, Checkpoints.BEFORE), step, call(id, Checkpoints.AFTER)));
            }
        }
        return marked;
    }

    /** Leaves the message as it is. */
    private static JsonNode call(String id, String side) {
        return YAML.valueToTree(Map.of(
                "to",
                Map.of(
                        "uri",
                        "bean:checkpoint",
                        "parameters",
                        Map.of("method", "reached('%s', '%s')".formatted(side, id)))));
    }
}
