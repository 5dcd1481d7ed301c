package dealpayouts.cli;

import dealpayouts.doctor.CheckResult;
import dealpayouts.oauth.OAuthSettings;
import dealpayouts.remote.Remote;
import dealpayouts.settings.SettingValues;
import dealpayouts.settings.Settings;
import dealpayouts.setup.Console;
import dealpayouts.setup.EnvironmentBlock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes what is missing in Kommo and Wise. It may be repeated: what is there is left as it is. */
@Command(
        name = "setup",
        description =
                "Makes the fields, the webhook and the subscriptions that are missing, and prints the settings to keep",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing stands in the way", "1:something could not be made", "2:it could not begin"})
final class SetupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--yes", description = "makes every change without asking")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        Output output = Output.of(spec);
        if (output.isJson() && !yes) {
            throw new ParameterException(spec.commandLine(), "--json needs --yes, because nothing can be asked");
        }
        PrintWriter out = spec.commandLine().getOut();
        OperatorSettings settings = OperatorSettings.readOrAskForToken();
        EnvironmentBlock environment = new EnvironmentBlock(settings.settings().kommo(), given(settings));
        OperatorBeans beans = new OperatorBeans(
                settings,
                settings.problems().stream()
                        .filter(problem -> !isMadeHere(problem.key()))
                        .map(SettingValues.Problem::sentence)
                        .toList(),
                new Console(yes, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out),
                environment);
        try (OperatorRoutes routes = OperatorRoutes.start(settings, beans, output.progress("Setting up"))) {
            List<CheckResult> findings = routes.findings("setup");
            output.print(
                    () -> Map.of("findings", CheckReport.rows(findings), "environment", environment.known()), to -> {
                        CheckReport.print(findings, to);
                        print(environment.known(), settings.settings().kommoOAuth(), to);
                    });
            return CheckResult.hasProblem(findings) ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
    }

    /** What need not be found out; of secrets only that they are there. */
    private static Map<String, String> given(OperatorSettings operator) {
        Settings settings = operator.settings();
        String subdomain = settings.kommo().account();
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "KOMMO_SUBDOMAIN", subdomain);
        URI kommo = settings.addresses().get(Remote.KOMMO);
        if (kommo != null && !kommo.toString().equals("https://" + subdomain + ".kommo.com")) {
            put(given, "KOMMO_BASE_URL", kommo.toString());
        }
        if (!settings.wiseAddress().equals("https://api.wise.com")) {
            put(given, "WISE_BASE_URL", settings.wiseAddress());
        }
        put(given, "WISE_SOURCE_CURRENCY", settings.sourceCurrency());
        put(given, "PUBLIC_URL", settings.wiseWebhook().publicUrl());
        return given;
    }

    private static void put(Map<String, String> given, String variable, String value) {
        if (!value.isEmpty()) {
            given.put(variable, value);
        }
    }

    private static void print(Map<String, String> environment, OAuthSettings oauth, PrintWriter out) {
        out.println();
        out.println("# Keep these in the product's environment:");
        environment.forEach((variable, value) -> out.println(variable + "=" + value));
        out.println(
                "# and the secrets as you have set them: " + ofKommo(oauth) + ", KOMMO_WEBHOOK_SECRET, WISE_API_KEY");
        out.flush();
    }

    /** With what Kommo knows us. */
    private static String ofKommo(OAuthSettings oauth) {
        if (oauth == null) {
            return "KOMMO_ACCESS_TOKEN";
        }
        return "KOMMO_CLIENT_ID, KOMMO_CLIENT_SECRET, KOMMO_REDIRECT_URI, "
                + (oauth.authorizationCode() == null ? "KOMMO_REFRESH_TOKEN" : "KOMMO_AUTHORIZATION_CODE")
                + ", KOMMO_TOKEN_KEY";
    }

    /** Fields are what setup makes; of the stage, and of the webhook's secret, it says more than that they are not set. */
    private static boolean isMadeHere(String key) {
        return key.startsWith("cf.") || key.equals("kommo.payout-stage-id") || key.equals("kommo.webhook-secret");
    }
}
