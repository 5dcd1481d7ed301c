package dealpayouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README tells the truth about what can be checked by reading. */
class ReadmeTest {

    private static final Pattern KEY = Pattern.compile("^#?([a-z][a-z0-9.-]*) =", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z0-9_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#h][^)]*)\\)");

    private final String readme = read("README.md");

    @Test
    void itsTableHasEverySettingAndNoOther() {
        Set<String> settings = new TreeSet<>(List.of("LOG_FORMAT"));
        KEY.matcher(read("application.properties"))
                .results()
                .map(match -> match.group(1))
                .filter(key -> !key.startsWith("camel.") && !key.contains(".path."))
                .filter(key -> !key.matches("(wise|kommo)\\.(platform|guide)\\..*"))
                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .forEach(settings::add);

        Set<String> rows = new TreeSet<>();
        ROW.matcher(readme).results().map(match -> match.group(1)).forEach(rows::add);

        assertThat(rows).isEqualTo(settings);
    }

    @Test
    void everyFileItLinksToExists() {
        assertThat(LINK.matcher(readme).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @Test
    void everyRouteFileIsInItsMap() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".camel.yaml")))
                    .allSatisfy(file ->
                            assertThat(readme).contains("(" + file.toString().replace('\\', '/') + ")"));
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
