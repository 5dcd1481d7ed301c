package dealpayouts.cli;

import dealpayouts.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command prints: sentences and tables for people, or with {@code --json} exactly one JSON value for scripts, on
 * standard output. The log and progress go to standard error.
 */
final class Output {

    /** As it is typed. */
    static final String JSON = "--json";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    private Output(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    static Output of(CommandSpec spec) {
        return of(spec.commandLine(), ((Commands) spec.root().userObject()).json());
    }

    /** @param json whether a script reads it; of arguments that could not be read only the text tells */
    static Output of(CommandLine command, boolean json) {
        return new Output(command.getOut(), command.getErr(), json);
    }

    boolean isJson() {
        return json;
    }

    /** Prints what was found or done. */
    void print(Supplier<Object> forScripts, Consumer<PrintWriter> forPeople) {
        if (json) {
            out.println(Json.write(forScripts.get()));
        } else {
            forPeople.accept(out);
        }
        out.flush();
    }

    /** Prints why nothing was done; each problem is a sentence. */
    void refuse(List<String> problems) {
        if (json) {
            out.println(Json.write(Map.of("error", problems)));
            out.flush();
        } else {
            problems.forEach(err::println);
            err.flush();
        }
    }

    /** Shows how far a long work is. */
    Progress progress(String what) {
        return new Progress(what, err, Progress.isTerminal());
    }
}
