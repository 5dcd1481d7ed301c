package dealpayouts.wise;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Reads the times in Wise's answers, which come in four formats (Wise reference §3). */
public final class WiseTimes {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private WiseTimes() {}

    /**
     * The moment that a text names: a date, {@code T} or a blank, a time with or without a fraction of a second, and
     * {@code Z}, an offset such as {@code +0000} or {@code +02:00}, or nothing, which is UTC.
     *
     * @throws IllegalArgumentException when the text, or {@code null}, is not such a time
     */
    public static Instant read(String text) {
        if (text == null) {
            throw new IllegalArgumentException("The time is missing: expected one such as 2026-07-31T08:44:05Z.");
        }
        try {
            TemporalAccessor time =
                    FORMAT.parseBest(text.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException(
                    "\"" + PlainText.of(text, 40) + "\" is not a time: expected one such as 2026-07-31T08:44:05Z.",
                    notATime);
        }
    }
}
