package dealpayouts.ledger;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When batches are closed at the latest: the same times at which the route {@code batch-cut-off} is triggered. */
public final class CutOff {

    private final CronExpression times;

    /**
     * @param cron in Quartz's spelling, such as {@code 0 0 16 * * ?}
     * @param timeZone such as {@code Europe/Berlin}
     * @throws IllegalArgumentException when one of them cannot be understood
     */
    public CutOff(String cron, String timeZone) {
        try {
            this.times = new CronExpression(cron);
            this.times.setTimeZone(TimeZone.getTimeZone(ZoneId.of(timeZone)));
        } catch (ParseException | DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Whether one lies between the two moments. */
    boolean isBetween(Instant from, Instant to) {
        Date next = times.getNextValidTimeAfter(Date.from(from));
        return next != null && !next.toInstant().isAfter(to);
    }
}
