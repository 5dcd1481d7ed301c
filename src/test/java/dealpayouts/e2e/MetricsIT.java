package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dealpayouts.standin.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The board and the alerts that come with the product ask for nothing that it does not expose. */
class MetricsIT extends WithProduct {

    private static final Pattern EXPOSED = Pattern.compile("^([a-z_]+)(?:\\{.*\\})? [-0-9.NE+]+", Pattern.MULTILINE);
    /** What is left of an expression without labels and groups is a metric when it is no function or keyword. */
    private static final Pattern ASKED = Pattern.compile("\\b[a-z][a-z_]*\\b(?! *\\()");

    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\b(?:by|on|without) *\\([^)]*\\)|\\[[^\\]]*]");

    private static final Pattern COUNTED = Pattern.compile("uri: micrometer:counter:([a-z.]+)");
    private static final String MADE_BY_PROMETHEUS = "up";

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void allMetricsOfTheBoardAndTheAlertsExist() throws IOException {
        start(World.PLATFORM_ON_SQLITE, Map.of());
        wise().fault("POST", "/v1/transfers", Fault.status(503, "text/html", "<html>Down</html>"), 1);
        untilPaid(pay());

        Set<String> exposed = EXPOSED.matcher(product.observe("metrics").body())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        exposed.add(MADE_BY_PROMETHEUS);
        exposed.addAll(countedByRoutes());
        assertThat(asked()).hasSizeGreaterThan(10).isSubsetOf(exposed);
    }

    /** A counter of a route is exposed from its first event on. */
    private static Set<String> countedByRoutes() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                COUNTED.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> names.add(found.group(1).replace('.', '_') + "_total"));
            }
        }
        return names;
    }

    private static Set<String> asked() throws IOException {
        Set<String> names = new TreeSet<>();
        new ObjectMapper()
                .readTree(Path.of("deploy", "grafana", "deal-payouts.json").toFile())
                .findValuesAsText("expr")
                .forEach(expression -> names.addAll(names(expression)));
        for (JsonNode expression : new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("deploy", "prometheus", "alerts.yml").toFile())
                .findValues("expr")) {
            names.addAll(names(expression.asText()));
        }
        return names;
    }

    private static Set<String> names(String expression) {
        return ASKED.matcher(LABELS.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.equals("and"))
                .collect(Collectors.toSet());
    }
}
