package dealpayouts.ledger;

import dealpayouts.e2e.LedgerAddress;
import dealpayouts.kommo.KommoMessages;
import dealpayouts.kommo.KommoSettings;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A ledger that nobody has used, with the work that it asks for. */
final class FreshLedger implements AutoCloseable {

    static final String ACCOUNT = "northlight";
    static final long PROFILE = 20045501;

    final List<Long> transfersDue = new ArrayList<>();
    final List<Long> payoutsDue = new ArrayList<>();
    final Ledger ledger;
    final LedgerDatabase database;

    private final Clock clock;

    FreshLedger(Clock clock) {
        this.clock = clock;
        LedgerAddress at = LedgerAddress.preparedSqlite();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), 1);
        ledger = new Ledger(
                database,
                new Wishes(),
                clock,
                new Ledger.Rules(
                        new Identity.Claim(ACCOUNT, null, "https://api.wise.com", null),
                        false,
                        new BatchRules(false, 1_000, Duration.ofMinutes(10), new CutOff("0 0 16 * * ?", "UTC"), null),
                        new PollingSchedule(
                                Duration.ofMinutes(2).toMillis(),
                                Duration.ofDays(10).toMillis()),
                        Duration.ofDays(2),
                        Duration.ofDays(3),
                        Duration.ofSeconds(40),
                        null,
                        Duration.ZERO),
                new KommoMessages(new KommoSettings(ACCOUNT, null, 1L, 2, 3, 4, null, 5, "WORK", false, null, null)));
    }

    /** A payout with a transfer of the same number; returns the payout's id. */
    long transfer(long transferId, PayoutState state, String transferState, Instant askedAt) {
        return database.jdbc()
                .sql("insert into payout (account, deal_id, cycle, customer_transaction_id, state, version, created_at,"
                        + " updated_at, profile_id, source_currency, debit_minor, transfer_id, transfer_asked_at,"
                        + " transfer_state, transfer_state_at, transfer_news_at, watch_at)"
                        + " values (?, ?, 1, ?, ?, 1, ?, ?, ?, 'USD', 1000, ?, ?, ?, ?, ?, ?) returning id")
                .param(ACCOUNT)
                .param(transferId)
                .param(UUID.randomUUID().toString())
                .param(state.name())
                .param(Timestamp.from(askedAt))
                .param(Timestamp.from(askedAt))
                .param(PROFILE)
                .param(transferId)
                .param(Timestamp.from(askedAt))
                .param(transferState)
                .param(Timestamp.from(askedAt))
                .param(Timestamp.from(askedAt))
                .param(Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        database.close();
    }

    private final class Wishes implements WorkQueue {
        @Override
        public void payoutDue(long payoutId) {
            payoutsDue.add(payoutId);
        }

        @Override
        public void transferDue(long payoutId) {
            transfersDue.add(payoutId);
        }

        @Override
        public void dealDue(long payoutId) {}

        @Override
        public void balanceReported(long eventId) {}

        @Override
        public void batchDue(long batchId) {}

        @Override
        public void feedbackDue(long feedbackId) {}

        @Override
        public boolean hasHook(Hook hook) {
            return false;
        }

        @Override
        public void hookDue(long hookId) {}
    }
}
