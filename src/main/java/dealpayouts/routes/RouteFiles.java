package dealpayouts.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All route files of a folder as they were at one moment: {@code *.camel.yaml}, and {@code kamelets/*.kamelet.yaml}. What
 * is checked, what is loaded and what the journal names is this, whatever happens to the folder meanwhile.
 */
public final class RouteFiles {

    private static final String KAMELETS = "kamelets";
    private static final String OPERATOR = "operator";
    /** Enough to tell versions of one installation apart, and short enough for a line of the journal. */
    private static final int VERSION_LENGTH = 12;

    private final List<RouteFile> files;
    private final String version;

    private RouteFiles(List<RouteFile> files) {
        this.files = List.copyOf(files);
        String all = files.stream().map(RouteFile::toString).collect(Collectors.joining("\n"));
        this.version = Hash.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, VERSION_LENGTH);
    }

    /**
     * Reads a folder.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static RouteFiles read(Path folder) {
        String label = folder.getFileName() + "/";
        List<RouteFile> files = new ArrayList<>(read(folder, RouteFile.ROUTES, label));
        Path kamelets = folder.resolve(KAMELETS);
        if (Files.isDirectory(kamelets)) {
            files.addAll(read(kamelets, RouteFile.KAMELET, label + KAMELETS + "/"));
        }
        return new RouteFiles(files);
    }

    /**
     * Reads the routes of the commands, with the kamelets.
     *
     * @param folder has the folders {@code operator} and {@code kamelets}
     */
    static RouteFiles readOfOperator(Path folder) {
        String label = folder.getFileName() + "/";
        List<RouteFile> files =
                new ArrayList<>(read(folder.resolve(OPERATOR), RouteFile.ROUTES, label + OPERATOR + "/"));
        files.addAll(read(folder.resolve(KAMELETS), RouteFile.KAMELET, label + KAMELETS + "/"));
        return new RouteFiles(files);
    }

    private static List<RouteFile> read(Path folder, String ending, String label) {
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(p -> isRead(p, ending)).sorted().toList()) {
                try {
                    files.add(RouteFile.of(label + path.getFileName(), Files.readAllBytes(path)));
                } catch (NoSuchFileException removedMeanwhile) {
                    continue;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
        }
        return files;
    }

    /** Editors keep their own copies as hidden files. */
    private static boolean isRead(Path path, String ending) {
        String name = path.getFileName().toString();
        return name.endsWith(ending) && !name.startsWith(".");
    }

    /** How many routes and files these are, as a sentence, when they are known to be good. */
    public String summary() {
        long routes = files.stream()
                .filter(file -> !file.isKamelet())
                .flatMap(file -> YamlNode.read(file, finding -> {}).stream())
                .flatMap(root -> root.items().stream())
                .filter(item -> item.has("route") || item.has("from"))
                .count();
        return routes + " routes in " + files.size() + " files are fine. Version " + version + ".";
    }

    List<RouteFile> all() {
        return files;
    }

    /** The same for the same files with the same content, and for no others. */
    public String version() {
        return version;
    }

    /** The hash of each file, by its name. */
    public Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        files.forEach(file -> hashes.put(file.name(), file.hash()));
        return hashes;
    }

    /** Names of files that are not the same there. */
    List<String> differences(RouteFiles others) {
        Map<String, String> theirs = others.hashes();
        Map<String, String> ours = hashes();
        return Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
                .distinct()
                .filter(name -> !String.valueOf(ours.get(name)).equals(theirs.get(name)))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteFiles set && files.equals(set.files);
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }
}
