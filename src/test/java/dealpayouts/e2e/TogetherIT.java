package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Disturbance.Arrival;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many deals at the same time: Kommo is asked and told with few calls, and what becomes of one is not the others' trouble. */
class TogetherIT extends WithProduct {

    private static final int DEALS = 15;
    private static final String NOTES = "/api/v4/(leads/)?notes";
    private static final String DEAL = "/api/v4/leads/\\d+";

    private final AtomicInteger disturbed = new AtomicInteger();

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void manyDealsTakeFewCalls() {
        startSlowly(Map.of());

        List<Long> deals = payMany();

        assertThat(deals).allSatisfy(this::isPaidAndToldOnce);
        assertThat(reads()).hasSizeLessThan(2 * DEALS);
        assertThat(matching(kommo().calls(), "POST", NOTES)).hasSizeLessThan(DEALS);
        assertThat(fieldWrites()).hasSizeLessThan(DEALS);
    }

    @Test
    void withoutGatheringEachTakesItsOwn() {
        startSlowly(Map.of("kommo.most-reads", "1", "kommo.most-writes", "1"));

        payMany();

        assertThat(matching(kommo().calls(), "POST", NOTES)).hasSize(DEALS);
        assertThat(fieldWrites()).hasSize(DEALS);
    }

    @Test
    void dealsThatAListDoesNotShowAreReadAlone() {
        startSlowly(Map.of());
        String nothing = "{\"_embedded\":{\"leads\":[]}}";
        disturb(
                call -> call.method().equals("GET") && call.path().equals("/api/v4/leads"),
                Fault.status(200, "application/hal+json", nothing));

        List<Long> deals = payMany();

        assertThat(deals).allSatisfy(this::isPaidAndToldOnce);
        assertThat(disturbed).hasPositiveValue();
    }

    @Test
    void aRemoteThatKnowsNoListsIsAskedForEachDeal() {
        startSlowly(Map.of());
        disturb(
                call -> call.method().equals("GET") && call.path().matches("/api/v4/(leads|contacts)"),
                Fault.status(404, "application/problem+json", "{}"));

        List<Long> deals = payMany();

        assertThat(deals).allSatisfy(this::isPaidAndToldOnce);
        assertThat(disturbed).hasPositiveValue();
    }

    @Test
    void whatIsRefusedTogetherIsWrittenOneByOne() {
        startSlowly(Map.of());
        disturb(TogetherIT::isWrittenTogether, Fault.status(400, "application/problem+json", "{\"status\":400}"));

        List<Long> deals = payMany();

        assertThat(deals).allSatisfy(this::isPaidAndToldOnce);
        assertThat(disturbed).hasPositiveValue();
    }

    @Test
    void whatAnAnswerDoesNotNameIsWrittenOneByOne() {
        startSlowly(Map.of());
        disturb(
                TogetherIT::isWrittenTogether,
                Fault.status(200, "application/hal+json", "{\"_embedded\":{\"leads\":[],\"notes\":[]}}"));

        List<Long> deals = payMany();

        assertThat(deals).allSatisfy(this::isPaidAndToldOnce);
        assertThat(disturbed).hasPositiveValue();
    }

    @Test
    void notesThatWereWrittenTogetherWithoutAnAnswerAreNotWrittenAgain() {
        startSlowly(Map.of());
        disturb(call -> isWrittenTogether(call) && call.method().equals("POST"), Fault.cutAfter());

        List<Long> deals = payMany();

        assertThat(deals).allSatisfy(this::isPaidAndToldOnce);
        assertThat(disturbed).hasPositiveValue();
    }

    private void startSlowly(Map<String, String> settings) {
        start(World.PLATFORM_ON_SQLITE, settings);
        wise().setBalance("USD", "1000000.00");
        kommo().latency(Duration.ofMillis(150));
    }

    private void disturb(Predicate<Arrival> which, Fault fault) {
        kommo().disturb(call -> {
            if (!which.test(call)) {
                return Optional.empty();
            }
            disturbed.incrementAndGet();
            return Optional.of(fault);
        });
    }

    private static boolean isWrittenTogether(Arrival call) {
        return !call.method().equals("GET")
                && call.body().startsWith("[")
                && call.body().contains("},{");
    }

    private List<Long> payMany() {
        List<Long> deals = IntStream.range(0, DEALS).mapToObj(i -> pay()).toList();
        deals.forEach(this::untilPaid);
        return deals;
    }

    private void isPaidAndToldOnce(long deal) {
        assertThat(transferOf(deal).funded()).isTrue();
        assertThat(notes(deal)).containsExactly(paidNote(deal));
        assertThat(kommo().dealField(deal, KommoStandIn.FIELD_STATUS)).isEqualTo("funded");
    }

    private List<RecordedCall> reads() {
        return matching(kommo().calls(), "GET", "(?:" + DEAL + "|/api/v4/(leads|contacts)(/\\d+)?)");
    }

    private List<RecordedCall> fieldWrites() {
        return matching(kommo().calls(), "PATCH", "(?:" + DEAL + "|/api/v4/leads)");
    }
}
