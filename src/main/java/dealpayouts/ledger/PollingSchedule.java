package dealpayouts.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * When a transfer is looked at again although nobody mentions it: every few minutes at first, then hourly, then daily;
 * one that was sent or cancelled stays under watch for some days, because money comes back late (Wise reference §10).
 *
 * @param minutes how often in the first hour, in milliseconds
 * @param afterSent how long after it was sent or cancelled, in milliseconds
 */
public record PollingSchedule(long minutes, long afterSent) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Set<String> OVER = Set.of("funds_refunded", "charged_back");
    private static final Set<String> NEARLY_OVER = Set.of("outgoing_payment_sent", "cancelled");

    /**
     * @param state Wise's state of the transfer
     * @param since since when it is in that state
     * @return null when nothing more is expected
     */
    Instant next(String state, Instant since, Instant now) {
        if (OVER.contains(state)) {
            return null;
        }
        Duration age = Duration.between(since, now);
        if (NEARLY_OVER.contains(state)) {
            return age.toMillis() >= afterSent ? null : now.plus(DAY);
        }
        if (age.compareTo(HOUR) < 0) {
            return now.plusMillis(minutes);
        }
        return age.compareTo(DAY) < 0 ? now.plus(HOUR) : now.plus(DAY);
    }
}
