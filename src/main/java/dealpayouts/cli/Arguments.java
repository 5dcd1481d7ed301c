package dealpayouts.cli;

import dealpayouts.settings.Moments;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads what is typed after a command, and says in plain words what is expected instead. No lambda implements an interface of
 * picocli: such a class cannot be in an archive of classes, and Java 17 crashes while it writes one.
 */
final class Arguments {

    private static final int LONGEST_NUMBER = 18;

    private Arguments() {}

    static CommandLine register(CommandLine commands) {
        return commands.registerConverter(
                        Instant.class, new Time<>("a time or a day " + Moments.EXAMPLES, Moments::parse))
                .registerConverter(LocalDate.class, new Time<>("a day such as 2026-09-01", LocalDate::parse))
                .registerConverter(YearMonth.class, new Time<>("a month such as 2026-09", YearMonth::parse))
                .registerConverter(Long.class, new Id())
                .registerConverter(long.class, new Id());
    }

    private static final class Id implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.length() > LONGEST_NUMBER || !text.matches("[0-9]+")) {
                throw new TypeConversionException("'" + text + "' is not a number");
            }
            return Long.valueOf(text);
        }
    }

    private static final class Time<T> implements ITypeConverter<T> {
        private final String expected;
        private final Function<String, T> read;

        Time(String expected, Function<String, T> read) {
            this.expected = expected;
            this.read = read;
        }

        @Override
        public T convert(String text) {
            try {
                return read.apply(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is not " + expected);
            }
        }
    }

    /** How many rows somebody wants to see. */
    static final class Most implements ITypeConverter<Integer> {
        private static final int LARGEST = 100_000;

        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST) {
                throw new TypeConversionException("must be a number from 1 to " + LARGEST + ", not '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }
}
