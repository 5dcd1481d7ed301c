package dealpayouts.setup;

import dealpayouts.doctor.CheckResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Variable;

/** Bean {@code console}: asks the operator before each change. */
public final class Console {

    private static final Set<String> YES = Set.of("y", "yes");

    private final boolean always;
    private final BufferedReader in;
    private final PrintWriter out;

    /** @param always whether everything is agreed to without being asked */
    public Console(boolean always, BufferedReader in, PrintWriter out) {
        this.always = always;
        this.in = in;
        this.out = out;
    }

    /** Of a command that changes nothing: it agrees to nothing and prints nothing. */
    public static Console silent() {
        return new Console(false, new BufferedReader(Reader.nullReader()), new PrintWriter(Writer.nullWriter()));
    }

    /** Whether the operator agrees; nobody who could answer does not. */
    public boolean agrees(@Variable("question") String question) throws IOException {
        if (always) {
            return true;
        }
        out.print(question + " [y/N] ");
        out.flush();
        String answer = in.readLine();
        if (answer == null) {
            out.println();
            return false;
        }
        return YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** What the operator did not agree to. */
    public CheckResult declined(@Variable("check") String check) {
        return CheckResult.notChecked(check, "left as it is, as you wished");
    }
}
