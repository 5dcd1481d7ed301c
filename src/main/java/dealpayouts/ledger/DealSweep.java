package dealpayouts.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code dealSweep}: accepts payouts for deals whose delivery never came. Each deal is accepted as a delivery would
 * have it accepted, in a transaction of its own; a payout that is under way or parked is left alone.
 *
 * <p>A ledger that is younger than a deal cannot know whether the deal was paid. So a deal that was last touched before
 * the ledger began is not paid because of a sweep, but reported.
 */
public final class DealSweep {

    private static final Logger LOG = LoggerFactory.getLogger(DealSweep.class);
    private static final String EVENTS = "kommo-events";
    /** How long an event may take to appear, at either end of the window (Kommo reference §13.1). */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration LAG = Duration.ofSeconds(30);
    private static final int NAMED = 5;

    private final PayoutTable payouts;
    private final Deliveries deliveries;
    private final Watermarks watermarks;
    private final Clock clock;
    private final Instant configuredSince;
    private volatile Set<Long> tooOld = Set.of();

    /** @param configuredSince from when on deals are accepted; null for the moment when the ledger began */
    DealSweep(PayoutTable payouts, Deliveries deliveries, Watermarks watermarks, Clock clock, Instant configuredSince) {
        this.payouts = payouts;
        this.deliveries = deliveries;
        this.watermarks = watermarks;
        this.clock = clock;
        this.configuredSince = configuredSince;
    }

    /** Which events are to be read; both ends belong to it, in Unix seconds. */
    public record Window(long from, long to) {}

    /** From some time before the last one's end until just now. */
    public Window window() {
        Instant to = clock.instant().minus(LAG);
        Instant watermark = watermarks.of(EVENTS).orElseGet(this::since);
        Instant from = (watermark.isBefore(to) ? watermark : to).minus(OVERLAP);
        return new Window(from.getEpochSecond(), to.getEpochSecond());
    }

    /**
     * Accepts what stands in the Pay stage now and has no payout; what was dropped begins again.
     *
     * @param deals all deals that Kommo lists in the Pay stage
     * @return how many were found
     */
    public int listed(@Variable("seen") List<DealEvent> deals) {
        Collection<DealEvent> standing = latest(deals);
        Map<Long, PayoutState> known = known(standing);
        List<Long> old = new ArrayList<>();
        int found = 0;
        for (DealEvent deal : standing) {
            PayoutState state = known.get(deal.dealId());
            if (state == null && deal.changedAt().isBefore(since())) {
                old.add(deal.dealId());
            } else if (state == null || state == PayoutState.DROPPED) {
                found += deliveries.found(deal.dealId(), "a sweep found the deal in the Pay stage", true) ? 1 : 0;
            }
        }
        report(old);
        return found;
    }

    /**
     * Accepts what entered the Pay stage and has no payout, and remembers that everything up to the window's end was
     * looked at.
     *
     * @param events all events of the window
     * @return how many were found
     */
    public int entered(@Variable("seen") List<DealEvent> events, @Variable("window") Window window) {
        Collection<DealEvent> entered = latest(events);
        Map<Long, PayoutState> known = known(entered);
        int found = 0;
        for (DealEvent deal : entered) {
            if (!known.containsKey(deal.dealId()) && !deal.changedAt().isBefore(since())) {
                found += deliveries.found(
                                deal.dealId(),
                                "a sweep found that the deal entered the Pay stage at " + deal.changedAt(),
                                false)
                        ? 1
                        : 0;
            }
        }
        watermarks.move(EVENTS, Instant.ofEpochSecond(window.to()));
        return found;
    }

    /** How many deals stood in the Pay stage at the last sweep and are not paid because the ledger is younger. */
    public int tooOld() {
        return tooOld.size();
    }

    private Instant since() {
        Instant since = configuredSince == null ? watermarks.began() : configuredSince;
        return since.truncatedTo(ChronoUnit.SECONDS);
    }

    private Collection<DealEvent> latest(List<DealEvent> deals) {
        Map<Long, DealEvent> latest = new LinkedHashMap<>();
        deals.stream()
                .filter(deal -> deal.place() == DealEvent.Place.PAY)
                .forEach(deal -> latest.merge(
                        deal.dealId(), deal, (a, b) -> a.changedAt().isAfter(b.changedAt()) ? a : b));
        return latest.values();
    }

    private Map<Long, PayoutState> known(Collection<DealEvent> deals) {
        return payouts.latestStates(deals.stream().map(DealEvent::dealId).toList());
    }

    /** In one line, and again only when there are others. */
    private void report(List<Long> old) {
        Set<Long> now = Set.copyOf(old);
        if (!now.isEmpty() && !now.equals(tooOld)) {
            LOG.warn(
                    "{} deals in the Pay stage were last touched before {} and are not paid, because this ledger cannot"
                            + " know whether they were: {}{}. To have one of them paid, move it out of the Pay stage and in"
                            + " again",
                    old.size(),
                    since(),
                    old.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", ")),
                    old.size() > NAMED ? " and others" : "");
        }
        tooOld = now;
    }
}
