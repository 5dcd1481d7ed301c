package dealpayouts.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.chaos.Tables;
import dealpayouts.e2e.JarProcess;
import dealpayouts.e2e.LedgerAddress;
import dealpayouts.e2e.Product;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.SignedEvent;
import dealpayouts.standin.WiseStandIn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A thousand signed events a second for ten seconds, at the packaged jar with its own limits for Kommo and Wise: how long
 * Wise waits for the answer.
 */
class WiseEventsBench {

    private static final int PER_SECOND = 1_000;
    private static final int SECONDS = 10;
    private static final List<String> STATES =
            List.of("incoming_payment_waiting", "processing", "funds_converted", "outgoing_payment_sent");
    private static final int TRANSFERS = PER_SECOND * SECONDS / STATES.size();
    private static final int WARM_UP_TRANSFERS = 2_000;
    private static final int WARM_UP_PER_SECOND = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final LedgerAddress ledger = LedgerAddress.freshSqlite();
    private final Map<String, String> settings = new HashMap<>();

    @Test
    void aThousandEventsASecond() throws Exception {
        try (KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
                WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM)) {
            kommo.recordCalls(false);
            wise.recordCalls(false);
            List<SignedEvent> warmUp = fundedTransfersThatWereSent(WARM_UP_TRANSFERS, kommo, wise);
            List<SignedEvent> events = fundedTransfersThatWereSent(TRANSFERS, kommo, wise);
            settings.putAll(Product.settings(Dialect.PLATFORM, kommo.url(), wise.url(), ledger));
            List<Integer> ports = Product.freePorts();
            settings.put("http.port", String.valueOf(ports.get(0)));
            settings.put("management.port", String.valueOf(ports.get(1)));
            settings.put("wise.webhook-public-keys", wise.webhooks().publicKeyPem());
            settings.put("watch.every-ms", "86400000");
            settings.keySet().removeIf(key -> key.contains("calls-per-") || key.equals("payout.threads"));
            try (JarProcess product =
                    JarProcess.start(Path.of("").toAbsolutePath(), settings).awaitReady()) {
                send(warmUp, WARM_UP_PER_SECOND);
                Load.Result result = send(events, PER_SECOND);
                print(result);
                assertThat(result.codes()).containsOnlyKeys(200);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(payoutsIn("SENT")).isEqualTo(WARM_UP_TRANSFERS + TRANSFERS));
            }
        }
    }

    private Load.Result send(List<SignedEvent> events, int perSecond) throws InterruptedException {
        return Load.steady(
                Integer.parseInt(settings.get("http.port")),
                events.stream().map(WiseEventsBench::post).toList(),
                perSecond);
    }

    private static Load.Post post(SignedEvent event) {
        return new Load.Post(
                "/webhooks/wise",
                Map.of(
                        "Content-Type", "application/json",
                        "X-Signature-SHA256", event.signatureOrNull(),
                        "X-Delivery-Id", UUID.randomUUID().toString()),
                event.body());
    }

    private static void print(Load.Result result) {
        System.out.println("| events | answers | per second | p50 ms | p99 ms | longest ms |");
        System.out.println("|---|---|---|---|---|---|");
        System.out.println(Tables.row(Stream.of(
                        result.waited().length,
                        result.codes(),
                        result.perSecond(),
                        result.percentile(50),
                        result.percentile(99),
                        result.percentile(100))
                .map(String::valueOf)));
    }

    private List<SignedEvent> fundedTransfersThatWereSent(int count, KommoStandIn kommo, WiseStandIn wise)
            throws SQLException {
        wise.setBalance("USD", "100000000.00");
        long recipient = wise.addRecipient("EUR", "Ada Quist", null);
        long contact = kommo.addContact("Ada Quist", null, recipient);
        List<SignedEvent> events = new ArrayList<>();
        List<Long> transfers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long transfer = wise.makeByHand(recipient, "100.00");
            wise.advance(transfer, STATES.get(STATES.size() - 1));
            transfers.add(transfer);
        }
        Instant began = Instant.now();
        for (int i = 0; i < STATES.size(); i++) {
            String before = i == 0 ? null : STATES.get(i - 1);
            for (long transfer : transfers) {
                events.add(wise.webhooks()
                        .sign(wise.webhooks()
                                .stateChange(
                                        WiseStandIn.PROFILE_ID, transfer, STATES.get(i), before, began.plusMillis(i))));
            }
        }
        LedgerDatabase.open(ledger.url(), ledger.user(), ledger.password(), 1).close();
        insert(kommo, contact, recipient, transfers);
        return events;
    }

    private void insert(KommoStandIn kommo, long contact, long recipient, List<Long> transfers) throws SQLException {
        Timestamp now = Timestamp.from(Instant.now());
        try (Connection connection = ledger.connect();
                PreparedStatement row = connection.prepareStatement(
                        "insert into payout (account, deal_id, cycle, customer_transaction_id, state, version, contractor_id,"
                                + " currency, amount_minor, profile_id, recipient_id, source_currency, debit_minor, fee_minor,"
                                + " transfer_asked_at, transfer_id, transfer_state, transfer_state_at, transfer_news_at,"
                                + " created_at, updated_at)"
                                + " values (?, ?, 1, ?, 'FUNDED', 1, ?, 'EUR', 10000, ?, ?, 'USD', 11654, 784, ?, ?,"
                                + " 'incoming_payment_waiting', ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (long transfer : transfers) {
                long deal = kommo.addDealInStage(
                        KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY, "Deal", "100", "EUR", contact);
                row.setString(1, KommoStandIn.SUBDOMAIN);
                row.setLong(2, deal);
                row.setString(3, UUID.randomUUID().toString());
                row.setLong(4, contact);
                row.setLong(5, WiseStandIn.PROFILE_ID);
                row.setLong(6, recipient);
                row.setTimestamp(7, now);
                row.setLong(8, transfer);
                for (int i = 9; i <= 12; i++) {
                    row.setTimestamp(i, now);
                }
                row.addBatch();
            }
            row.executeBatch();
            connection.commit();
        }
    }

    private int payoutsIn(String state) throws SQLException {
        try (Connection connection = ledger.connect();
                PreparedStatement query = connection.prepareStatement("select count(*) from payout where state = ?")) {
            query.setString(1, state);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
