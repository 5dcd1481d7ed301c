package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.chaos.Tables;
import dealpayouts.e2e.FaultPlays.Case;
import dealpayouts.e2e.FaultStage.Played;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each remote call of a payout meets each fault twenty times, or {@code -Dchaos.repeats}. */
class RemoteFaultsChaos {

    private static final int TIMES = Integer.getInteger("chaos.repeats", 20);
    private static final int STAGES = 8;

    private final List<String> failures = new ArrayList<>();

    @Test
    void eachCallSurvivesEachFaultEachTime() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        List<String> heads = Stream.concat(
                        Stream.of("call"), Arrays.stream(Mishap.values()).map(RemoteFaultsChaos::words))
                .toList();
        lines.add(Tables.row(heads.stream()));
        lines.add(Tables.row(heads.stream().map(head -> "---")));
        try (FaultPlays plays = new FaultPlays(STAGES, TIMES, EnumSet.allOf(Mishap.class))) {
            for (RemoteCall call : RemoteCall.values()) {
                List<String> cells = new ArrayList<>(List.of(words(call)));
                for (Mishap mishap : Mishap.values()) {
                    Case play = new Case(call, mishap);
                    cells.add(mishap.fits(call.method) ? good(play, plays.of(play)) + "/" + TIMES : "");
                }
                lines.add(Tables.row(cells.stream()));
            }
        }
        lines.add("");
        lines.addAll(failures);
        Tables.print("remote-faults", lines);

        assertThat(failures).isEmpty();
    }

    private int good(Case play, List<Future<Played>> times) throws InterruptedException {
        int good = 0;
        for (Future<Played> time : times) {
            try {
                if (time.get().isGood()) {
                    good++;
                } else {
                    failures.add(play + ": " + time.get());
                }
            } catch (ExecutionException e) {
                failures.add(play + ": " + e.getCause());
            }
        }
        return good;
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
