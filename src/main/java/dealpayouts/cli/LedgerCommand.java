package dealpayouts.cli;

import dealpayouts.ledger.IllegalTransitionException;
import dealpayouts.ledger.LedgerCopy;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.UnusableLedgerException;
import dealpayouts.settings.SettingNames;
import dealpayouts.settings.Settings;
import dealpayouts.settings.SettingsException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is done with a ledger as a whole, while the product stands still. */
@Command(name = "ledger", description = "Acts on the ledger as a whole")
final class LedgerCommand {

    private static final int CONNECTIONS = 2;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "copy",
            description =
                    "Copies the ledger of the settings to an empty database on PostgreSQL; stop the product before")
    int copy(
            @Option(names = "--to", required = true, paramLabel = "URL", description = "jdbc:postgresql://…")
                    String url,
            @Option(names = "--user", required = true, description = "who may make tables there") String user,
            @Option(
                            names = "--password",
                            required = true,
                            arity = "0",
                            description =
                                    "asks for the password, or reads a line of standard input; on the command line"
                                            + " others could see it")
                    boolean asks)
            throws IOException {
        Output output = Output.of(spec);
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(SettingNames.LOCATION);
            Settings settings = Settings.read(context);
            settings.http().requireFree();
            Settings.LedgerSettings at = settings.ledger();
            try (LedgerDatabase from = LedgerDatabase.open(at.url(), at.user(), at.password(), at.connections());
                    LedgerDatabase to = open(url, user, password())) {
                Map<String, Long> rows = copy(from, to, output);
                output.print(() -> Map.of("rows", rows), out -> {
                    rows.forEach((table, count) -> out.printf(Locale.ROOT, "%-20s %,10d rows%n", table, count));
                    out.println("Copied. Set LEDGER_URL, LEDGER_USER and LEDGER_PASSWORD to the new ledger,"
                            + " and never start the product on the old one again.");
                });
                return CommandLine.ExitCode.OK;
            } catch (IllegalTransitionException refused) {
                output.refuse(List.of(refused.getMessage()));
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
    }

    @Command(
            name = "accept-address",
            description = "Says that WISE_BASE_URL is a new address of the same Wise that this ledger belongs to")
    int acceptAddress(@Mixin ActorOption by) throws IOException {
        return LedgerSession.run(spec, (ledger, out) -> {
            String done = "This ledger belongs to Wise at " + ledger.identity().acceptAddress(by.actor()) + ".";
            out.print(() -> Map.of("done", done), to -> to.println(done));
        });
    }

    private static String password() throws IOException {
        Console terminal = System.console();
        if (terminal == null) {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        }
        char[] typed = terminal.readPassword("Password of --user: ");
        return typed == null ? "" : new String(typed);
    }

    private static Map<String, Long> copy(LedgerDatabase from, LedgerDatabase to, Output output) {
        try (Progress progress = output.progress("Copying")) {
            return LedgerCopy.copy(
                    from, to, (table, rows) -> progress.at(String.format(Locale.ROOT, "%s, %,d rows", table, rows)));
        }
    }

    private static LedgerDatabase open(String url, String user, String password) {
        try {
            return LedgerDatabase.open(url, user, password, CONNECTIONS);
        } catch (UnusableLedgerException e) {
            throw new SettingsException(List.of("The database of --to cannot be used: " + e.getMessage() + "."));
        }
    }
}
