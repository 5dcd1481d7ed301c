package dealpayouts.ledger;

import dealpayouts.kommo.KommoMessages;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.money.Money;
import dealpayouts.provider.Quote;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An empty ledger with a clock that stands still and a work queue that only remembers. */
final class OpenLedger implements AutoCloseable {

    private static final PollingSchedule WATCH = new PollingSchedule(120_000, 864_000_000);

    /** How long a lost question for a recipient may still take effect. */
    static final Duration SETTLE = Duration.ofSeconds(40);

    static final String ACCOUNT = "northlight";
    static final long ACCOUNT_ID = 32000001;
    static final Identity.Claim CLAIM = new Identity.Claim(ACCOUNT, null, "https://api.wise.com", null);
    static final long STAGE = 67000003;
    static final long PAID_STAGE = 67000004;
    static final long CONTRACTOR = 17800456;
    static final long RECIPIENT = 702204455;
    static final Money AMOUNT = Money.of(new BigDecimal("850.50"), "EUR");

    private final Store store;
    final LedgerDatabase database;
    final Identity identity;
    final PayoutTable table;
    final Journal journal;
    final PayoutMoves moves;
    final FeedbackTable feedback;
    final HookTable hooks;
    final Payouts payouts;
    final Payments payments;
    final Payments drafts;
    final Deliveries deliveries;
    final Guards guards;
    final Releases releases;
    final DealChanges dealChanges;
    final RecipientTable recipients;
    final Watermarks watermarks;
    final LedgerMetrics figures;
    final TaskSweep taskSweep;
    final TransferSweep transferSweep;
    final BatchTable batchTable;
    final BatchMembers members;
    final Batches batches;
    final BatchFunding batchFunding;
    final BatchStops batchStops;
    final BatchCancellation cancellation;
    final PaymentPermits attempts;
    final Queue work = new Queue();
    private final Crm crm = new KommoMessages(
            new KommoSettings(ACCOUNT, null, null, STAGE, 1, 2, 4L, 3, "WORK", false, PAID_STAGE, null));
    private final Clock clock = new SetClock();

    private Instant now = Instant.parse("2026-09-01T10:00:00Z");

    OpenLedger(Store store) {
        this(store, Duration.ZERO);
    }

    /** @param duplicateWindow how far apart the same payments need no second look */
    OpenLedger(Store store, Duration duplicateWindow) {
        this.store = store;
        database = store.open();
        identity = new Identity(database, clock, CLAIM, crm);
        identity.accountIs("{\"id\":" + ACCOUNT_ID + "}");
        table = new PayoutTable(database, clock);
        batchTable = new BatchTable(database, clock, work);
        DealFreshness looks = new DealFreshness(database, table, batchTable, clock);
        attempts = new PaymentPermits(looks);
        journal = new Journal(database, clock, new RouteVersionContext());
        hooks = new HookTable(database, clock, work);
        moves = new PayoutMoves(database, table, journal, hooks, clock);
        feedback = new FeedbackTable(database, clock, work, journal, crm);
        recipients = new RecipientTable(database, clock, SETTLE);
        guards = new Guards(database, table, recipients, duplicateWindow);
        dealChanges = new DealChanges(moves, feedback);
        BatchRules rules =
                new BatchRules(true, 3, Duration.ofMinutes(10), new CutOff("0 0 16 * * ?", "Europe/Berlin"), null);
        members = new BatchMembers(moves, batchTable, feedback, guards, new HeldPayouts(), rules);
        batches = new Batches(moves, batchTable, members, work, rules);
        batchStops = new BatchStops(moves, batchTable, feedback, null);
        batchFunding = new BatchFunding(moves, batchTable, batches, batchStops, guards, attempts, identity, false);
        cancellation = new BatchCancellation(moves, batchTable, batches, batchFunding, batchStops, attempts, work);
        payouts = new Payouts(moves, recipients, feedback, guards, dealChanges, members, attempts, work, SETTLE);
        Cycles cycles = new Cycles(database, table, journal, work);
        payments = new Payments(
                moves, feedback, work, WATCH, guards, dealChanges, members, attempts, looks, cycles, identity, false);
        drafts = new Payments(
                moves, feedback, work, WATCH, guards, dealChanges, members, attempts, looks, cycles, identity, true);
        releases = new Releases(database, table, guards, journal, work);
        deliveries = new Deliveries(database, table, journal, work, clock, crm, identity);
        watermarks = new Watermarks(database);
        figures = new LedgerMetrics(database, clock);
        taskSweep = new TaskSweep(database, table, batchTable, journal, work, clock);
        transferSweep = new TransferSweep(database, watermarks, clock, identity);
    }

