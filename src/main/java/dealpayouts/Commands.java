package dealpayouts;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator may do by hand, beside the running product. */
@Command(
        name = "deal-payouts",
        mixinStandardHelpOptions = true,
        subcommands = {
            DoctorCommand.class,
            SetupCommand.class,
            PayoutCommands.class,
            Replay.class,
            LedgerCommand.class,
            RoutesCommand.class
        })
final class Commands {

    private Commands() {}

    /** @return the exit code: 0 done, 1 refused or a problem found, 2 not begun */
    static int run(String[] args) {
        return new CommandLine(new Commands())
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
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
}
