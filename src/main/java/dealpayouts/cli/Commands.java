package dealpayouts.cli;

import dealpayouts.settings.SecretFiles;
import dealpayouts.settings.SettingNames;
import dealpayouts.settings.SettingsException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** What an operator may do by hand, beside the running product. */
@Command(
        name = "deal-payouts",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Pays contractors of Kommo deals through Wise. Without a command it starts the product.",
        subcommands = {
            StatusCommand.class,
            DoctorCommand.class,
            ConfigCommand.class,
            SetupCommand.class,
            PayoutCommands.class,
            ReplayCommand.class,
            LedgerCommand.class,
            RoutesCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        })
public final class Commands {

    @Option(names = Output.JSON, scope = ScopeType.INHERIT, description = "prints JSON, also of what goes wrong")
    private boolean json;

    private Commands() {}

    boolean json() {
        return json;
    }

    /** @return the exit code: 0 done, 1 refused or a problem found, 2 not begun */
    public static int run(String[] args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return Arguments.register(new CommandLine(new Commands()))
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(new Strategy())
                .setParameterExceptionHandler(new Mistakes())
                .setExecutionExceptionHandler(new Failures());
    }

    /** Help and version are shown anywhere; all else needs the folder with the settings. */
    private static final class Strategy implements IExecutionStrategy {
        @Override
        public int execute(ParseResult parsed) {
            Integer help = CommandLine.executeHelpRequest(parsed);
            if (help != null) {
                return help;
            }
            if (!isGeneratesCompletion(parsed)) {
                readSecrets(parsed);
            }
            return new RunLast().execute(parsed);
        }
    }

    private static void readSecrets(ParseResult parsed) {
        try {
            SettingNames.requireFolder();
            SecretFiles.read(System.getenv()).forEach(System::setProperty);
        } catch (SettingsException e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
        }
    }

    private static final class Mistakes implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException mistake, String[] args) {
            CommandLine command = mistake.getCommandLine();
            List<String> problems = new ArrayList<>(List.of(sentence(mistake.getMessage())));
            if (!isJson(args)) {
                problems.add("See: " + command.getCommandSpec().qualifiedName() + " --help");
            }
            Output.of(command, isJson(args)).refuse(problems);
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static final class Failures implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
            Output.of(command.getCommandSpec()).refuse(StartFailure.explain(failure));
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static boolean isGeneratesCompletion(ParseResult parsed) {
        return parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof GenerateCompletion;
    }

    private static boolean isJson(String[] args) {
        return List.of(args).contains(Output.JSON);
    }

    private static String sentence(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.endsWith(".") || line.endsWith("?") ? line : line + ".";
    }

    /** Whatever the machine's language: a table has signs that are not ASCII. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