    /** A node's sweep over deals. */
    DealSweep dealSweep(Instant configuredSince) {
        return new DealSweep(table, deliveries, watermarks, clock, configuredSince);
    }

    Retention retention(Duration keep) {
        return new Retention(database, clock, keep);
    }

    void passTime(Duration duration) {
        now = now.plus(duration);
    }

    Instant now() {
        return now;
    }

    /** A payout as it is right after its deal was delivered. */
    Payout accepted(long deal) {
        table.insert(ACCOUNT, deal, 1, IdempotencyKey.of(ACCOUNT, deal, 1));
        return table.latestOf(deal).orElseThrow();
    }

    /** A payout whose deal was just seen in the Pay stage. */
    Payout checked(long deal) {
        return confirmed(accepted(deal), new PaymentOrder(CONTRACTOR, AMOUNT));
    }

    /** The payout after its deal was read at once. */
    Payout confirmed(Payout payout, PaymentOrder facts) {
        return confirmed(payout, facts, contractor(facts.contractorId()));
    }

    /** As above, with its contractor. */
    Payout confirmed(Payout payout, PaymentOrder facts, Contractor contractor) {
        Payout seen;
        try {
            seen = payouts.confirmed(payout, facts, DealCheck.at(now, payout));
        } catch (Stop possibleDuplicate) {
            seen = table.get(payout.id());
        }
        return payouts.contractorSeen(seen, contractor, null);
    }

    /** A contractor whose recipient is known; each contact has one of its own. */
    static Contractor contractor(long contactId) {
        long recipient = contactId - CONTRACTOR + RECIPIENT;
        return new Contractor(contactId, "Ada Quist", "", String.valueOf(recipient));
    }

    /** A payout with a transfer, its deal just seen. */
    Payout withTransfer(long deal) {
        Payout asked = payments.transferRequested(checked(deal), quote(AMOUNT), "{}");
        return moves.move(
                asked,
                PayoutState.TRANSFER_CREATED,
                "transfer",
                "made",
                Map.of("transfer_id", 2150000123L, "transfer_state", "incoming_payment_waiting"));
    }

    /** Puts the payout into a state without asking the rules. */
    Payout in(PayoutState state, Payout payout) {
        database.jdbc()
                .sql("update payout set state = ? where id = ?")
                .params(state.name(), payout.id())
                .update();
        return table.get(payout.id());
    }

    Quote quote(Money target) {
        return new Quote(
                "c1f0a7de-5b1c-4d0e-9a51-6f2f4b7a0001",
                20045501,
                RECIPIENT,
                CONTRACTOR,
                now.plus(Duration.ofMinutes(30)),
                target,
                Money.of(new BigDecimal("932.30"), "USD"),
                Money.of(new BigDecimal("7.84"), "USD"),
                new BigDecimal("0.92"),
                null);
    }

    long count(String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    List<String> journalOf(Payout payout) {
        return journal.of(payout.id()).stream().map(Journal.Line::outcome).toList();
    }

    @Override
    public void close() {
        store.handBack(database);
    }

    /** Work that was asked for, in order. */
    static final class Queue implements WorkQueue {
        final List<String> asked = new CopyOnWriteArrayList<>();
        volatile boolean broken;
        volatile boolean hasHooks;

        @Override
        public boolean hasHook(Hook hook) {
            return hasHooks;
        }

        @Override
        public void hookDue(long hookId) {
            ask("hook", hookId);
        }

        @Override
        public void payoutDue(long payoutId) {
            ask("payout", payoutId);
        }

        @Override
        public void feedbackDue(long feedbackId) {
            ask("feedback", feedbackId);
        }

        @Override
        public void dealDue(long payoutId) {
            ask("deal", payoutId);
        }

        @Override
        public void batchDue(long batchId) {
            ask("batch", batchId);
        }

        @Override
        public void transferDue(long payoutId) {
            ask("transfer", payoutId);
        }

        @Override
        public void balanceReported(long eventId) {
            ask("balance", eventId);
        }

        private void ask(String what, long id) {
            if (broken) {
                throw new IllegalStateException("the queue is broken");
            }
            asked.add(String.format(Locale.ROOT, "%s %d", what, id));
        }
    }

    private final class SetClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
