package dealpayouts.ledger;

import dealpayouts.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads payouts and changes them by compare-and-set on state and version. */
final class PayoutTable {

    /** In one statement. */
    private static final int MOST_VALUES = 500;

    private static final String SILENT =
            " from payout where state = ? and watch_at is not null and transfer_news_at < ?";

    private final JdbcClient jdbc;
    private final JdbcClient reads;
    private final String rowLock;
    private final Clock clock;

    PayoutTable(LedgerDatabase database, Clock clock) {
        this.jdbc = database.jdbc();
        this.reads = database.reads();
        this.rowLock = database.rowLock();
        this.clock = clock;
    }

    Payout get(long id) {
        return reads.sql("select * from payout where id = ?")
                .param(id)
                .query(PayoutTable::read)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("There is no payout " + id + " in this ledger"));
    }

    /** The deal's newest cycle, whatever the account was called then; others wait with theirs until this transaction ends. */
    Optional<Payout> latestOf(long dealId) {
        return jdbc.sql("select * from payout where deal_id = ? order by cycle desc, id desc limit 1" + rowLock)
                .param(dealId)
                .query(PayoutTable::read)
                .optional();
    }

    /** The state of each deal's newest cycle; deals without a payout are not in it. */
    Map<Long, PayoutState> latestStates(List<Long> dealIds) {
        Map<Long, PayoutState> states = new HashMap<>();
        for (int from = 0; from < dealIds.size(); from += MOST_VALUES) {
            List<Long> some = dealIds.subList(from, Math.min(from + MOST_VALUES, dealIds.size()));
            reads.sql("select deal_id, state from payout where deal_id in (" + marks(some.size())
                            + ") order by cycle, id")
                    .params(some)
                    .query((RowCallbackHandler)
                            row -> states.put(row.getLong("deal_id"), PayoutState.valueOf(row.getString("state"))));
        }
        return states;
    }

    Optional<Payout> ofTransfer(long transferId) {
        return reads.sql("select * from payout where transfer_id = ?")
                .param(transferId)
                .query(PayoutTable::read)
                .optional();
    }

    /**
     * Payouts of other deals over the same amount to the same contractor, recipient or e-mail address, that nobody has
     * called no duplicates, oldest first.
     *
     * @param recipientId who is paid; null when that is not known yet
     */
    List<Payout> withSameFacts(Payout payout, Long recipientId) {
        return reads.sql("select p.* from payout p where (p.contractor_id = ? or p.recipient_id = ?"
                        + " or p.named_recipient = ? or p.payee = ?) and p.amount_minor = ?"
                        + " and p.currency = ? and p.deal_id <> ? and not exists (select 1 from released_duplicate r"
                        + " where (r.payout_id = ? and r.other_id = p.id) or (r.payout_id = p.id and r.other_id = ?))"
                        + " order by p.id")
                .params(
                        payout.contractorId(),
                        recipientId,
                        recipientId == null ? null : String.valueOf(recipientId),
                        payout.payee(),
                        payout.amount().minor(),
                        payout.amount().currency().getCurrencyCode(),
                        payout.dealId(),
                        payout.id(),
                        payout.id())
                .query(PayoutTable::read)
                .list();
    }

    /** Somebody has said that the two are not the same payment. */
    void releaseDuplicate(Payout payout, Payout other) {
        jdbc.sql("insert into released_duplicate (payout_id, other_id) values (?, ?) on conflict do nothing")
                .params(payout.id(), other.id())
                .update();
    }

    /** What was said about its former facts does not hold for new ones. */
    void forgetReleases(Payout payout) {
        for (String table : List.of("released_duplicate", "told_duplicate")) {
            jdbc.sql("delete from " + table + " where payout_id = ? or other_id = ?")
                    .params(payout.id(), payout.id())
                    .update();
        }
    }

    /**
     * Remembers of which other payouts a deal is told.
     *
     * @return of which it was told before
     */
    List<Long> tellDuplicates(long payoutId, List<Long> others) {
        List<Long> before = toldDuplicates(payoutId);
        jdbc.sql("delete from told_duplicate where payout_id = ?")
                .param(payoutId)
                .update();
        others.forEach(other -> jdbc.sql("insert into told_duplicate (payout_id, other_id) values (?, ?)")
                .params(payoutId, other)
                .update());
        return before;
    }

    /** Of which other payouts the deal was told, oldest first. */
    List<Long> toldDuplicates(long payoutId) {
        return reads.sql("select other_id from told_duplicate where payout_id = ? order by other_id")
                .param(payoutId)
                .query(Long.class)
                .list();
    }

    /** Transfers whose next look is due. */
    List<Payout> watchDue(Instant now) {
        return reads.sql("select * from payout where watch_at <= ? order by watch_at")
                .param(Timestamp.from(now))
                .query(PayoutTable::read)
                .list();
    }

    /** Those of the transfers that are ours and still watched. */
    List<Payout> watchedAmong(Set<Long> transferIds) {
        if (transferIds.isEmpty()) {
            return List.of();
        }
        return reads.sql("select * from payout where watch_at is not null and transfer_id in ("
                        + marks(transferIds.size()) + ")")
                .params(List.copyOf(transferIds))
                .query(PayoutTable::read)
                .list();
    }

    /** How many payouts {@link #silentSince} has. */
    int countSilentSince(Instant limit) {
        return reads.sql("select count(*)" + SILENT)
                .param(PayoutState.FUNDED.name())
                .param(Timestamp.from(limit))
                .query(Integer.class)
                .single();
    }

    /** Funded transfers that are still under way and of which nothing new was heard since then. */
    List<Payout> silentSince(Instant limit) {
        return reads.sql("select *" + SILENT)
                .param(PayoutState.FUNDED.name())
                .param(Timestamp.from(limit))
                .query(PayoutTable::read)
                .list();
    }

    /** Payouts that wait for money and whose debit is known, oldest first. */
    List<Payout> waitingForBalance() {
        return reads.sql(
                        "select * from payout where parked_for = ? and state = ? and debit_minor is not null order by id")
                .param(WaitingFor.BALANCE.name())
                .param(PayoutState.PARKED.name())
                .query(PayoutTable::read)
                .list();
    }

    /** @return whether this call made the row; false when the deal has it already */
    boolean insert(String account, long dealId, int cycle, UUID customerTransactionId) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("insert into payout (account, deal_id, cycle, customer_transaction_id, state, version,"
                                + " created_at, updated_at) values (?, ?, ?, ?, ?, 1, ?, ?)"
                                + " on conflict do nothing")
                        .param(account)
                        .param(dealId)
                        .param(cycle)
                        .param(customerTransactionId.toString())
                        .param(PayoutState.ACCEPTED.name())
                        .param(now)
                        .param(now)
                        .update()
                == 1;
    }

    /** Something has happened outside. That is not a change of state: it must not disturb a step that is under way. */
    void hint(Payout payout) {
        hint(payout, "");
    }

    /** As {@link #hint}; what has happened is that a delivery has spoken of the deal. */
    void hintOfDeal(Payout payout) {
        hint(payout, ", deal_news = deal_news + 1");
    }

    private void hint(Payout payout, String more) {
        jdbc.sql("update payout set hinted_at = ?" + more + " where id = ?")
                .param(Timestamp.from(clock.instant()))
                .param(payout.id())
                .update();
    }

    /** Waits until nobody else is changing the payout; needs a transaction. */
    void lock(long id) {
        jdbc.sql("update payout set hinted_at = hinted_at where id = ?")
                .param(id)
                .update();
    }

    /**
     * Moves the payout and sets columns with it.
     *
     * @throws IllegalTransitionException when the rules do not know that move
     * @throws StalePayoutException when the payout is no longer what {@code payout} says
     */
    void move(Payout payout, PayoutState next, Map<String, ?> columns) {
        if (next != payout.state() && !payout.stage().mayBecome(next)) {
            throw new IllegalTransitionException(
                    "Payout " + payout.id() + " is " + payout.state() + " and cannot become " + next);
        }
        Map<String, Object> all = new LinkedHashMap<>(columns);
        all.put("state", next.name());
        all.put("version", payout.version() + 1);
        all.put("updated_at", clock.instant());
        String assignments = all.keySet().stream().map(c -> c + " = ?").collect(Collectors.joining(", "));
        JdbcClient.StatementSpec update =
                jdbc.sql("update payout set " + assignments + " where id = ? and state = ? and version = ?");
        for (Object value : all.values()) {
            update = update.param(forJdbc(value));
        }
        int changed = update.param(payout.id())
                .param(payout.state().name())
                .param(payout.version())
                .update();
        if (changed == 0) {
            throw new StalePayoutException(payout);
        }
    }

    private static String marks(int values) {
        return String.join(", ", Collections.nCopies(values, "?"));
    }

    static Object forJdbc(Object value) {
        if (value instanceof Instant instant) {
            return Timestamp.from(instant);
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    static Payout read(ResultSet row, int number) throws SQLException {
        String parkedFor = row.getString("parked_for");
        String rate = row.getString("rate");
        return new Payout(
                row.getLong("id"),
                row.getString("account"),
                row.getLong("deal_id"),
                row.getInt("cycle"),
                UUID.fromString(row.getString("customer_transaction_id")),
                PayoutState.valueOf(row.getString("state")),
                row.getInt("version"),
                parkedFor == null ? null : WaitingFor.valueOf(parkedFor),
                row.getString("reason"),
                row.getString("note"),
                instant(row, "hinted_at"),
                row.getInt("deal_news"),
                row.getInt("deal_news_seen"),
                instant(row, "deal_checked_at"),
                longOrNull(row, "contractor_id"),
                money(row, "amount_minor", "currency"),
                row.getString("payee"),
                row.getString("named_recipient"),
                instant(row, "contractor_checked_at"),
                row.getString("recipient_change"),
                instant(row, "facts_at"),
                row.getString("deal_transfer"),
                row.getString("released_transfer"),
                row.getString("deal_change"),
                row.getString("called_off_by"),
                longOrNull(row, "profile_id"),
                longOrNull(row, "recipient_id"),
                row.getString("quote_id"),
                instant(row, "quote_expires_at"),
                money(row, "debit_minor", "source_currency"),
                money(row, "fee_minor", "source_currency"),
                rate == null ? null : new BigDecimal(rate),
                instant(row, "delivery_estimate"),
                row.getString("transfer_body"),
                row.getInt("transfer_attempts"),
                instant(row, "transfer_asked_at"),
                instant(row, "transfer_sent_at"),
                longOrNull(row, "transfer_id"),
                row.getString("transfer_state"),
                instant(row, "transfer_state_at"),
                instant(row, "transfer_news_at"),
                row.getInt("funding_attempts"),
                row.getInt("funding_refusals"),
                instant(row, "created_at"),
                longOrNull(row, "batch_id"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    static Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static Money money(ResultSet row, String minorUnits, String currency) throws SQLException {
        Long minor = longOrNull(row, minorUnits);
        return minor == null ? null : Money.ofMinor(minor, row.getString(currency));
    }
}
