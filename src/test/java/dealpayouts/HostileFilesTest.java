package dealpayouts;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.app.OfflineProduct;
import dealpayouts.e2e.ProductFolder;
import dealpayouts.routes.Diagnostic;
import dealpayouts.routes.RouteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of the corpus is one attack; it is refused at the line that says {@code # here}, for the reason it names. */
class HostileFilesTest {

    private static final Path CORPUS = Path.of("src/test/resources/hostile");

    private static OfflineProduct product;

    @BeforeAll
    static void open() {
        Properties settings = new Properties();
        settings.put("routes.allowed-hosts", "hooks.example.com/in");
        settings.put("own.a", "a");
        settings.put("own.b", "b");
        settings.put("own.host", "collect.example.com");
        product = new OfflineProduct(settings);
    }

    @AfterAll
    static void close() {
        product.close();
    }

    static Stream<String> attacks() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void isRefusedAtItsLineForItsReason(String name) {
        List<String> lines = read(CORPUS.resolve(name));
        String reason = lines.get(1).replaceFirst("# refused: ", "");
        int line = lines.indexOf(lines.stream()
                        .filter(text -> text.contains("# here"))
                        .findFirst()
                        .orElseThrow())
                + 1;
        ProductFolder folder = ProductFolder.copy();
        boolean isKamelet = name.endsWith(".kamelet.yaml");
        String ours = lines.stream()
                .filter(text -> text.equals("  name: wise-call"))
                .findFirst()
                .map(text -> "wise-call.kamelet.yaml")
                .orElse(name);
        String file = (isKamelet ? "routes/kamelets/" : "routes/") + ours;
        folder.write(file, String.join("\n", lines) + "\n");

        List<Diagnostic> findings = product.findings(RouteFiles.read(folder.routes()));

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.file()).isEqualTo(file);
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.cause()).contains(reason);
            assertThat(finding.remedy()).isNotBlank();
        });
        assertThat(findings).allSatisfy(finding -> assertThat(finding.file()).isEqualTo(file));
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
