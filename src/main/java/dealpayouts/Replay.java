package dealpayouts;

import dealpayouts.ledger.Deliveries;
import dealpayouts.ledger.WiseEvents;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes what was received once more, as if it came now: at worst it is a hint that nobody needed. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Takes stored deliveries of Kommo or events of Wise once more; nothing is paid or told twice")
final class Replay {

    @Spec
    private CommandSpec spec;

    /** One, or all since a time. */
    static final class Which {
        @Parameters(paramLabel = "ID", description = "its id in the ledger")
        private Long id;

        @Option(names = "--since", paramLabel = "TIME", description = "all since then, such as 2026-09-01T00:00:00Z")
        private OffsetDateTime since;

        List<Long> ids(Function<Instant, List<Long>> receivedSince) {
            return id == null ? receivedSince.apply(since.toInstant()) : List.of(id);
        }
    }

    @Command(name = "delivery", mixinStandardHelpOptions = true, description = "Takes deliveries of Kommo once more")
    int delivery(@ArgGroup(multiplicity = "1") Which which) throws IOException {
        return LedgerAct.run(spec, (ledger, out) -> {
            Deliveries deliveries = ledger.deliveries();
            List<Long> ids = which.ids(deliveries::receivedSince);
            int accepted = ids.stream().mapToInt(deliveries::replay).sum();
            out.println("Deliveries replayed: " + ids.size() + ", new payouts: " + accepted + ".");
        });
    }

    @Command(name = "event", mixinStandardHelpOptions = true, description = "Takes events of Wise once more")
    int event(@ArgGroup(multiplicity = "1") Which which) throws IOException {
        return LedgerAct.run(spec, (ledger, out) -> {
            WiseEvents events = ledger.wiseEvents();
            List<Long> ids = which.ids(events::receivedSince);
            ids.forEach(events::replay);
            out.println("Events replayed: " + ids.size() + ". The running product looks into them.");
        });
    }
}
