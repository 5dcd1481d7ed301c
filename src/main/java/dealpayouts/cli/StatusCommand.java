package dealpayouts.cli;

import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.LedgerState;
import dealpayouts.ledger.Outage;
import dealpayouts.ledger.PayoutRecord;
import dealpayouts.ledger.SettingProblems;
import dealpayouts.ledger.TokenTable;
import dealpayouts.ledger.WaitingFor;
import dealpayouts.remote.Remote;
import dealpayouts.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How it stands, on one screen, from what the ledger and the running product say; nobody outside is asked. */
@Command(name = "status", description = "Shows on one screen how it stands, and what waits for a person")
final class StatusCommand implements Callable<Integer> {

    private static final String LINE = "%-12s %s%n";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "10",
            converter = Arguments.Most.class,
            description = "at most so many payouts that wait for a person (${DEFAULT-VALUE})")
    private int most;

    /** Everything that is shown. */
    private record Status(
            RunningProduct.State product,
            Map<String, String> remotes,
            List<SettingProblems.Problem> settings,
            LedgerState.Counts counts,
            List<PayoutRecord> waiting,
            PayoutTexts texts,
            Instant now) {}

    @Override
    public Integer call() throws IOException {
        return LedgerSession.run(spec, (ledger, settings, out) -> {
            Status status = look(ledger, settings);
            out.print(() -> fields(status), to -> print(status, to));
        });
    }

    private Status look(Ledger ledger, Settings settings) {
        Map<String, String> remotes = new LinkedHashMap<>();
        for (Remote remote : Remote.values()) {
            Optional<Outage> closed = ledger.closings().of(remote.key());
            Optional<String> token = ledger.tokens()
                    .of(remote.key())
                    .map(TokenTable.Row::problem)
                    .map(told -> "no new token: " + told);
            remotes.put(
                    remote.label(), closed.map(remote::problem).or(() -> token).orElse("ok"));
        }
        List<PayoutRecord> waiting = ledger.records()
                .parked(Set.of(WaitingFor.CORRECTION, WaitingFor.FUNDING_IN_WISE, WaitingFor.BALANCE), most);
        return new Status(
                RunningProduct.at(settings.management()).state(),
                remotes,
                ledger.settingProblems().of(settings.fingerprint()),
                ledger.state().counts(),
                waiting,
                PayoutTexts.of(ledger.contractors(), waiting),
                Instant.now());
    }

    private static Map<String, Object> fields(Status status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Version.own());
        fields.put(
                "product",
                Map.of(
                        "state",
                        status.product().name(),
                        "detail",
                        status.product().detail()));
        fields.put("remotes", status.remotes());
        fields.put(
                "settings",
                status.settings().stream()
                        .map(problem ->
                                Map.of("check", problem.checked(), "found", problem.found(), "to_do", problem.toDo()))
                        .toList());
        fields.put("payouts", status.counts().payouts());
        fields.put("parked_for", status.counts().parkedFor());
        fields.put("feedback_pending", status.counts().feedbackPending());
        fields.put("feedback_given_up", status.counts().feedbackGivenUp());
        fields.put(
                "waiting", status.waiting().stream().map(status.texts()::fields).toList());
        return fields;
    }

    private static void print(Status status, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                LINE,
                "product",
                status.product().detail() + "; these are commands of version " + Version.own());
        status.remotes().forEach((remote, state) -> out.printf(Locale.ROOT, LINE, remote, state));
        if (status.settings().isEmpty()) {
            out.printf(Locale.ROOT, LINE, "settings", "nothing is known against them; doctor looks closer");
        }
        status.settings()
                .forEach(problem -> out.printf(
                        Locale.ROOT,
                        LINE,
                        "settings",
                        "✗ " + problem.checked() + ": " + problem.found() + "; " + problem.toDo()));
        out.printf(Locale.ROOT, LINE, "payouts", counts(status.counts().payouts()));
        if (!status.counts().parkedFor().isEmpty()) {
            out.printf(Locale.ROOT, LINE, "parked for", counts(status.counts().parkedFor()));
        }
        out.printf(
                Locale.ROOT,
                LINE,
                "Kommo hears",
                status.counts().feedbackPending() + " notes and fields to be written, "
                        + status.counts().feedbackGivenUp() + " given up"
                        + (status.counts().feedbackGivenUp() > 0 ? " (payouts show DEAL says why)" : ""));
        out.println();
        if (status.waiting().isEmpty()) {
            out.println("Nothing waits for a person.");
            return;
        }
        out.println("Waiting for a person, the longest first:");
        for (PayoutRecord each : status.waiting()) {
            out.printf(
                    Locale.ROOT,
                    "deal %-12s %16s  %s, for %s%n",
                    each.payout().dealId(),
                    each.payout().amount() == null ? "-" : each.payout().amount(),
                    status.texts().contractor(each),
                    age(Duration.between(each.updatedAt(), status.now())));
            PayoutTexts.reason(each).ifPresent(reason -> out.printf(Locale.ROOT, "  → %s%n", reason));
        }
    }

    private static String counts(Map<String, Long> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((name, count) ->
                parts.add(count + " " + name.toLowerCase(Locale.ROOT).replace('_', ' ')));
        return parts.isEmpty() ? "none yet" : String.join(", ", parts);
    }

    private static String age(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d";
        }
        return time.toHours() > 0 ? time.toHours() + " h" : Math.max(0, time.toMinutes()) + " min";
    }
}
