package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dealpayouts.standin.Fault;
import dealpayouts.standin.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What one call hears from a remote holds for all that would follow. */
class GatesIT extends WithProduct {

    private static final String ANY = ".*";
    private static final int THREADS = 4;
    private static final Duration LONG = Duration.ofHours(1);
    private static final String LONG_MS = String.valueOf(LONG.toMillis());
    private static final Duration LONGER = Duration.ofHours(2);
    private static final Fault DOWN = Fault.status(503, "text/html", "<html><body>Down</body></html>");
    private static final Fault BLOCKED = Fault.status(403, "text/html", "<html><body>403 Forbidden</body></html>");
    private static final Fault UNAUTHORIZED =
            Fault.status(401, "application/json", "{\"error\":\"invalid_token\",\"error_description\":\"Invalid\"}");

    private final MovableClock clock = new MovableClock();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        product.close();
    }

    @Test
    void aPauseThatOnePayoutIsAskedForHoldsForAllOthers() {
        start(Map.of("payout.threads", "1"));
        wise().fault("POST", "/v1/transfers", Fault.rateLimited(2), 1);

        List<Long> deals = pay(4);

        deals.forEach(this::untilPaid);
        Instant asked = matching(wise().calls(), "POST", "/v1/transfers").get(0).at();
        assertThat(wise().calls()).filteredOn(call -> call.at().isAfter(asked)).noneMatch(call -> call.at()
                .isBefore(asked.plusSeconds(2)));
        assertThat(journal("retry")).isEmpty();
    }

    @Test
    void aPauseThatKommoNamesInTheBodyIsKept() {
        start(Map.of("payout.threads", "1"));
        kommo().fault("GET", ANY, Fault.status(429, "text/html", "{\"retry_after\":2}"), 1);

        List<Long> deals = pay(3);

        deals.forEach(this::untilPaid);
        Instant asked = kommo().calls().get(0).at();
        assertThat(kommo().calls()).filteredOn(call -> call.at().isAfter(asked)).noneMatch(call -> call.at()
                .isBefore(asked.plusSeconds(2)));
    }

    @Test
    void fiftyPayoutsMeetATokenThatIsNotAcceptedAndAreAllPaidAfterwards() {
        start(Map.of("remote.probe-ms", LONG_MS, "payout.explain-after-ms", "86400000"));
        wise().outage(UNAUTHORIZED);

        List<Long> deals = pay(50);
        untilAllWait(50);

        assertThat(wise().calls()).hasSizeLessThanOrEqualTo(THREADS);
        assertThat(alarms()).singleElement().asString().startsWith("Wise does not accept the API token");
        assertThat(journal("retry")).isEmpty();

        wise().outage(null);
        later(LONGER);

        patiently().atMost(Duration.ofMinutes(2)).until(() -> wise().fundings() == 50);
        deals.forEach(this::untilPaid);
        assertThat(alarms()).hasSize(1);
        assertThat(deals).allSatisfy(deal -> assertThat(notes(deal)).hasSize(1));
    }

    @Test
    void aTokenThatWasPutRightIsTriedAtOnceAfterAStart() {
        start(Map.of("remote.probe-ms", LONG_MS, "payout.explain-after-ms", "86400000"));
        wise().outage(UNAUTHORIZED);
        long deal = pay();
        untilAllWait(1);
        product.stop();
        wise().outage(null);

        product.start();

        untilPaid(deal);
    }

    @Test
    void whileARemoteIsStoppedTheProductIsReadyAndSaysWhy() {
        start(Map.of("remote.probe-ms", LONG_MS));
        wise().outage(UNAUTHORIZED);
        pay();
        untilAllWait(1);

        assertThat(product.observe("health/ready").statusCode()).isEqualTo(200);
        assertThat(product.observe("health?data=true").body())
                .contains("Wise does not accept the API token; tried again at ");
        assertThat(product.observe("metrics").body())
                .contains(
                        "remote_gate_open{remote=\"wise\"} 0.0",
                        "remote_gate_open{remote=\"kommo\"} 1.0",
                        "remote_calls_seconds_count{call=\"profiles\",outcome=\"401\",remote=\"wise\"} 1");
    }

    @Test
    void aPayoutThatWaitsLongForARemoteSaysSoOnceAndGoesOnByItself() {
        start(Map.of("remote.probe-ms", "60000", "payout.explain-after-ms", "900000"));
        wise().outage(UNAUTHORIZED);
        long deal = pay();
        untilAllWait(1);

        for (int i = 0; i < 3; i++) {
            later(Duration.ofMinutes(20));
            int tries = i + 2;
            patiently().until(() -> wise().calls().size() >= tries);
            untilAllWait(1);
        }
        untilNote(deal, "Wise: payout delayed");
        wise().outage(null);
        later(Duration.ofMinutes(20));

        untilPaid(deal);
        assertThat(notes(deal))
                .containsExactly(
                        "Wise: payout delayed, Wise does not accept the API token. It may not go on by itself: tell the operator."
                                + " It is tried again meanwhile.",
                        paidNote(deal));
    }

    @Test
    void aPayoutThatWaitsForACorrectionDoesNotSayThatItIsLate() {
        start(Map.of("remote.probe-ms", "60000", "payout.explain-after-ms", "900000"));
        long recipient = wise().addRecipient("EUR", "Ada Quist", null);
        wise().deactivateRecipient(recipient);
        long deal = product.payDeal(AMOUNT, "EUR", kommo().addContact("Ada Quist", null, recipient));
        untilNote(deal, "Wise: recipient " + recipient + " of Ada Quist was deleted");
        wise().outage(UNAUTHORIZED);

        for (int i = 1; i <= 3; i++) {
            int looks = i;
            later(Duration.ofMinutes(20));
            patiently().until(() -> failedLooks() >= looks);
        }
        wise().outage(null);
        later(Duration.ofMinutes(20));
        patiently().until(() -> failedLooks() == 0);

        assertThat(notes(deal)).hasSize(1);
    }

    /** How often in a row the only payout could not be looked at. */
    private int failedLooks() {
        return Integer.parseInt(product.ledgerColumn(
                        "(select task_instance as id, consecutive_failures from scheduled_tasks"
                                + " where task_name = 'payout') t",
                        "consecutive_failures")
                .get(0));
    }

    @Test
    void aBlockOfKommoDoesNotKeepAPayoutFromBeingPaidWhoseDealWasRead() {
        start(Map.of("kommo.block-ms", LONG_MS));
        wise().fault("POST", "/v3/profiles/\\d+/quotes", Fault.delay(Duration.ofMillis(1500)), 1);
        long paid = pay();
        patiently().until(() -> !matching(kommo().calls(), "GET", "/api/v4/contacts/\\d+")
                .isEmpty());
        kommo().outage(BLOCKED);
        long blocked = pay();

        patiently().until(() -> wise().fundings() == 1);
        untilAllWait(2);

        assertThat(transferOf(paid).funded()).isTrue();
        assertThat(blockedCalls()).hasSizeLessThanOrEqualTo(THREADS).isNotEmpty();
        assertThat(alarms()).singleElement().asString().startsWith("Kommo blocks this account");

        kommo().outage(null);
        later(LONGER);
        untilPaid(paid);
        untilPaid(blocked);
    }

    @Test
    void aRemoteThatIsDownCostsFewCallsAndIsFoundAgain() {
        start(Map.of("remote.breaker-open-ms", LONG_MS, "payout.explain-after-ms", "86400000"));
        wise().outage(DOWN);

        List<Long> deals = pay(20);
        untilAllWait(20);

        assertThat(wise().calls()).hasSizeLessThanOrEqualTo(10 + THREADS);
        wise().outage(null);
        later(LONGER);
        deals.forEach(this::untilPaid);
        assertThat(wise().fundings()).isEqualTo(20);
    }

    @Test
    void whatKommoCouldNotBeToldForDaysIsGivenUpVisiblyAndTheRestIsTold() {
        start(Map.of());
        kommo().fault("PATCH", ANY, DOWN, 1000);
        long deal = pay();
        patiently().until(() -> matching(kommo().calls(), "PATCH", ANY).size() > 2);

        product.stop();
        later(Duration.ofDays(4));
        product.start();

        untilNote(deal, "Wise: paid ");
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn("feedback", "kind || ' ' || state"))
                .startsWith("DEAL_FIELDS FAILED", "NOTE WRITTEN"));
        assertThat(product.observe("metrics").body()).contains("feedback_failed 1.0");
    }

    @Test
    void theNameOfACallStaysInTheHouse() {
        start(Map.of());

        untilPaid(pay());

        assertThat(wise().calls()).noneMatch(call -> call.headers().containsKey("Remote-Call"));
        assertThat(kommo().calls()).noneMatch(call -> call.headers().containsKey("Remote-Call"));
    }

    private void start(Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(Map.of("payout.threads", String.valueOf(THREADS)));
        all.putAll(overrides);
        start(World.PLATFORM_ON_SQLITE, all, clock);
        wise().setBalance("USD", "100000.00");
    }

    private void later(Duration time) {
        wise().passTime(time);
        kommo().passTime(time);
        clock.forward(time);
    }

    private List<Long> pay(int deals) {
        return IntStream.range(0, deals).mapToObj(i -> pay()).toList();
    }

    /** Each of them was let down at least once and is tried again much later, if at all. */
    private void untilAllWait(int tasks) {
        patiently().untilAsserted(() -> assertThat(product.ledgerColumn(
                        "(select task_instance as id, last_failure from scheduled_tasks where task_name in"
                                + " ('payout', 'feedback') and last_failure is not null and not picked) waiting",
                        "last_failure"))
                .hasSizeGreaterThanOrEqualTo(tasks));
    }

    private List<RecordedCall> blockedCalls() {
        return kommo().calls().stream().filter(call -> call.status() == 403).toList();
    }

    private List<String> journal(String step) {
        return product.ledgerColumn("(select id, outcome from journal where step = '" + step + "') lines", "outcome");
    }

    private List<String> alarms() {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dealpayouts.remote");
    }
}
