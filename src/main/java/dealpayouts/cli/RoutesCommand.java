package dealpayouts.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dealpayouts.app.OfflineProduct;
import dealpayouts.routes.Diagnostic;
import dealpayouts.routes.RouteFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be said of route files without the product running. */
@Command(name = "routes", description = "Looks at route files")
final class RoutesCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "check",
            description =
                    "Checks route files as it is done before they take effect; needs no network, ledger or secret")
    int check(
            @Parameters(
                            paramLabel = "FOLDER",
                            arity = "0..1",
                            description = "the folder with the route files; default: the setting routes.folder")
                    Path folder) {
        // Of what goes on in the course of a check only the outcome is of interest.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        ((Logger) LoggerFactory.getLogger("org.apache.camel")).setLevel(Level.ERROR);
        try (OfflineProduct product = new OfflineProduct()) {
            RouteFiles files = RouteFiles.read(folder == null ? product.routes() : existing(folder));
            List<Diagnostic> findings = product.findings(files);
            Output output = Output.of(spec);
            if (findings.isEmpty()) {
                output.print(
                        () -> Map.of("findings", List.of(), "version", files.version()),
                        out -> out.println(files.summary()));
                return CommandLine.ExitCode.OK;
            }
            if (output.isJson()) {
                output.print(
                        () -> Map.of(
                                "findings",
                                findings.stream().map(Diagnostic::toString).toList(),
                                "version",
                                files.version()),
                        out -> {});
            } else {
                output.refuse(findings.stream().map(Diagnostic::toString).toList());
            }
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Path existing(Path folder) {
        if (Files.isDirectory(folder)) {
            return folder.toAbsolutePath().normalize();
        }
        throw new CommandLine.ParameterException(spec.commandLine(), "There is no folder " + folder + ".");
    }
}
