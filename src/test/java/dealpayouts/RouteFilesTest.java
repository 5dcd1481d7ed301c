package dealpayouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every route file, whoever edits it. */
class RouteFilesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Path OPERATOR = ROUTES.resolve("operator");
    private static final Path KAMELETS = ROUTES.resolve("kamelets");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern PROPERTY = Pattern.compile("\\{\\{\\??([^{}:]+)(?::[^{}]*)?}}");
    private static final Pattern KEY = Pattern.compile("^#?([a-z][A-Za-z0-9.-]*) =", Pattern.MULTILINE);
    private static final Set<String> FORBIDDEN_STEPS =
            Set.of("doTry", "doCatch", "script", "groovy", "js", "python", "joor", "java", "mvel", "ognl", "spel");

    static List<Path> routeFiles() throws IOException {
        List<Path> all = new ArrayList<>(files(ROUTES, ".camel.yaml"));
        all.addAll(files(OPERATOR, ".camel.yaml"));
        return all;
    }

    /** Those of the product and those of the commands run in a Camel of their own each. */
    static List<Path> folders() {
        return List.of(ROUTES, OPERATOR);
    }

    static List<Path> allFiles() throws IOException {
        List<Path> all = new ArrayList<>(routeFiles());
        all.addAll(files(KAMELETS, ".kamelet.yaml"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void isValidForTheSchemaOfTheYamlDsl(Path file) throws IOException {
        assertThat(Schema.CAMEL.validate(tree(file)))
                .extracting(ValidationMessage::getMessage)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void givesEveryRouteAnIdAndADescription(Path file) throws IOException {
        assertThat(routes(file)).allSatisfy(route -> {
            assertThat(route.path("id").asText()).matches("[a-z]+(-[a-z]+)*");
            assertThat(route.path("description").asText()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void namesADirectRouteAsItsAddress(Path file) throws IOException {
        assertThat(routes(file))
                .filteredOn(route -> from(route).startsWith("direct:"))
                .allSatisfy(route -> assertThat(from(route))
                        .isEqualTo("direct:" + route.path("id").asText()));
    }

    @ParameterizedTest
    @MethodSource("allFiles")
    void holdsNoScriptAndNoErrorHandlingOfItsOwn(Path file) throws IOException {
        assertThat(keys(tree(file))).doesNotContainAnyElementsOf(FORBIDDEN_STEPS);
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void leavesCallsOverHttpToTheKamelets(Path file) throws IOException {
        assertThat(uris(tree(file))).noneMatch(uri -> uri.matches("(http|https|vertx-http|rest|netty-http):.*"));
        assertThat(Files.readString(file)).doesNotContain("{{wise.base-url}}", "{{kommo.base-url}}");
    }

    @ParameterizedTest
    @MethodSource("allFiles")
    void usesOnlyPropertiesThatExist(Path file) throws IOException {
        Set<String> known = keysOf("application.properties");
        tree(file).at("/spec/definition/properties").fieldNames().forEachRemaining(known::add);

        assertThat(propertiesIn(Files.readString(file))).isSubsetOf(known);
    }

    /** Camel's own limit for what nobody asks for is five minutes. */
    @ParameterizedTest
    @MethodSource("routeFiles")
    void remembersWhatNobodyAsksForAsLongAsWhatIsAskedForAllTheTime(Path file) throws IOException {
        assertThat(tree(file).findParents("uri"))
                .filteredOn(step -> step.path("uri").asText().startsWith("caffeine-cache:"))
                .extracting(step -> step.path("parameters"))
                .allSatisfy(parameters -> assertThat(parameters.path("expireAfterAccessTime"))
                        .isEqualTo(parameters.path("expireAfterWriteTime")));
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void namesOnlyCallsThatHaveAPath(Path file) throws IOException {
        Set<String> known = keysOf("application.properties");

        assertThat(calls(tree(file))).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void givesEveryRouteThatCallsAKameletAnErrorPolicy(Path file) throws IOException {
        assertThat(routes(file))
                .filteredOn(route -> uris(route).stream().anyMatch(uri -> uri.startsWith("kamelet:")))
                .allSatisfy(route ->
                        assertThat(route.path("routeConfigurationId").asText()).isNotBlank());
    }

    /** The same call made twice is one step for Camel, with the error policy of the route that was there first. */
    @ParameterizedTest
    @MethodSource("folders")
    void aCallStandsUnderOneErrorPolicy(Path folder) throws IOException {
        Map<String, Set<String>> policies = new TreeMap<>();
        for (Path file : files(folder, ".camel.yaml")) {
            for (JsonNode route : routes(file)) {
                walk(route, (key, step) -> {
                    if (step.path("uri").asText().startsWith("kamelet:")) {
                        policies.computeIfAbsent(
                                        step.path("uri").asText() + step.path("parameters"), call -> new TreeSet<>())
                                .add(route.path("routeConfigurationId").asText());
                    }
                });
            }
        }

        assertThat(policies.values()).isNotEmpty().allSatisfy(policy -> assertThat(policy)
                .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void saysAtItsHeadWhatItIsFor(Path file) throws IOException {
        assertThat(Files.readString(file)).startsWith("# ");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyDirectAddressHasItsRoute(Path folder) throws IOException {
        Set<String> routes = new TreeSet<>();
        Set<String> called = new TreeSet<>();
        for (Path file : files(folder, ".camel.yaml")) {
            routes(file).forEach(route -> routes.add(from(route)));
            uris(tree(file)).stream().filter(uri -> uri.startsWith("direct:")).forEach(called::add);
        }

        assertThat(called).isSubsetOf(routes);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyErrorPolicyThatIsNamedExists(Path folder) throws IOException {
        Set<String> policies = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (Path file : files(folder, ".camel.yaml")) {
            for (JsonNode item : tree(file)) {
                policies.add(item.path("routeConfiguration").path("id").asText());
            }
            routes(file)
                    .forEach(route ->
                            named.add(route.path("routeConfigurationId").asText()));
        }

        named.remove("");
        assertThat(named).isSubsetOf(policies);
    }

    @Test
    void everyPropertyNamesOnlyPropertiesThatExist() throws IOException {
        Set<String> known = keysOf("application.properties");
        String chosen = Files.readString(Path.of("application.properties")).replace("{{wise.api}}", "platform");

        assertThat(propertiesIn(chosen)).isSubsetOf(known);
    }

    @Test
    void callsOverTlsAreMadeWithTheSameSettingsAsOthers() throws IOException {
        Set<String> plain = linesOf("camel.component.http.");

        assertThat(plain).anyMatch(line -> line.contains("remote.response-timeout-ms"));
        assertThat(linesOf("camel.component.https.")).isEqualTo(plain);
    }

    @Test
    void everyCallOfTheGuideHasItsTwin() throws IOException {
        Set<String> known = keysOf("application.properties");

        assertThat(known.stream()
                        .filter(key -> key.contains(".guide."))
                        .map(key -> key.replace(".guide.", ".platform.")))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    private static JsonNode tree(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    private static List<JsonNode> routes(Path file) throws IOException {
        List<JsonNode> routes = new ArrayList<>();
        tree(file).forEach(item -> {
            if (item.has("route")) {
                routes.add(item.get("route"));
            }
        });
        return routes;
    }

    private static String from(JsonNode route) {
        return route.path("from").path("uri").asText();
    }

    private static Set<String> uris(JsonNode tree) {
        Set<String> uris = new TreeSet<>();
        walk(tree, (key, value) -> {
            if (key.equals("uri")) {
                uris.add(value.asText());
            }
        });
        return uris;
    }

    private static Set<String> keys(JsonNode tree) {
        Set<String> keys = new TreeSet<>();
        walk(tree, (key, value) -> keys.add(key));
        return keys;
    }

    /** The properties in which the kamelets look for the paths of the calls that are named here. */
    private static Set<String> calls(JsonNode tree) {
        Set<String> calls = new TreeSet<>();
        walk(tree, (key, value) -> {
            String uri = value.path("uri").asText();
            if (uri.startsWith("kamelet:") && uri.endsWith("-call")) {
                String remote = uri.substring("kamelet:".length(), uri.length() - "-call".length());
                calls.add(remote + ".path."
                        + value.path("parameters").path("call").asText());
            }
        });
        return calls;
    }

    private static void walk(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(field -> visitor.accept(field.getKey(), field.getValue()));
        node.forEach(child -> walk(child, visitor));
    }

    /** Innermost names only: those around them are put together when the product starts. */
    private static Set<String> propertiesIn(String text) {
        return PROPERTY.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keysOf(String file) throws IOException {
        return KEY.matcher(Files.readString(Path.of(file)))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Settings that begin like this, without their beginning. */
    private static Set<String> linesOf(String beginning) throws IOException {
        return Files.readAllLines(Path.of("application.properties")).stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static final class Schema {
        static final JsonSchema CAMEL = load();

        private static JsonSchema load() {
            try (InputStream schema = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
                return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(new ObjectMapper().readTree(schema));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
