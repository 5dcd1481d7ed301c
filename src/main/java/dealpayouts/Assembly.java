package dealpayouts;

import dealpayouts.http.FrontDoor;
import dealpayouts.http.WebhookSecret;
import dealpayouts.kommo.DealLists;
import dealpayouts.kommo.Deals;
import dealpayouts.kommo.Notes;
import dealpayouts.kommo.Notices;
import dealpayouts.ledger.DealSweep;
import dealpayouts.ledger.FeedbackTable;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.ledger.TransferSweep;
import dealpayouts.ledger.Watch;
import dealpayouts.remote.RemoteGates;
import dealpayouts.wise.Balances;
import dealpayouts.wise.BatchGroups;
import dealpayouts.wise.Fundings;
import dealpayouts.wise.Profiles;
import dealpayouts.wise.Quotes;
import dealpayouts.wise.Recipients;
import dealpayouts.wise.Refusals;
import dealpayouts.wise.Transfers;
import dealpayouts.wise.WiseSignature;
import dealpayouts.work.Work;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.Date;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the beans together that the routes name, and starts durable work only while the routes run. */
final class Assembly extends MainListenerSupport {

    /** Requests wait for the disk together, so many may be under way. */
    private static final int REQUESTS_AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Clock clock;
    private LedgerDatabase database;
    private Ledger ledger;
    private Work work;
    private RemoteGates gates;

    Assembly(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        Settings settings = Settings.read(context);
        settings.http().requireFree();
        settings.management().requireFree();
        Settings.LedgerSettings at = settings.ledger();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), at.connections());
        work = new Work(database, settings.work(), clock);
        ledger = new Ledger(database, work, clock, settings.rules());

        Registry beans = context.getRegistry();
        beans.bind("vertxOptions", new VertxOptions().setWorkerPoolSize(REQUESTS_AT_ONCE));
        beans.bind("deliveries", ledger.deliveries());
        beans.bind("payouts", ledger.payouts());
        beans.bind("payments", ledger.payments());
        beans.bind("recipientClaims", ledger.recipientClaims());
        beans.bind("wiseEvents", ledger.wiseEvents());
        beans.bind("transferNews", ledger.transferNews());
        beans.bind("watch", ledger.watch());
        beans.bind("topUps", ledger.topUps());
        beans.bind("dealChanges", ledger.dealChanges());
        beans.bind("heldPayouts", ledger.heldPayouts());
        beans.bind("batchMembers", ledger.batchMembers());
        beans.bind("batches", ledger.batches());
        beans.bind("batchStops", ledger.batchStops());
        beans.bind("batchFunding", ledger.batchFunding());
        beans.bind("batchCancellation", ledger.batchCancellation());
        beans.bind("batchGroups", new BatchGroups(settings.guide()));
        beans.bind("leases", ledger.leases());
        beans.bind("dealSweep", ledger.dealSweep());
        beans.bind("taskSweep", ledger.taskSweep());
        beans.bind("transferSweep", ledger.transferSweep());
        // Quartz keeps to the real time, and its own start delay does not hold for what is scheduled before it starts.
        beans.bind("firstSweep", new Date(System.currentTimeMillis() + settings.firstSweepMs()));
        beans.bind("dealLists", new DealLists(settings.rules().kommo()));
        beans.bind("feedback", ledger.feedback());
        beans.bind("deals", new Deals(settings.rules().kommo()));
        beans.bind("notes", new Notes(settings.guide()));
        beans.bind("notices", new Notices(settings.taskDueSeconds(), clock));
        beans.bind("profiles", new Profiles(settings.profileId()));
        beans.bind("recipients", new Recipients());
        beans.bind("quotes", new Quotes(settings.sourceCurrency(), clock));
        beans.bind("balances", new Balances());
        beans.bind("transfers", new Transfers());
        beans.bind("fundings", new Fundings());
        beans.bind("refusals", new Refusals(settings.wiseAddress()));
        Settings.WiseWebhook webhook = settings.wiseWebhook();
        beans.bind(
                "wiseSignature",
                settings.guide() ? WiseSignature.hmac(webhook.secret()) : WiseSignature.rsa(webhook.publicKeys()));
        beans.bind("subscriptions", settings.subscriptions());
        beans.bind("webhookSecret", new WebhookSecret(settings.webhookSecret()));
        gates = new RemoteGates(
                settings.addresses(),
                settings.limits(),
                settings.gates(),
                ledger.closings(),
                clock,
                () -> beans.findSingleByType(MeterRegistry.class));
        beans.bind("remoteGates", gates);
        gates.healthChecks().forEach(check -> beans.bind(check.getId() + "-health", check));
        beans.bind("ledger-health", new LedgerHealthCheck(database));
        open(context, new FrontDoor(settings.http().port()));
        context.addLifecycleStrategy(new Lifecycle());
    }

    private static void open(CamelContext context, FrontDoor door) {
        try {
            context.addStartupListener(door);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** Durable work runs only while the routes do. */
    private final class Lifecycle extends LifecycleStrategySupport {
        @Override
        public void onContextStarted(CamelContext context) {
            LOG.info(ledger.recovery().resume());
            work.start(ledger, context, gates);
            MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
            Gauge.builder("payouts.deals.too.old", ledger.dealSweep(), DealSweep::tooOld)
                    .description("Deals in the Pay stage that are not paid because the ledger is younger")
                    .register(meters);
            Gauge.builder("payouts.transfers.unknown", ledger.transferSweep(), TransferSweep::unknown)
                    .description("Transfers at Wise that look like ours and that the ledger does not know")
                    .register(meters);
            Gauge.builder("payouts.transfers.silent", ledger.watch(), Watch::silent)
                    .description("Funded transfers without news for longer than watch.silent-ms")
                    .register(meters);
            Gauge.builder("feedback.failed", ledger.feedback(), FeedbackTable::failures)
                    .description("What Kommo was to be told and was given up")
                    .register(meters);
            ledger.figures().register(meters);
            gates.register(meters);
        }

        @Override
        public void onContextStopping(CamelContext context) {
            work.close();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            database.close();
        }
    }
}
