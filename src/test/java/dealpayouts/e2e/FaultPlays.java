package dealpayouts.e2e;

import dealpayouts.e2e.FaultStage.Played;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each remote call with each fault. Each case waits more than it works, so some are played at once, each on a stage of its own. */
final class FaultPlays implements AutoCloseable {

    record Case(RemoteCall call, Mishap mishap) {}

    private final ExecutorService players;
    private final BlockingQueue<FaultStage> free = new LinkedBlockingQueue<>();
    private final Map<Case, List<Future<Played>>> plays = new HashMap<>();

    /** Begins to play all calls with these mishaps, each that many times, on so many stages. */
    FaultPlays(int stages, int times, Set<Mishap> mishaps) {
        players = Executors.newFixedThreadPool(stages);
        Stream.generate(FaultStage::new).limit(stages).forEach(free::add);
        cases(mishaps)
                .forEach(play -> plays.put(
                        play,
                        IntStream.range(0, times)
                                .mapToObj(time -> players.submit(() -> play(play)))
                                .toList()));
    }

    static Stream<Case> cases(Set<Mishap> mishaps) {
        return Arrays.stream(RemoteCall.values()).flatMap(call -> mishaps.stream()
                .filter(mishap -> mishap.fits(call.method))
                .map(mishap -> new Case(call, mishap)));
    }

    /** What came of a case each time. */
    List<Future<Played>> of(Case play) {
        return plays.get(play);
    }

    private Played play(Case play) throws InterruptedException {
        FaultStage stage = free.take();
        try {
            return stage.play(play.call(), play.mishap());
        } finally {
            free.add(stage);
        }
    }

    @Override
    public void close() {
        players.shutdownNow();
        free.forEach(FaultStage::close);
    }
}
