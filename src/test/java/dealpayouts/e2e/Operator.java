package dealpayouts.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A person at a terminal with the packaged jar, this repository's routes, and settings in the environment. */
public final class Operator {

    private static final long PATIENCE_SECONDS = 120;
    private static final List<String> EVENTS = List.of(
            "transfers#state-change",
            "transfers#payout-failure",
            "transfers#refund",
            "transfers#active-cases",
            "balances#update");

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();

    /** @param settings keys of application.properties, handed over as environment variables */
    public Operator(Path folder, Map<String, String> settings) {
        this.folder = folder;
        settings.forEach((key, value) -> variables.put(variable(key), value));
    }

    /** Beside that product, to which all events of Wise that it uses are sent. */
    public static Operator beside(Product product) {
        Map<String, String> settings = new HashMap<>(product.operatorSettings());
        settings.put(Product.PUBLIC_URL, product.wiseWebhook().replace("/webhooks/wise", ""));
        boolean guide = settings.get("wise.api").equals("guide");
        EVENTS.forEach(event -> product.wise()
                .webhooks()
                .subscribe(event, guide ? "2.0" : "4.0.0", product.wiseWebhook(), guide ? Product.SECRET : null));
        return new Operator(ProductFolder.copy().path(), settings);
    }

    /** Sets a key of application.properties for the commands to come; null unsets it. */
    public Operator with(String key, String value) {
        return withVariable(variable(key), value);
    }

    /** As {@link #with}, by the name of the environment variable. */
    public Operator withVariable(String variable, String value) {
        Operator changed = new Operator(folder, Map.of());
        changed.variables.putAll(variables);
        if (value == null) {
            changed.variables.remove(variable);
        } else {
            changed.variables.put(variable, value);
        }
        return changed;
    }

    public Path folder() {
        return folder;
    }

    /** What is set, by environment variable. */
    public Map<String, String> variables() {
        return variables;
    }

    /** What a command printed, and how it ended. */
    public record Outcome(int exitCode, String output, String log) {}

    /** Types a command and waits for its end. */
    public Outcome types(String... command) {
        return answers("", command);
    }

    /** Types a command, and then those lines. */
    public Outcome answers(String lines, String... command) {
        try {
            Path output = Files.createTempFile("command", ".out");
            Path log = Files.createTempFile("command", ".log");
            Path input = Files.writeString(Files.createTempFile("command", ".in"), lines);
            ProcessBuilder builder = new ProcessBuilder(JarProcess.commandLine(command))
                    .directory(folder.toFile())
                    .redirectInput(input.toFile())
                    .redirectOutput(Redirect.to(output.toFile()))
                    .redirectError(Redirect.to(log.toFile()));
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The command does not end; it printed: " + read(output) + read(log));
            }
            return new Outcome(process.exitValue(), read(output), read(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
