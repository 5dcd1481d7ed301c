package dealpayouts;

import dealpayouts.ledger.IllegalMoveException;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.work.Work;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Does something with the ledger that the settings name, beside the running product. */
final class LedgerAct {

    private LedgerAct() {}

    /**
     * Opens the ledger for one act.
     *
     * @param act does it and prints what was done
     * @return the exit code
     */
    static int run(CommandSpec spec, BiConsumer<Ledger, PrintWriter> act) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(Application.PROPERTIES);
            Settings settings = Settings.read(context);
            Settings.LedgerSettings at = settings.ledger();
            try (LedgerDatabase database = LedgerDatabase.openBeside(at.url(), at.user(), at.password())) {
                Clock clock = Clock.systemUTC();
                Work work = new Work(database, settings.work(), clock);
                act.accept(
                        new Ledger(database, work, clock, settings.rules()),
                        spec.commandLine().getOut());
                return CommandLine.ExitCode.OK;
            } catch (IllegalMoveException refused) {
                spec.commandLine().getErr().println(refused.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
    }
}
