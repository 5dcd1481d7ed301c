package dealpayouts;

import dealpayouts.ledger.IllegalMoveException;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.Payout;
import dealpayouts.work.Work;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator may do by hand, beside the running product and on the same ledger. */
@Command(
        name = "deal-payouts",
        mixinStandardHelpOptions = true,
        subcommands = {
            DoctorCommand.class, SetupCommand.class, Commands.Payouts.class, Replay.class, LedgerCommand.class
        })
final class Commands {

    private Commands() {}

    /** @return the exit code */
    static int run(String[] args) {
        return new CommandLine(new Commands())
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    StartFailure.explain(failure).forEach(command.getErr()::println);
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(args);
    }

    /** Whatever the machine's language: a table has signs that are not ASCII. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /**
     * Does something with the ledger that the settings name, beside the running product.
     *
     * @param act returns the sentence that tells what was done
     * @return the exit code
     */
    static int onLedger(CommandSpec spec, Function<Ledger, String> act) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(Application.PROPERTIES);
            Settings settings = Settings.read(context);
            Settings.LedgerSettings at = settings.ledger();
            try (LedgerDatabase database = LedgerDatabase.openBeside(at.url(), at.user(), at.password())) {
                Clock clock = Clock.systemUTC();
                Work work = new Work(database, settings.work(), clock);
                spec.commandLine().getOut().println(act.apply(new Ledger(database, work, clock, settings.rules())));
                return CommandLine.ExitCode.OK;
            } catch (IllegalMoveException refused) {
                spec.commandLine().getErr().println(refused.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
    }

    /** Acts on payouts; each is journaled with its actor. */
    @Command(
            name = "payouts",
            mixinStandardHelpOptions = true,
            description = "Acts on payouts, journaled with the actor")
    static final class Payouts {

        @Spec
        private CommandSpec spec;

        @Command(
                name = "new-cycle",
                mixinStandardHelpOptions = true,
                description = "Pays a deal once more, after the money of its last payout came back")
        int newCycle(
                @Parameters(paramLabel = "DEAL", description = "id of the Kommo lead") long dealId,
                @Option(names = "--actor", required = true, description = "who decided it") String actor)
                throws IOException {
            return onLedger(spec, ledger -> {
                Payout payout = ledger.cycles().begin(dealId, actor);
                return "Deal " + dealId + ": payout " + payout.id() + ", cycle " + payout.cycle()
                        + ", is accepted. The deal must stand in the Pay stage.";
            });
        }

        @Command(
                name = "release",
                mixinStandardHelpOptions = true,
                description = "Lets a payout go on that is parked because it may be a second payment")
        int release(
                @Parameters(paramLabel = "DEAL", description = "id of the Kommo lead") long dealId,
                @Option(names = "--actor", required = true, description = "who decided it") String actor)
                throws IOException {
            return onLedger(spec, ledger -> {
                Payout payout = ledger.releases().release(dealId, actor);
                return "Deal " + dealId + ": payout " + payout.id() + ", parked as " + payout.reason()
                        + ", is released and goes on. The deal must stand in the Pay stage.";
            });
        }
    }
}
