package dealpayouts;

import dealpayouts.doctor.ClockCheck;
import dealpayouts.doctor.FieldChecks;
import dealpayouts.doctor.Finding;
import dealpayouts.doctor.FundingRight;
import dealpayouts.doctor.KommoChecks;
import dealpayouts.doctor.LedgerCheck;
import dealpayouts.doctor.PublicAddress;
import dealpayouts.doctor.RoutesVersion;
import dealpayouts.doctor.SettingsCheck;
import dealpayouts.doctor.WiseChecks;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.wise.Profiles;
import dealpayouts.wise.Subscriptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.spi.Registry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything that a payout will need, and says what is to be done. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at settings, ledger, Kommo and Wise, and says what is to be done; changes nothing",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no problem", "1:at least one problem", "2:it could not look"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "prints the findings as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        OperatorSettings settings = OperatorSettings.read();
        try (OperatorRoutes routes = OperatorRoutes.start(settings, beans -> bind(beans, settings))) {
            List<Finding> findings = routes.findings("doctor");
            FindingTable.print(findings, json, spec.commandLine().getOut());
            return Finding.hasProblem(findings) ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
    }

    private static void bind(Registry beans, OperatorSettings operator) {
        Clock clock = Clock.systemUTC();
        Settings settings = operator.settings();
        KommoSettings kommo = settings.rules().kommo();
        Settings.LedgerSettings ledger = settings.ledger();
        Subscriptions subscriptions = settings.subscriptions();
        beans.bind(
                "settingsCheck",
                new SettingsCheck(
                        operator.problems().stream()
                                .map(SettingValues.Problem::sentence)
                                .toList(),
                        operator.canAskKommo(),
                        operator.canAskWise()));
        beans.bind("routesVersion", new RoutesVersion(Path.of("routes")));
        beans.bind("ledgerCheck", new LedgerCheck(ledger.url(), ledger.user(), ledger.password(), clock));
        beans.bind("publicAddress", new PublicAddress(settings.wiseWebhook().publicUrl()));
        beans.bind("clockCheck", new ClockCheck(clock));
        beans.bind("kommoChecks", new KommoChecks(kommo, operator.kommoToken(), operator.kommoWebhook(), clock));
        beans.bind("fieldChecks", new FieldChecks(operator.fields()));
        beans.bind(
                "wiseChecks",
                new WiseChecks(
                        operator.wiseToken(),
                        new Profiles(settings.profileId()),
                        settings.sourceCurrency(),
                        subscriptions,
                        clock));
        beans.bind(
                "fundingRight",
                new FundingRight(settings.sourceCurrency(), settings.rules().draftsOnly(), clock));
    }
}
