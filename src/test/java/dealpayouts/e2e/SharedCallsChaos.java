package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.chaos.Tables;
import dealpayouts.standin.Disturbance.Arrival;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each call to Kommo that several payouts share meets each fault twice in a row, five times, or {@code -Dchaos.repeats}. */
class SharedCallsChaos extends WithProduct {

    private static final int TIMES = Integer.getInteger("chaos.repeats", 5);
    private static final int DEALS = 12;
    private static final int IN_A_ROW = 2;

    /** The path is that of the call for several; a single deal or contact has its id in it. */
    private enum SharedCall {
        READ_DEALS("GET", "/api/v4/leads"),
        READ_CONTACTS("GET", "/api/v4/contacts"),
        WRITE_NOTES("POST", "/api/v4/leads/notes"),
        CHANGE_DEALS("PATCH", "/api/v4/leads");

        private final String method;
        private final String path;

        SharedCall(String method, String path) {
            this.method = method;
            this.path = path;
        }

        boolean matches(Arrival call) {
            return call.method().equals(method)
                    && call.path().replaceFirst("\\?.*", "").equals(path)
                    && (method.equals("GET") || call.body().contains("},{"));
        }
    }

    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void start() {
        start(
                World.PLATFORM_ON_SQLITE,
                Map.of("remote.response-timeout-ms", "300", "remote.settle-ms", "1500", "wise.balance-cache-ms", "0"));
        kommo().latency(Duration.ofMillis(150));
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void eachSharedCallSurvivesEachFaultEachTime() {
        List<String> lines = new ArrayList<>();
        List<String> heads =
                Stream.concat(Stream.of("shared call"), names(Mishap.values())).toList();
        lines.add(Tables.row(heads.stream()));
        lines.add(Tables.row(heads.stream().map(head -> "---")));
        for (SharedCall call : SharedCall.values()) {
            lines.add(Tables.row(Stream.concat(
                    names(call),
                    Arrays.stream(Mishap.values())
                            .map(mishap -> mishap.fits(call.method) ? good(call, mishap) + "/" + TIMES : ""))));
        }
        lines.add("");
        lines.addAll(failures);
        Tables.print("shared-calls", lines);

        assertThat(failures).isEmpty();
    }

    private long good(SharedCall call, Mishap mishap) {
        return IntStream.range(0, TIMES).filter(time -> isGood(call, mishap)).count();
    }

    private boolean isGood(SharedCall call, Mishap mishap) {
        try {
            play(call, mishap);
            return true;
        } catch (AssertionError | ConditionTimeoutException e) {
            failures.add(call + " " + mishap + ": " + e.getMessage());
            return false;
        }
    }

    private void play(SharedCall call, Mishap mishap) {
        BigDecimal needed = DEBIT.multiply(BigDecimal.valueOf(DEALS));
        wise().setBalance("USD", needed.toPlainString());
        AtomicInteger disturbed = new AtomicInteger();
        kommo().disturb(arrival -> call.matches(arrival) && disturbed.incrementAndGet() <= IN_A_ROW
                ? Optional.of(mishap.fault())
                : Optional.empty());

        List<Long> deals = IntStream.range(0, DEALS).mapToObj(i -> pay()).toList();

        deals.forEach(this::untilPaid);
        patiently().until(() -> kommo().lateEffects() == 0);
        kommo().disturb(arrival -> Optional.empty());
        assertThat(disturbed).hasPositiveValue();
        assertThat(wise().balance("USD")).isEqualByComparingTo("0.00");
        assertThat(deals).allSatisfy(deal -> {
            assertThat(transferOf(deal).funded()).isTrue();
            assertThat(notes(deal)).containsExactly(paidNote(deal));
        });
    }

    private static Stream<String> names(Enum<?>... names) {
        return Arrays.stream(names)
                .map(name -> name.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
