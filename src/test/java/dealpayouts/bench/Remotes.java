package dealpayouts.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The {@link RemotesProcess}, seen from the measurement. */
final class Remotes implements AutoCloseable {

    /**
     * What they saw so far.
     *
     * @param refused calls that were too many
     * @param notes on deals
     */
    record Figures(int transfers, int fundings, long kommoCalls, long wiseCalls, long refused, int notes) {}

    private static final int A_FEW = 20;

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;
    private final String kommo;
    private final String wise;

    private Remotes() {
        process = JavaProcess.start(RemotesProcess.class, Redirect.PIPE);
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String[] urls = answer().split(" ");
        kommo = urls[0];
        wise = urls[1];
    }

    static Remotes start() {
        return new Remotes();
    }

    String kommo() {
        return kommo;
    }

    String wise() {
        return wise;
    }

    /** Makes deals in the Pay stage; returns the delivery of each. */
    List<String> deals(int count) {
        orders.println("deals " + count);
        return IntStream.range(0, count).mapToObj(i -> answer()).toList();
    }

    /** One more deal for each contractor of the first deals, with another amount. */
    List<String> dealsAgain(int count) {
        orders.println("again " + count);
        return IntStream.range(0, count).mapToObj(i -> answer()).toList();
    }

    /** Makes deals that are in another stage; returns the delivery of each. */
    List<String> others(int count) {
        orders.println("others " + count);
        return IntStream.range(0, count).mapToObj(i -> answer()).toList();
    }

    /** Waits until they have seen that. */
    void await(Predicate<Figures> until) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(7);
        while (!until.test(figures())) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("Not seen: " + figures());
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Waits until Wise was called so little for so long that nothing more is to come of what was. */
    void awaitQuiet(Duration length) throws InterruptedException {
        long calls = -A_FEW;
        for (long now = figures().wiseCalls();
                now - calls >= A_FEW;
                now = figures().wiseCalls()) {
            calls = now;
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        }
    }

    void latency(Duration perCall) {
        orders.println("latency " + perCall.toMillis());
        answer();
    }

    /** From now on both keep to what the real ones publish. */
    void limits() {
        orders.println("limits");
        answer();
    }

    /** What was paid, by reference, in the order in which it was. */
    List<String> order() {
        orders.println("order");
        return List.of(answer().split(" "));
    }

    Figures figures() {
        orders.println("figures");
        String[] words = answer().split(" ");
        return new Figures(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Integer.parseInt(words[5]));
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("The stand-ins have ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
