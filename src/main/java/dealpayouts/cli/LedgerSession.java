package dealpayouts.cli;

import dealpayouts.kommo.KommoMessages;
import dealpayouts.ledger.IllegalTransitionException;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.settings.SettingNames;
import dealpayouts.settings.Settings;
import dealpayouts.work.Work;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Does something with the ledger that the settings name, beside the running product. */
final class LedgerSession {

    private LedgerSession() {}

    /** Something that is done with the ledger and the settings; it prints what was done. */
    interface Act {
        void run(Ledger ledger, Settings settings, Output out);
    }

    /** As {@link #run(CommandSpec, Act)}, for acts that need no setting. */
    static int run(CommandSpec spec, BiConsumer<Ledger, Output> act) throws IOException {
        return run(spec, (ledger, settings, out) -> act.accept(ledger, out));
    }

    /**
     * Opens the ledger for one act.
     *
     * @param act does it and prints what was done
     * @return the exit code
     */
    static int run(CommandSpec spec, Act act) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(SettingNames.LOCATION);
            Settings settings = Settings.read(context);
            Settings.LedgerSettings at = settings.ledger();
            try (LedgerDatabase database = LedgerDatabase.openBeside(at.url(), at.user(), at.password())) {
                Clock clock = Clock.systemUTC();
                Work work = new Work(database, settings.work(), clock);
                act.run(
                        new Ledger(database, work, clock, settings.rules(), new KommoMessages(settings.kommo())),
                        settings,
                        Output.of(spec));
                return CommandLine.ExitCode.OK;
            } catch (IllegalTransitionException refused) {
                Output.of(spec).refuse(List.of(refused.getMessage()));
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
    }
}
