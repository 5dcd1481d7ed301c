package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.routes.RouteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of its own with this repository's routes and settings, to be edited as an integration engineer does. */
public final class ProductFolder {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath();

    private final Path folder;

    private ProductFolder(Path folder) {
        this.folder = folder;
    }

    public static ProductFolder copy() {
        try {
            Path folder = Files.createTempDirectory("product");
            for (String name : List.of("application.properties", "routes")) {
                try (Stream<Path> files = Files.walk(REPOSITORY.resolve(name))) {
                    for (Path file : files.toList()) {
                        Files.copy(file, folder.resolve(REPOSITORY.relativize(file)));
                    }
                }
            }
            return new ProductFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return folder;
    }

    /** The folder with the route files. */
    public Path routes() {
        return folder.resolve("routes");
    }

    /** Waits until the files as they are now are in charge of the product. */
    void untilInCharge(Product product) {
        String version = RouteFiles.read(routes()).version();
        WithProduct.patiently()
                .untilAsserted(() ->
                        assertThat(product.observe("health?data=true").body()).contains(version));
    }

    /** Replaces a text that must be there exactly once. */
    public void edit(String file, String before, String after) {
        try {
            Path path = folder.resolve(file);
            String text = Files.readString(path);
            if (text.split(Pattern.quote(before), -1).length != 2) {
                throw new IllegalArgumentException("'" + before + "' is not exactly once in " + file);
            }
            Files.writeString(path, text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(String file) {
        try (Stream<Path> files = Files.walk(folder.resolve(file))) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
