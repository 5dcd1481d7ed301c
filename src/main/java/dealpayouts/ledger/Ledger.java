package dealpayouts.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The record of all payouts: what must survive, and the rules that no route can break. */
public final class Ledger {

    private final Deliveries deliveries;
    private final Payouts payouts;
    private final Payments payments;
    private final RecipientClaims recipientClaims;
    private final FeedbackTable feedback;
    private final HookTable hooks;
    private final Journal journal;
    private final WiseEvents wiseEvents;
    private final TransferUpdates transferNews;
    private final TransferMonitor watch;
    private final BalanceWakeup topUps;
    private final Leases leases;
    private final OutageTable closings;
    private final TokenTable tokens;
    private final Contractors contractors;
    private final SettingProblems settingProblems;
    private final Cycles cycles;
    private final Releases releases;
    private final CallOffs callOffs;
    private final Retries retries;
    private final PayoutRecords records;
    private final LedgerState state;
    private final DealChanges dealChanges;
    private final DealSweep dealSweep;
    private final TaskSweep taskSweep;
    private final TransferSweep transferSweep;
    private final Recovery recovery;
    private final LedgerMetrics figures;
    private final Retention retention;
    private final HeldPayouts heldPayouts = new HeldPayouts();
    private final BatchMembers batchMembers;
    private final Batches batches;
    private final BatchFunding batchFunding;
    private final BatchStops batchStops;
    private final BatchCancellation batchCancellation;
    private final PaymentPermits attempts;
    private final RouteVersionContext routesAtWork = new RouteVersionContext();
    private final RouteVersions routeVersions;
    private final Identity identity;

    /**
     * What the ledger has to know of the settings.
     *
     * @param identity what the settings say that the ledger belongs to
     * @param draftsOnly whether funding is left to a person in Wise ({@code PAYOUT_FUNDING=draft} or {@code batch-draft})
     * @param batch how payouts are paid together
     * @param watch when transfers are looked at again
     * @param silence after which a funded transfer without news is worth a warning
     * @param duplicateWindow how far apart the same payments on two deals need no second look; zero: they never do
     * @param settle how long after it was sent a write whose answer was lost may still take effect
     * @param dealsSince sweeps accept deals that were touched then or later; null: since the ledger began
     * @param keepDeliveries how long the raw deliveries of Kommo are kept; zero: for ever
     */
    public record Rules(
            Identity.Claim identity,
            boolean draftsOnly,
            BatchRules batch,
            PollingSchedule watch,
            Duration silence,
            Duration duplicateWindow,
            Duration settle,
            Instant dealsSince,
            Duration keepDeliveries) {}

