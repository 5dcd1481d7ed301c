package dealpayouts.cli;

import dealpayouts.doctor.CheckResult;
import dealpayouts.settings.SettingValues;
import dealpayouts.setup.Console;
import dealpayouts.setup.EnvironmentBlock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at everything that a payout will need, and says what is to be done. */
@Command(
        name = "doctor",
        description = "Looks at settings, ledger, Kommo and Wise, and says what is to be done",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no problem", "1:at least one problem", "2:it could not look"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OperatorSettings settings = OperatorSettings.read();
        OperatorBeans beans = new OperatorBeans(
                settings,
                settings.problems().stream()
                        .map(SettingValues.Problem::sentence)
                        .toList(),
                Console.silent(),
                new EnvironmentBlock(settings.settings().kommo(), Map.of()));
        try (OperatorRoutes routes =
                OperatorRoutes.start(settings, beans, Output.of(spec).progress("Looking"))) {
            List<CheckResult> findings = routes.findings("doctor");
            Output.of(spec).print(() -> CheckReport.rows(findings), out -> CheckReport.print(findings, out));
            return CheckResult.hasProblem(findings) ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
    }
}
