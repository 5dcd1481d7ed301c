package dealpayouts.chaos;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.e2e.Product;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** How the jar is started when it will not live long: with classes from an archive made once. */
final class FastJar {

    private static final List<String> SHORT_LIFE = List.of("-Xmx192m", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    private final List<String> options;

    private FastJar(List<String> options) {
        this.options = options;
    }

    /** Pays one deal in a process of its own, which leaves the archive of all classes that it needed. */
    static FastJar withArchive() {
        Path archive = temporaryFolder().resolve("classes.jsa");
        String checkpoint = "-Xbootclasspath/a:" + checkpoint(archive.resolveSibling("checkpoint.jar"));
        try (KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
                WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM)) {
            wise.setBalance("USD", "1000.00");
            Node node = new Node(
                    "archive",
                    Path.of("").toAbsolutePath(),
                    new HashMap<>(
                            Product.settings(Dialect.PLATFORM, kommo.url(), wise.url(), LedgerAddress.freshSqlite())),
                    with(with(SHORT_LIFE, checkpoint), "-XX:ArchiveClassesAtExit=" + archive),
                    archive.resolveSibling("archive.log"));
            node.start();
            node.awaitReady();
            long deal = kommo.addDealInStage(
                    KommoStandIn.PIPELINE,
                    KommoStandIn.STAGE_PAY,
                    "First",
                    "10.00",
                    "EUR",
                    kommo.addContact("Ada Quist", null, wise.addRecipient("EUR", "Ada Quist", null)));
            new Post().send(node.webhook(), kommo.statusDelivery(deal));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !kommo.notes(deal)
                    .isEmpty());
            node.close();
        }
        return new FastJar(with(with(SHORT_LIFE, checkpoint), "-XX:SharedArchiveFile=" + archive));
    }

    List<String> options() {
        return options;
    }

    private static List<String> with(List<String> options, String another) {
        return Stream.concat(options.stream(), Stream.of(another)).toList();
    }

    /** The one class of the harness that runs in the product's process. */
    private static Path checkpoint(Path jar) {
        String name = Checkpoint.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = Checkpoint.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("chaos");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