    /** The ledger in that database, whose work goes to that queue. @param crm reads what the CRM sends */
    public Ledger(LedgerDatabase database, WorkQueue work, Clock clock, Rules rules, Crm crm) {
        this.identity = new Identity(database, clock, rules.identity(), crm);
        PayoutTable table = new PayoutTable(database, clock);
        BatchTable batchTable = new BatchTable(database, clock, work);
        DealFreshness looks = new DealFreshness(database, table, batchTable, clock);
        this.attempts = new PaymentPermits(looks);
        this.journal = new Journal(database, clock, routesAtWork);
        this.routeVersions = new RouteVersions(database, clock);
        this.feedback = new FeedbackTable(database, clock, work, journal, crm);
        this.deliveries = new Deliveries(database, table, journal, work, clock, crm, identity);
        this.hooks = new HookTable(database, clock, work);
        PayoutMoves moves = new PayoutMoves(database, table, journal, hooks, clock);
        RecipientTable recipients = new RecipientTable(database, clock, rules.settle());
        Guards guards = new Guards(database, table, recipients, rules.duplicateWindow());
        this.batchMembers = new BatchMembers(moves, batchTable, feedback, guards, heldPayouts, rules.batch());
        this.batches = new Batches(moves, batchTable, batchMembers, work, rules.batch());
        this.batchStops =
                new BatchStops(moves, batchTable, feedback, rules.batch().summaryDealId());
        this.batchFunding = new BatchFunding(
                moves, batchTable, batches, batchStops, guards, attempts, identity, rules.draftsOnly());
        this.batchCancellation =
                new BatchCancellation(moves, batchTable, batches, batchFunding, batchStops, attempts, work);
        this.dealChanges = new DealChanges(moves, feedback);
        this.payouts = new Payouts(
                moves, recipients, feedback, guards, dealChanges, batchMembers, attempts, work, rules.settle());
        this.cycles = new Cycles(database, table, journal, work);
        this.payments = new Payments(
                moves,
                feedback,
                work,
                rules.watch(),
                guards,
                dealChanges,
                batchMembers,
                attempts,
                looks,
                cycles,
                identity,
                rules.draftsOnly());
        this.recipientClaims = new RecipientClaims(moves, recipients, feedback, attempts);
        this.wiseEvents = new WiseEvents(database, table, work, clock);
        this.transferNews = new TransferUpdates(database, moves, feedback, work, rules.watch(), attempts, clock);
        this.watch = new TransferMonitor(database, table, work, rules.watch(), rules.silence(), clock);
        this.topUps = new BalanceWakeup(database, table, batchTable, work);
        this.leases = new Leases(database, clock);
        this.closings = new OutageTable(database);
        this.tokens = new TokenTable(database);
        this.contractors = new Contractors(database);
        this.settingProblems = new SettingProblems(database, clock);
        this.releases = new Releases(database, table, guards, journal, work);
        this.callOffs = new CallOffs(database, table, journal, work);
        this.retries = new Retries(database, table, recipients, feedback, hooks, journal, work);
        this.records = new PayoutRecords(database);
        this.state = new LedgerState(database);
        Watermarks watermarks = new Watermarks(database);
        this.dealSweep = new DealSweep(table, deliveries, watermarks, clock, rules.dealsSince());
        this.taskSweep = new TaskSweep(database, table, batchTable, journal, work, clock);
        this.transferSweep = new TransferSweep(database, watermarks, clock, identity);
        this.recovery = new Recovery(database, clock);
        this.figures = new LedgerMetrics(database, clock);
        this.retention = new Retention(database, clock, rules.keepDeliveries());
    }

    /** What this ledger belongs to. */
    public Identity identity() {
        return identity;
    }

    public DealSweep dealSweep() {
        return dealSweep;
    }

    public TaskSweep taskSweep() {
        return taskSweep;
    }

    public TransferSweep transferSweep() {
        return transferSweep;
    }

    public Retention retention() {
        return retention;
    }

    public LedgerMetrics figures() {
        return figures;
    }

    public Recovery recovery() {
        return recovery;
    }

    public WiseEvents wiseEvents() {
        return wiseEvents;
    }

    public TransferUpdates transferNews() {
        return transferNews;
    }

    public TransferMonitor watch() {
        return watch;
    }

    public BalanceWakeup topUps() {
        return topUps;
    }

    public Cycles cycles() {
        return cycles;
    }

    public Releases releases() {
        return releases;
    }

    public CallOffs callOffs() {
        return callOffs;
    }

    public Retries retries() {
        return retries;
    }

    public PayoutRecords records() {
        return records;
    }

    public LedgerState state() {
        return state;
    }

    public DealChanges dealChanges() {
        return dealChanges;
    }

    public HeldPayouts heldPayouts() {
        return heldPayouts;
    }

    public BatchMembers batchMembers() {
        return batchMembers;
    }

    public Batches batches() {
        return batches;
    }

    public BatchStops batchStops() {
        return batchStops;
    }

    public BatchFunding batchFunding() {
        return batchFunding;
    }

    public BatchCancellation batchCancellation() {
        return batchCancellation;
    }

    public Leases leases() {
        return leases;
    }

    public Contractors contractors() {
        return contractors;
    }

    public SettingProblems settingProblems() {
        return settingProblems;
    }

    public OutageTable closings() {
        return closings;
    }

    public TokenTable tokens() {
        return tokens;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Payouts payouts() {
        return payouts;
    }

    public Payments payments() {
        return payments;
    }

    public RecipientClaims recipientClaims() {
        return recipientClaims;
    }

    /** Routes that are called after facts. */
    public HookTable hooks() {
        return hooks;
    }

    public FeedbackTable feedback() {
        return feedback;
    }

    /** What durable work is doing in this process, and what it may do. */
    public PaymentPermits attempts() {
        return attempts;
    }

    /** Through which the routes say which version of them is at work. */
    public RouteVersionContext routesAtWork() {
        return routesAtWork;
    }

    public RouteVersions routeVersions() {
        return routeVersions;
    }

    public Journal journal() {
        return journal;
    }
}
