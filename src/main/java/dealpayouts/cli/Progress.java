package dealpayouts.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Locale;

/** One line for a person at a terminal that says how far a long work is; says nothing where nobody sits. */
final class Progress implements AutoCloseable {

    private static final long NANOS_BETWEEN = Duration.ofMillis(200).toNanos();
    private static final String BEGINNING_OF_LINE = "\r";
    private static final String REST_OF_LINE = "\u001b[K";

    private final String what;
    private final PrintWriter err;
    private final boolean terminal;
    private long shownAt;

    /** @param what is being done, as the beginning of the line */
    Progress(String what, PrintWriter err, boolean terminal) {
        this.what = what;
        this.err = err;
        this.terminal = terminal;
        this.shownAt = System.nanoTime() - NANOS_BETWEEN;
    }

    /** So many of them are done. */
    void at(long done, long of) {
        if (done == of || System.nanoTime() - shownAt >= NANOS_BETWEEN) {
            at(String.format(Locale.ROOT, "%,d of %,d", done, of));
        }
    }

    /** That far it is. */
    void at(String step) {
        if (terminal) {
            err.print(BEGINNING_OF_LINE + what + ": " + step + REST_OF_LINE);
            err.flush();
            shownAt = System.nanoTime();
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (terminal) {
            err.print(BEGINNING_OF_LINE + REST_OF_LINE);
            err.flush();
        }
    }

    /** Whether a person sees what is printed; since Java 22 there is a console without one, too. */
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
