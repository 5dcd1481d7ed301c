package dealpayouts.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What is not finished in the ledger, for the metrics. All nodes of a ledger show the same figures. They are counted at
 * most every few seconds, however many of them are asked for.
 */
public final class LedgerMetrics {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final String NOTHING = "";

    private final LedgerDatabase database;
    private final Clock clock;
    private Counted latest;

    LedgerMetrics(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Line(String state, String waitsFor, long count, Instant oldest) {

        boolean isOf(PayoutState state, String waitsFor) {
            return this.state.equals(state.name()) && this.waitsFor.equals(waitsFor);
        }
    }

    private record Counted(List<Line> payouts, Line feedback, Instant at) {}

    /** Adds the figures to the metrics. */
    public void register(MeterRegistry meters) {
        Arrays.stream(PayoutState.values())
                .filter(state -> !state.isFinal() && state != PayoutState.PARKED)
                .forEach(state -> register(meters, state, NOTHING));
        Stream.of(WaitingFor.values()).forEach(waitsFor -> register(meters, PayoutState.PARKED, waitsFor.name()));
        gauge("feedback.pending", figures -> figures.counted().feedback().count())
                .description("What Kommo has not been told yet")
                .register(meters);
        gauge(
                        "feedback.pending.oldest",
                        figures -> figures.age(figures.counted().feedback()))
                .description("Age of the oldest thing that Kommo has not been told yet")
                .baseUnit("seconds")
                .register(meters);
    }

    private void register(MeterRegistry meters, PayoutState state, String waitsFor) {
        tagged(gauge("payouts.open", figures -> figures.of(state, waitsFor).count()), state, waitsFor)
                .description("Payouts that are not finished, by state and by what parked ones wait for")
                .register(meters);
        tagged(gauge("payouts.open.oldest", figures -> figures.age(figures.of(state, waitsFor))), state, waitsFor)
                .description("Time since the oldest payout in that state was accepted")
                .baseUnit("seconds")
                .register(meters);
    }

    private Gauge.Builder<LedgerMetrics> gauge(String name, ToDoubleFunction<LedgerMetrics> value) {
        return Gauge.builder(name, this, value);
    }

    private static Gauge.Builder<LedgerMetrics> tagged(
            Gauge.Builder<LedgerMetrics> gauge, PayoutState state, String waitsFor) {
        return gauge.tag("state", state.name().toLowerCase(Locale.ROOT))
                .tag("waits_for", waitsFor.toLowerCase(Locale.ROOT));
    }

    private Line of(PayoutState state, String waitsFor) {
        return counted().payouts().stream()
                .filter(line -> line.isOf(state, waitsFor))
                .findFirst()
                .orElseGet(() -> new Line(state.name(), waitsFor, 0, null));
    }

    private long age(Line line) {
        return line.oldest() == null
                ? 0
                : Duration.between(line.oldest(), clock.instant()).toSeconds();
    }

    private synchronized Counted counted() {
        Instant now = clock.instant();
        if (latest == null || latest.at().plus(FRESH).isBefore(now)) {
            latest = database.atOnce(() -> new Counted(payouts(), feedback(), now));
        }
        return latest;
    }

    private List<Line> payouts() {
        return database.reads()
                .sql(
                        "select state, coalesce(parked_for, '') as waits_for, count(*) as payouts, min(created_at) as oldest"
                                + " from payout where state not in ('FUNDED', 'SENT', 'RETURNED', 'DROPPED')"
                                + " group by state, coalesce(parked_for, '')")
                .query((row, number) -> new Line(
                        row.getString("state"),
                        row.getString("waits_for"),
                        row.getLong("payouts"),
                        PayoutTable.instant(row, "oldest")))
                .list();
    }

    private Line feedback() {
        return database.reads()
                .sql("select count(*) as rows_left, min(created_at) as oldest from feedback where state = 'PENDING'")
                .query((row, number) ->
                        new Line("PENDING", NOTHING, row.getLong("rows_left"), PayoutTable.instant(row, "oldest")))
                .single();
    }
}
