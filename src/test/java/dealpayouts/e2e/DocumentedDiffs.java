package dealpayouts.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The changes that the documents show, made as a reader makes them. */
final class DocumentedDiffs {

    private static final Pattern BLOCK = Pattern.compile("```diff\\n(.*?)```", Pattern.DOTALL);
    private static final String NEW_FILE = "/dev/null";

    private DocumentedDiffs() {}

    /** Makes the change of that page, such as {@code routes.md}, whose block contains that text. */
    static void apply(String page, String text, ProductFolder folder) {
        List<String> blocks = BLOCK.matcher(read(Path.of("docs", page)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(block -> block.contains(text))
                .toList();
        if (blocks.size() != 1) {
            throw new IllegalArgumentException(page + " has " + blocks.size() + " changes with " + text);
        }
        for (String file : blocks.get(0).split("(?m)^--- ")) {
            if (!file.isBlank()) {
                applyToFile(file, folder);
            }
        }
    }

    private static void applyToFile(String part, ProductFolder folder) {
        List<String> lines = List.of(part.split("\n"));
        String before = lines.get(0);
        String after = lines.get(1).replace("+++ ", "");
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            if (!line.startsWith("+")) {
                removed.add(line.substring(1));
            }
            if (!line.startsWith("-")) {
                added.add(line.substring(1));
            }
        }
        if (before.equals(NEW_FILE)) {
            folder.write(after, String.join("\n", added) + "\n");
        } else {
            folder.edit(after, String.join("\n", removed) + "\n", String.join("\n", added) + "\n");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
