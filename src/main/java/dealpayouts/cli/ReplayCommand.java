package dealpayouts.cli;

import dealpayouts.ledger.Deliveries;
import dealpayouts.ledger.WiseEvents;
import dealpayouts.settings.Moments;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes what was received once more, as if it came now: at worst it is a hint that nobody needed. */
@Command(
        name = "replay",
        description = "Takes stored deliveries of Kommo or events of Wise once more; nothing is paid or told twice")
final class ReplayCommand {

    @Spec
    private CommandSpec spec;

    /** One, or all since a time. */
    static final class Which {
        @Parameters(paramLabel = "ID", description = "its id in the ledger")
        private Long id;

        @Option(names = "--since", paramLabel = "TIME", description = "all since then, " + Moments.EXAMPLES)
        private Instant since;

        List<Long> ids(Function<Instant, List<Long>> receivedSince) {
            return id == null ? receivedSince.apply(since) : List.of(id);
        }
    }

    @Command(name = "delivery", description = "Takes deliveries of Kommo once more")
    int delivery(@ArgGroup(multiplicity = "1") Which which) throws IOException {
        return LedgerSession.run(spec, (ledger, out) -> {
            Deliveries deliveries = ledger.deliveries();
            List<Long> ids = which.ids(deliveries::receivedSince);
            int accepted = each(ids, deliveries::replay, out.progress("Replaying deliveries"));
            out.print(
                    () -> Map.of("deliveries", ids.size(), "new_payouts", accepted),
                    to -> to.println("Deliveries replayed: " + ids.size() + ", new payouts: " + accepted + "."));
        });
    }

    @Command(name = "event", description = "Takes events of Wise once more")
    int event(@ArgGroup(multiplicity = "1") Which which) throws IOException {
        return LedgerSession.run(spec, (ledger, out) -> {
            WiseEvents events = ledger.wiseEvents();
            List<Long> ids = which.ids(events::receivedSince);
            each(
                    ids,
                    id -> {
                        events.replay(id);
                        return 0;
                    },
                    out.progress("Replaying events"));
            out.print(
                    () -> Map.of("events", ids.size()),
                    to -> to.println("Events replayed: " + ids.size() + ". The running product looks into them."));
        });
    }

    private static int each(List<Long> ids, ToIntFunction<Long> act, Progress progress) {
        try (progress) {
            int sum = 0;
            int done = 0;
            for (Long id : ids) {
                sum += act.applyAsInt(id);
                progress.at(++done, ids.size());
            }
            return sum;
        }
    }
}
