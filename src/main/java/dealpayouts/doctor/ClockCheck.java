package dealpayouts.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.apache.camel.Variable;

/** Bean {@code clockCheck}: whether this machine's clock agrees with a remote's, by the header {@code Date} of an answer. */
public final class ClockCheck {

    /** The product itself allows for five minutes; what is off by more than this drifts. */
    private static final Duration MOST = Duration.ofMinutes(1);

    private final Clock clock;

    public ClockCheck(Clock clock) {
        this.clock = clock;
    }

    /**
     * Compares the clocks.
     *
     * @param remote whose clock it is, for people
     * @param date the header's text; null when there was none
     */
    public CheckResult judge(@Variable("remote") String remote, @Variable("date") String date) {
        String check = "clock, by " + remote;
        Instant theirs = read(date);
        if (theirs == null) {
            return CheckResult.notChecked(check, remote + " did not say what time it is");
        }
        Duration off = Duration.between(theirs, clock.instant());
        String found = Math.abs(off.toSeconds()) + " s " + (off.isNegative() ? "behind" : "ahead");
        return off.abs().compareTo(MOST) > 0
                ? CheckResult.problem(check, found, "let this machine keep its clock by NTP")
                : CheckResult.ok(check, found);
    }

    private static Instant read(String date) {
        try {
            return date == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()));
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }
}
