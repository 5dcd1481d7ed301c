package dealpayouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents tell the truth about what can be checked by reading. */
class DocumentsTest {

    private static final Path README = Path.of("README.md");
    private static final int README_LINES_MAX = 150;

    private static final Pattern KEY = Pattern.compile("^(#?)([a-z][a-z0-9.-]*) =(.*)$", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z0-9_]+)` \\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern SENTENCE = Pattern.compile("^ {10}([a-z][A-Za-z]*): [\"']", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern DIFF = Pattern.compile("^```diff\\n.*?^```", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void theReadmeIsShort() {
        assertThat(read(README).lines().count()).isLessThanOrEqualTo(README_LINES_MAX);
    }

    @Test
    void theChangeInTheReadmeIsOneOfThoseThatAreTried() {
        assertThat(DIFF.matcher(read(README)).results().map(diff -> diff.group()))
                .isNotEmpty()
                .allSatisfy(diff -> assertThat(doc("routes.md")).contains(diff));
    }

    @Test
    void eachSettingHasOneRowWithItsDefault() {
        Map<String, String> settings = new TreeMap<>(Map.of("LOG_FORMAT", "`text`"));
        KEY.matcher(read(Path.of("application.properties")))
                .results()
                .filter(match -> !match.group(2).startsWith("camel."))
                .filter(match -> !match.group(2).contains(".path."))
                .filter(match -> !match.group(2).matches("(wise|kommo)\\.(platform|guide)\\..*"))
                .forEach(match -> settings.put(
                        match.group(2).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        shown(match.group(1), match.group(3))));

        Map<String, String> rows = ROW.matcher(doc("settings.md"))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2).strip(), (one, two) -> "two rows", TreeMap::new));

        assertThat(rows.keySet()).isEqualTo(settings.keySet());
        assertThat(rows).allSatisfy((name, value) -> {
            if (value.startsWith("`") || !settings.get(name).isEmpty()) {
                assertThat(value).as(name).isEqualTo(settings.get(name));
            }
        });
    }

    /** A required setting has no line of its own; what an empty or a composed value means is said in words. */
    private static String shown(String comment, String value) {
        String text = value.strip().replace("{{kommo.subdomain}}", "{subdomain}");
        if (comment.equals("#")) {
            return "required";
        }
        return text.isEmpty() || text.startsWith("{{") ? "" : "`" + text + "`";
    }

    @Test
    void eachSentenceOfANoteIsExplained() {
        Set<String> names = Stream.of("notes.camel.yaml", "batch-notes.camel.yaml")
                .flatMap(file -> SENTENCE.matcher(read(Path.of("routes", file))).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(names).hasSizeGreaterThan(50).allSatisfy(name -> assertThat(doc("notes.md"))
                .contains("`" + name + "`"));
    }

    @Test
    void eachRouteFileIsInTheMap() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
                    .allSatisfy(file -> assertThat(doc("routes.md"))
                            .contains("](../" + file.toString().replace('\\', '/') + ")"));
        }
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(README, Path.of("SECURITY.md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void eachLinkLeadsSomewhere(Path document) {
        Path folder = document.toAbsolutePath().getParent();
        String prose = CODE.matcher(read(document)).replaceAll("");
        LINK.matcher(prose)
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.startsWith("http"))
                .forEach(link -> {
                    Path file = link.startsWith("#")
                            ? document.toAbsolutePath()
                            : folder.resolve(link.replaceAll("#.*", "")).normalize();
                    assertThat(file).as(link).exists();
                    if (link.contains("#")) {
                        assertThat(anchors(file)).as(link).contains(link.replaceAll(".*#", ""));
                    }
                });
    }

    /** As GitHub makes them from headings. */
    private static List<String> anchors(Path file) {
        return HEADING.matcher(CODE.matcher(read(file)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static String doc(String name) {
        return read(Path.of("docs", name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
