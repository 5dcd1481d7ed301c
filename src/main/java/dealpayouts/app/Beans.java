package dealpayouts.app;

import dealpayouts.doctor.FieldChecks;
import dealpayouts.doctor.KommoChecks;
import dealpayouts.doctor.SettingsWatch;
import dealpayouts.doctor.WiseChecks;
import dealpayouts.kommo.DealLists;
import dealpayouts.kommo.Deals;
import dealpayouts.kommo.FieldDefinitions;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.kommo.Notes;
import dealpayouts.kommo.Notices;
import dealpayouts.ledger.Ledger;
import dealpayouts.remote.Remote;
import dealpayouts.routes.RouteBeans;
import dealpayouts.settings.Settings;
import dealpayouts.together.Together;
import dealpayouts.wise.Balances;
import dealpayouts.wise.BatchGroups;
import dealpayouts.wise.Correlation;
import dealpayouts.wise.Fundings;
import dealpayouts.wise.Profiles;
import dealpayouts.wise.Quotes;
import dealpayouts.wise.Recipients;
import dealpayouts.wise.Refusals;
import dealpayouts.wise.Transfers;
import dealpayouts.wise.WiseSignature;
import dealpayouts.work.FailedSteps;
import dealpayouts.work.FailureNotifier;
import dealpayouts.work.Failures;
import dealpayouts.work.RouteCaller;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.spi.Registry;

/** Puts the beans together that the routes name; they are the same for all versions of the routes. */
public final class Beans implements RouteBeans {

    private final Map<String, Object> beans = new LinkedHashMap<>();

    public Beans(
            Settings settings,
            Ledger ledger,
            RouteCaller routes,
            Failures failures,
            MeterRegistry meters,
            OpenTelemetry traces,
            Clock clock) {
        beans.put(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        beans.put("tracer", traces.getTracer(Tracing.SCOPE));
        beans.put("propagators", traces.getPropagators());
        beans.put("failures", failures);
        beans.put("failedSteps", new FailedSteps());
        beans.put("failureNotifier", new FailureNotifier(failures));
        beans.put("deliveries", ledger.deliveries());
        beans.put("payouts", ledger.payouts());
        beans.put("payments", ledger.payments());
        beans.put("contractors", ledger.contractors());
        beans.put("recipientClaims", ledger.recipientClaims());
        beans.put("wiseEvents", ledger.wiseEvents());
        beans.put("transferNews", ledger.transferNews());
        beans.put("watch", ledger.watch());
        beans.put("topUps", ledger.topUps());
        beans.put("dealChanges", ledger.dealChanges());
        beans.put("heldPayouts", ledger.heldPayouts());
        beans.put("batchMembers", ledger.batchMembers());
        beans.put("batches", ledger.batches());
        beans.put("batchStops", ledger.batchStops());
        beans.put("batchFunding", ledger.batchFunding());
        beans.put("batchCancellation", ledger.batchCancellation());
        beans.put("batchGroups", new BatchGroups(settings.guide(), ledger.attempts()));
        beans.put("leases", ledger.leases());
        beans.put("dealSweep", ledger.dealSweep());
        beans.put("taskSweep", ledger.taskSweep());
        beans.put("transferSweep", ledger.transferSweep());
        beans.put("retention", ledger.retention());
        // Quartz keeps to the real time, and its own start delay does not hold for what is scheduled before it starts.
        beans.put("firstSweep", new Date(System.currentTimeMillis() + settings.firstSweepMs()));
        beans.put("dealLists", new DealLists(settings.kommo()));
        beans.put("feedback", ledger.feedback());
        beans.put("together", new Together(routes, settings.together(), ledger.identity(), clock));
        SettingsWatch watch = watch(settings, ledger, clock);
        beans.put("settingsWatch", watch);
        beans.put("fieldDefinitions", new FieldDefinitions());
        beans.put("deals", new Deals(settings.kommo(), watch::problemOf));
        beans.put("dealDetails", settings.dealDetails());
        beans.put("notes", new Notes(settings.guide()));
        beans.put("notices", new Notices(settings.taskDueSeconds(), clock));
        beans.put("profiles", new Profiles(settings.profileId(), ledger.identity()::profileIs));
        beans.put("recipients", new Recipients());
        beans.put("quotes", new Quotes(settings.sourceCurrency(), clock, ledger.attempts()));
        beans.put("balances", new Balances());
        beans.put("transfers", new Transfers(ledger.attempts()));
        beans.put("fundings", new Fundings(ledger.attempts()));
        beans.put("correlation", new Correlation());
        beans.put("refusals", new Refusals(settings.wiseAddress()));
        Settings.WiseWebhook webhook = settings.wiseWebhook();
        beans.put(
                "wiseSignature",
                settings.guide() ? WiseSignature.hmac(webhook.secret()) : WiseSignature.rsa(webhook.publicKeys()));
        beans.put("subscriptions", settings.subscriptions());
    }

    private static SettingsWatch watch(Settings settings, Ledger ledger, Clock clock) {
        KommoSettings kommo = settings.kommo();
        return new SettingsWatch(
                new KommoChecks(
                        kommo,
                        settings.tokens().get(Remote.KOMMO),
                        new KommoWebhook(settings.wiseWebhook().publicUrl(), settings.webhookSecret()),
                        clock),
                new FieldChecks(settings.fields()),
                new WiseChecks(
                        settings.tokens().get(Remote.WISE),
                        new Profiles(settings.profileId(), profile -> {}),
                        settings.sourceCurrency(),
                        settings.subscriptions(),
                        clock),
                ledger.settingProblems(),
                ledger.leases(),
                settings.fingerprint(),
                settings.settingsWatchMs(),
                clock);
    }

    /** What is wrong with the settings, as far as Kommo and Wise show it. */
    SettingsWatch settingsWatch() {
        return (SettingsWatch) beans.get("settingsWatch");
    }

    @Override
    public void bindTo(Registry registry) {
        beans.forEach(registry::bind);
    }
}
