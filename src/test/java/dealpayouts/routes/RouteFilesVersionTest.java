package dealpayouts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two folders have the same version exactly when their routes are the same. */
class RouteFilesVersionTest {

    @TempDir
    Path folder;

    private String before;

    @BeforeEach
    void twoFiles() throws IOException {
        Files.createDirectory(folder.resolve("kamelets"));
        Files.writeString(folder.resolve("a.camel.yaml"), "- a\n");
        Files.writeString(folder.resolve("kamelets/b.kamelet.yaml"), "b\n");
        before = version();
    }

    @Test
    void anEditIsAnotherVersion() throws IOException {
        Files.writeString(folder.resolve("kamelets/b.kamelet.yaml"), "c\n");

        assertThat(version()).isNotEqualTo(before);
    }

    @Test
    void anotherNameIsAnotherVersion() throws IOException {
        Files.move(folder.resolve("a.camel.yaml"), folder.resolve("c.camel.yaml"));

        assertThat(version()).isNotEqualTo(before);
    }

    @Test
    void whatAnEditorLeavesBehindIsNone() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml~"), "- old\n");
        Files.writeString(folder.resolve("a.camel.yaml"), "- a\n");

        assertThat(version()).isEqualTo(before);
    }

    private String version() {
        return RouteFiles.read(folder).version();
    }
}
