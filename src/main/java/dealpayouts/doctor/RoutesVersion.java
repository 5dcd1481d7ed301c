package dealpayouts.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Bean {@code routesVersion}: which routes these are, so that two installations can be compared. */
public final class RoutesVersion {

    private static final int SHOWN = 12;

    private final Path folder;

    public RoutesVersion(Path folder) {
        this.folder = folder;
    }

    public Finding judge() {
        return Finding.ok("routes", "version " + hash().substring(0, SHOWN) + " of " + folder);
    }

    /** SHA-256 over names and contents of all YAML files below the folder, in the order of their names. */
    String hash() {
        try (Stream<Path> below = Files.walk(folder)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> names = below.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            for (String name : names) {
                byte[] content = Files.readAllBytes(folder.resolve(name));
                digest.update((name + '\0' + content.length + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
