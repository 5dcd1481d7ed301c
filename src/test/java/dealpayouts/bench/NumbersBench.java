package dealpayouts.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.chaos.Tables;
import dealpayouts.e2e.JarProcess;
import dealpayouts.e2e.LedgerAddress;
import dealpayouts.ledger.LedgerDatabase;
import dealpayouts.standin.KommoStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * How much the packaged jar does, beside what the same machine does at best in the same run. Generator, product and
 * stand-ins are three processes. What is missed is seen in the table; what is asserted is that each deal was paid once.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NumbersBench {

    private static final int DELIVERIES = Integer.getInteger("bench.deliveries", 20_000);
    private static final int AIMED_PER_SECOND = 1_240;
    private static final int LIGHT_PER_SECOND = 20;
    private static final int LIGHT = 400;
    private static final int PAYOUTS = Integer.getInteger("bench.payouts", 2_000);
    private static final int WARM_UP = PAYOUTS / 2;
    private static final int ONE_BY_ONE = 20;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int FEW_THREADS = 20;
    private static final int OLD_PAYOUTS = Integer.getInteger("bench.old-payouts", 1_000_000);
    private static final Duration REMOTE = Duration.ofMillis(100);
    /** Deal, contact, quote, requirements, transfer, funding: what cannot run side by side. */
    private static final int CRITICAL_CALLS = 6;

    private static final List<String> ROWS =
            new ArrayList<>(List.of("| what | measured | baseline | ratio | aim |", "|---|---|---|---|---|"));

    private Remotes remotes;

    @BeforeEach
    void startRemotes() {
        remotes = Remotes.start();
    }

    @AfterEach
    void endRemotes() {
        remotes.close();
        Tables.print("bench", "numbers", ROWS);
    }

    @Test
    @Order(1)
    void deliveriesAcknowledged() throws Exception {
        Bare bare = bareInserts();
        try (MeasuredProduct product = new MeasuredProduct(remotes, LedgerAddress.freshSqlite(), Map.of())) {
            List<Load.Post> known = product.posts(remotes.deals(100));
            Load.flatOut(product.port(), known);
            remotes.await(figures -> figures.notes() >= known.size());
            Load.flatOut(product.port(), repeated(known, DELIVERIES / 2));

            Load.Result result = Load.flatOut(product.port(), repeated(known, DELIVERIES));

            assertThat(result.codes()).containsOnlyKeys(200);
            row(
                    "deliveries acknowledged per second, SQLite, flat out",
                    result.perSecond(),
                    bare.flatOut().perSecond() + " bare inserts",
                    ratio(result.perSecond(), bare.flatOut().perSecond()),
                    "1,240");
            row("p50 / p99 of these, ms", halfAndMost(result), halfAndMost(bare.flatOut()), "", "");
            row("resident memory under load, MB", product.residentMegabytes(), "", "", "");
            Load.Result steady = Load.steady(product.port(), repeated(known, DELIVERIES), AIMED_PER_SECOND);
            assertThat(steady.codes()).containsOnlyKeys(200);
            row(
                    "p50 / p99 of " + AIMED_PER_SECOND + " deliveries a second, ms",
                    halfAndMost(steady),
                    halfAndMost(bare.steady()),
                    "",
                    "p99 50");
        }
    }

    @Test
    @Order(2)
    void deliveriesWhileRemotesAreSlow() throws Exception {
        remotes.latency(Duration.ofSeconds(5));
        try (MeasuredProduct product = new MeasuredProduct(remotes, LedgerAddress.freshSqlite(), Map.of())) {
            List<Load.Post> posts = product.posts(remotes.deals(LIGHT));
            Load.steady(product.port(), posts.subList(0, LIGHT / 2), LIGHT_PER_SECOND);

            Load.Result result = Load.steady(product.port(), posts.subList(LIGHT / 2, LIGHT), LIGHT_PER_SECOND);

            row("p50 / p99 of 20 deliveries a second, each remote call 5 s, ms", halfAndMost(result), "", "", "p99 20");
        }
    }

    @Test
    @Order(3)
    void fromAcknowledgedToFunded() throws Exception {
        remotes.latency(REMOTE);
        try (MeasuredProduct product = new MeasuredProduct(remotes, LedgerAddress.freshSqlite(), Map.of())) {
            // Afterwards their recipients are known, which would be a seventh call.
            product.payOneByOne(remotes.deals(ONE_BY_ONE));

            List<Duration> times = new ArrayList<>(product.payOneByOne(remotes.dealsAgain(ONE_BY_ONE)));

            Collections.sort(times);
            long median = times.get(times.size() / 2).toMillis();
            long least = REMOTE.multipliedBy(CRITICAL_CALLS).toMillis();
            row(
                    "acknowledged to funded at 100 ms a call, median, ms",
                    median,
                    least + " (6 calls)",
                    ratio(median, least),
                    "1.10");
        }
    }

    @Test
    @Order(4)
    void payoutsFinished() throws Exception {
        try (MeasuredProduct product = new MeasuredProduct(remotes, LedgerAddress.freshSqlite(), Map.of())) {
            product.pay(WARM_UP);
            Remotes.Figures before = remotes.figures();
            Duration productBefore = product.processorTime();
            Duration remotesBefore = remotes.processorTime();
            double young = perSecond(product.pay(PAYOUTS));
            Remotes.Figures after = remotes.figures();
            double own = perPayout(product.processorTime().minus(productBefore));
            double others = perPayout(remotes.processorTime().minus(remotesBefore));
            row(
                    "payouts funded per second, SQLite, 0 ms a call",
                    round(young),
                    String.format(
                            "%.1f calls to Kommo, %.1f to Wise each",
                            (after.kommoCalls() - before.kommoCalls()) / (double) PAYOUTS,
                            (after.wiseCalls() - before.wiseCalls()) / (double) PAYOUTS),
                    "",
                    "250");
            row(
                    "processor time of each of these, ms: product + stand-ins",
                    String.format("%.1f + %.1f", own, others),
                    PROCESSORS * 1000 + " a second",
                    String.format("at most %.0f/s", PROCESSORS * 1000 / (own + others)),
                    "");
            remotes.latency(REMOTE);
            row(
                    "payouts funded per second, SQLite, 100 ms a call",
                    round(perSecond(product.pay(PAYOUTS))),
                    "",
                    "",
                    "170");
            assertThat(remotes.figures().transfers())
                    .isEqualTo(remotes.figures().fundings());
            remotes.latency(Duration.ZERO);
            double old = withOldPayouts();
            row(
                    "payouts funded per second with " + OLD_PAYOUTS + " old ones, 0 ms a call",
                    round(old),
                    round(young) + " without",
                    ratio(young, old),
                    "1.2");
        }
    }

    private double withOldPayouts() throws Exception {
        LedgerAddress ledger = LedgerAddress.freshSqlite();
        LedgerDatabase.open(ledger.url(), ledger.user(), ledger.password(), 1).close();
        insertOldPayouts(ledger);
        try (MeasuredProduct product = new MeasuredProduct(remotes, ledger, Map.of())) {
            product.pay(WARM_UP);
            return perSecond(product.pay(PAYOUTS));
        }
    }

    @Test
    @Order(5)
    void payoutsOnPostgresql() throws Exception {
        LedgerAddress ledger = LedgerAddress.freshPostgresql().durable();
        double one;
        try (MeasuredProduct product = new MeasuredProduct(remotes, ledger, Map.of())) {
            product.pay(WARM_UP);
            one = perSecond(product.pay(PAYOUTS));
            row("payouts funded per second, PostgreSQL, 0 ms a call", round(one), "", "", "400");
            try (MeasuredProduct second = new MeasuredProduct(remotes, ledger, Map.of())) {
                second.pay(WARM_UP);
                double two = perSecond(product.pay(PAYOUTS));
                row("the same with two nodes", round(two), round(one) + " with one", ratio(two, one), "1.7");
            }
        }
    }

    /** Here the nodes, not the processors that they share, are what there is too little of. */
    @Test
    @Order(6)
    void nodesThatMostlyWait() throws Exception {
        LedgerAddress ledger = LedgerAddress.freshPostgresql().durable();
        Map<String, String> settings = Map.of("payout.threads", String.valueOf(FEW_THREADS));
        try (MeasuredProduct product = new MeasuredProduct(remotes, ledger, settings)) {
            product.pay(WARM_UP / 2);
            remotes.latency(REMOTE);
            double one = perSecond(product.pay(WARM_UP / 2), WARM_UP / 2);
            remotes.latency(Duration.ZERO);
            try (MeasuredProduct second = new MeasuredProduct(remotes, ledger, settings)) {
                second.pay(WARM_UP / 2);
                remotes.latency(REMOTE);
                double two = perSecond(product.pay(WARM_UP / 2), WARM_UP / 2);
                row(
                        "two nodes with " + FEW_THREADS + " threads each, 100 ms a call",
                        round(two),
                        round(one) + " with one",
                        ratio(two, one),
                        "1.7");
            }
        }
    }

    @Test
    @Order(7)
    void startAndMemory() throws Exception {
        try (MeasuredProduct product = new MeasuredProduct(remotes, LedgerAddress.freshSqlite(), Map.of())) {
            TimeUnit.SECONDS.sleep(10);
            row("start to ready, ms", product.startedIn().toMillis(), "", "", "2000");
            row("resident memory idle, MB", product.residentMegabytes(), "", "", "200");
        }
        Path archive = Tables.file("bench", "classes.jsa").toAbsolutePath();
        JarProcess.archiveClasses(archive);
        try (MeasuredProduct product = new MeasuredProduct(
                remotes, LedgerAddress.freshSqlite(), Map.of(), "-XX:SharedArchiveFile=" + archive)) {
            TimeUnit.SECONDS.sleep(10);
            row("start to ready with a class archive, ms", product.startedIn().toMillis(), "", "", "2000");
            row("resident memory idle with a class archive, MB", product.residentMegabytes(), "", "", "200");
        }
    }

    @Test
    @Order(8)
    void whatTheStandInsCanDo() throws Exception {
        String kommo = remotes.kommo();
        List<Load.Post> calls = Collections.nCopies(
                DELIVERIES,
                new Load.Post(
                        "/api/v4/leads/notes",
                        Map.of("Authorization", "Bearer " + KommoStandIn.TOKEN, "Content-Type", "application/json"),
                        "[]".getBytes(StandardCharsets.UTF_8)));
        int port = Integer.parseInt(kommo.substring(kommo.lastIndexOf(':') + 1));
        Load.flatOut(port, calls);
        row(
                "calls per second that a stand-in answers",
                Load.flatOut(port, calls).perSecond(),
                "",
                "",
                "");
    }

    /** What a bare handler does with one durable insert for each request. */
    private record Bare(Load.Result flatOut, Load.Result steady) {}

    private static Bare bareInserts() throws IOException, InterruptedException {
        Process bare = JavaProcess.start(
                BareInsert.class, Redirect.PIPE, LedgerAddress.freshSqlite().url());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(bare.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(out.readLine());
            List<Load.Post> posts = Collections.nCopies(
                    DELIVERIES, Load.Post.form("/", "leads%5Bstatus%5D%5B0%5D%5Bid%5D=15500123&".repeat(20)));
            Load.flatOut(port, posts.subList(0, DELIVERIES / 2));
            return new Bare(Load.flatOut(port, posts), Load.steady(port, posts, AIMED_PER_SECOND));
        } finally {
            bare.destroy();
        }
    }

    private static String halfAndMost(Load.Result result) {
        return result.percentile(50) + " / " + result.percentile(99);
    }

    private static List<Load.Post> repeated(List<Load.Post> posts, int count) {
        return Stream.generate(() -> posts).flatMap(List::stream).limit(count).toList();
    }

    private static double perPayout(Duration time) {
        return time.toMillis() / (double) PAYOUTS;
    }

    private static double perSecond(Duration took) {
        return perSecond(took, PAYOUTS);
    }

    private static double perSecond(Duration took, int payouts) {
        return payouts * 1000.0 / took.toMillis();
    }

    private static String round(double number) {
        return String.valueOf(Math.round(number));
    }

    private static String ratio(double one, double other) {
        return String.format("%.2f", one / other);
    }

    private static void row(Object... cells) {
        ROWS.add(Tables.row(Stream.of(cells).map(String::valueOf)));
    }

    /** Paid and arrived long ago. */
    private static void insertOldPayouts(LedgerAddress ledger) throws SQLException {
        Timestamp longAgo = Timestamp.from(Instant.now().minus(Duration.ofDays(90)));
        try (Connection connection = ledger.connect();
                PreparedStatement row = connection.prepareStatement(
                        "insert into payout (account, deal_id, cycle, customer_transaction_id, state, version, contractor_id,"
                                + " currency, amount_minor, profile_id, recipient_id, source_currency, debit_minor, fee_minor,"
                                + " transfer_asked_at, transfer_id, transfer_state, transfer_state_at, transfer_news_at,"
                                + " created_at, updated_at)"
                                + " values ('" + KommoStandIn.SUBDOMAIN
                                + "', ?, 1, ?, 'SENT', 1, 1, 'EUR', 10000, 1, 1, 'USD',"
                                + " 11654, 784, ?, ?, 'outgoing_payment_sent', ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= OLD_PAYOUTS; i++) {
                row.setLong(1, i);
                row.setString(2, UUID.randomUUID().toString());
                row.setTimestamp(3, longAgo);
                row.setLong(4, i);
                for (int column = 5; column <= 8; column++) {
                    row.setTimestamp(column, longAgo);
                }
                row.addBatch();
                if (i % 10_000 == 0) {
                    row.executeBatch();
                }
            }
            row.executeBatch();
            connection.commit();
        }
    }
}
