package dealpayouts.settings;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads a moment as people write it. */
public final class Moments {

    /** What is understood, as the end of a sentence. */
    public static final String EXAMPLES = "such as 2026-09-01 or 2026-09-01T10:00:00Z";

    private Moments() {}

    /**
     * A time with its offset, or a day, which begins at midnight UTC.
     *
     * @throws DateTimeException when it is neither
     */
    public static Instant parse(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
