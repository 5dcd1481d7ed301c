package dealpayouts.e2e;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged jar as a process of its own, started from any folder with nothing but environment variables. */
public final class JarProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "deal-payouts.jar").toAbsolutePath();
    private static final Path JVM_OPTIONS = Path.of("jvm.options").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int READY_WITHIN_MS = 2_000;

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
            return start(folder, settings, likeTheImage(), Files.createTempFile("product", ".log"), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> likeTheImage() {
        return List.of("-XX:SharedArchiveFile=" + ClassArchive.FILE);
    }

    /** How the image starts a command, as words for the operating system. */
    static List<String> commandLine(String... command) {
        return commandLine(likeTheImage(), command);
    }

    private static List<String> commandLine(List<String> options, String... command) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("@" + JVM_OPTIONS);
        words.addAll(options);
        words.addAll(List.of("-jar", JAR.toString()));
        words.addAll(List.of(command));
        return words;
    }

    /** Makes the archive of classes with which the image starts, as docs/operations.md says. */
    public static void archiveClasses(Path file) {
        List<String> options = List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        Path log = file.resolveSibling("archive.log");
        try (JarProcess check = start(Path.of("").toAbsolutePath(), Map.of(), options, log, "routes", "check")) {
            if (check.awaitExit() != 0) {
                throw new IllegalStateException("no archive of classes: " + check.output());
            }
        }
    }

    private static final class ClassArchive {
        static final Path FILE = make();

        /** One for all virtual machines that run tests at the same time. */
        private static Path make() {
            Path file = JAR.resolveSibling("deal-payouts.jsa");
            try (FileChannel lock = FileChannel.open(JAR.resolveSibling("deal-payouts.jsa.lock"), CREATE, WRITE)) {
                lock.lock();
                if (!isNewerThanTheJar(file)) {
                    archiveClasses(file);
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isNewerThanTheJar(Path file) throws IOException {
            return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(JAR)) > 0;
        }
    }

    /**
     * As above, without the archive of classes.
     *
     * @param options of the Java virtual machine, beside those of the image
     * @param output gets all that it prints, after what is there already
     */
    public static JarProcess start(
            Path folder, Map<String, String> settings, List<String> options, Path output, String... command) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(commandLine(options, command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(output.toFile()));
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
        Awaitility.await("readiness of " + output).atMost(PATIENCE).until(this::answersReady);
        return this;
    }

    private boolean answersReady() {
        try {
            HttpURLConnection ready =
                    (HttpURLConnection) URI.create("http://localhost:" + managementPort + "/observe/health/ready")
                            .toURL()
                            .openConnection();
            ready.setConnectTimeout(READY_WITHIN_MS);
            ready.setReadTimeout(READY_WITHIN_MS);
            return ready.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether the readiness check answers 200 now. */
    public boolean isReady() {
        return process.isAlive() && answersReady();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, which nothing survives; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, as a container platform ends it. */
    public void terminate() {
        process.destroy();
    }

    /** SIGSTOP: it stands still, with all its connections open, until {@link #resume}. */
    public void stall() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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

    /** What it has computed since it was started, on all processors. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Memory that is really there for it, in megabytes, as Linux counts it. */
    public long residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
