package dealpayouts.cli;

import dealpayouts.doctor.ClockCheck;
import dealpayouts.doctor.FieldChecks;
import dealpayouts.doctor.Findings;
import dealpayouts.doctor.FundingPermissionCheck;
import dealpayouts.doctor.KommoChecks;
import dealpayouts.doctor.LedgerCheck;
import dealpayouts.doctor.PublicAddress;
import dealpayouts.doctor.RoutesVersion;
import dealpayouts.doctor.SettingsCheck;
import dealpayouts.doctor.WiseChecks;
import dealpayouts.kommo.DealLists;
import dealpayouts.kommo.FieldDefinitions;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.remote.RateLimitedClient;
import dealpayouts.remote.Remote;
import dealpayouts.remote.RemoteFailure;
import dealpayouts.settings.Settings;
import dealpayouts.setup.Console;
import dealpayouts.setup.EnvironmentBlock;
import dealpayouts.setup.NewFields;
import dealpayouts.setup.NewSubscriptions;
import dealpayouts.setup.NewWebhook;
import dealpayouts.wise.Correlation;
import dealpayouts.wise.Profiles;
import dealpayouts.wise.Subscriptions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.spi.Registry;

/** Puts the beans together that the routes in {@code routes/operator} name. */
final class OperatorBeans {

    private final OperatorSettings operator;
    private final List<String> problems;
    private final Console console;
    private final EnvironmentBlock environment;

    /**
     * @param problems of the settings that the command has to tell
     * @param console asks before changes
     * @param environment gathers what is to be kept
     */
    OperatorBeans(OperatorSettings operator, List<String> problems, Console console, EnvironmentBlock environment) {
        this.operator = operator;
        this.problems = problems;
        this.console = console;
        this.environment = environment;
    }

    /**
     * Through which the routes call.
     *
     * @param asking is told whom is asked for what, before it is
     */
    RateLimitedClient gate(Consumer<String> asking) {
        // When the setting is wrong, this is what is left to say so.
        long callsPerSecond = Math.max(1, operator.settings().limits().commandsPerSecond());
        return new RateLimitedClient(callsPerSecond, operator.reach(), asking);
    }

    void bind(Registry beans) {
        Clock clock = Clock.systemUTC();
        Settings settings = operator.settings();
        KommoSettings kommo = settings.kommo();
        KommoWebhook webhook = operator.kommoWebhook();
        Subscriptions subscriptions = settings.subscriptions();
        Settings.LedgerSettings ledger = settings.ledger();
        PublicAddress address = new PublicAddress(settings.wiseWebhook().publicUrl());

        beans.bind("correlation", new Correlation());
        beans.bind("dealLists", new DealLists(kommo));
        beans.bind("fieldDefinitions", new FieldDefinitions());
        beans.bind("findings", new Findings(new RemoteFailure(settings.addresses())));
        beans.bind(
                "settingsCheck",
                new SettingsCheck(
                        problems,
                        operator.canAskKommo(),
                        operator.canAskWise(),
                        operator.noKommoToken() == null
                                ? Map.of()
                                : Map.of(Remote.KOMMO.label(), operator.noKommoToken())));
        beans.bind("routesVersion", new RoutesVersion(settings.routes().folder()));
        beans.bind("ledgerCheck", new LedgerCheck(ledger.url(), ledger.user(), ledger.password(), clock));
        beans.bind("publicAddress", address);
        beans.bind("clockCheck", new ClockCheck(clock));
        beans.bind(
                "kommoChecks",
                new KommoChecks(kommo, settings.kommoOAuth() == null ? operator.kommoToken() : "", webhook, clock));
        beans.bind("fieldChecks", new FieldChecks(operator.fields()));
        beans.bind(
                "wiseChecks",
                new WiseChecks(
                        operator.wiseToken(),
                        new Profiles(settings.profileId(), profile -> {}),
                        settings.sourceCurrency(),
                        subscriptions,
                        clock));
        beans.bind(
                "fundingRight",
                new FundingPermissionCheck(
                        settings.sourceCurrency(), settings.rules().draftsOnly(), clock));
        beans.bind("console", console);
        beans.bind("environmentBlock", environment);
        beans.bind("newFields", new NewFields(kommo, operator.fields(), environment));
        beans.bind("newWebhook", new NewWebhook(webhook));
        beans.bind("newSubscriptions", new NewSubscriptions(subscriptions, address));
    }
}
