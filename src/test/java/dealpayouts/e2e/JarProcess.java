package dealpayouts.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged jar as a process of its own, started from any folder with nothing but environment variables. */
public final class JarProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "deal-payouts.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final String managementPort;

    private JarProcess(Process process, Path output, String managementPort) {
        this.process = process;
        this.output = output;
        this.managementPort = managementPort;
    }

    /**
     * @param settings keys of application.properties, handed over as environment variables
     * @param command what the operator types after the jar's name
     */
    public static JarProcess start(Path folder, Map<String, String> settings, String... command) {
        try {
            Path output = Files.createTempFile("product", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            JAR.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.command().addAll(List.of(command));
            settings.forEach((key, value) -> builder.environment().put(variable(key), value));
            return new JarProcess(builder.start(), output, settings.get("management.port"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /** Waits until the readiness check answers 200. */
    public JarProcess awaitReady() {
        HttpRequest ready = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + managementPort + "/observe/health/ready"))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        Awaitility.await("readiness of " + output)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
        return this;
    }

    /** Waits for the process to end by itself. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The product is still running; it printed: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a power cut does. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Everything it printed. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        awaitExit();
    }
}
