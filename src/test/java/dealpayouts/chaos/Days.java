package dealpayouts.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Plays several days, some at once, and tells what came of them. */
final class Days {

    private final SteppedRoutes routes = SteppedRoutes.copy();
    private final Places places = new Places();
    private final FastJar jar;

    Days(FastJar jar) {
        this.jar = jar;
        try {
            Files.createDirectories(Path.of("target", "chaos"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came of each day, in their order. */
    List<DayReport> play(ChaosSettings settings) {
        ExecutorService stages = Executors.newFixedThreadPool(settings.atOnce());
        try {
            List<Future<DayReport>> days = IntStream.range(0, settings.days())
                    .mapToObj(number -> stages.submit(() -> new Day(settings, number, jar, routes, places).play()))
                    .toList();
            List<DayReport> reports = new ArrayList<>();
            for (Future<DayReport> day : days) {
                reports.add(day.get());
            }
            return reports;
        } catch (ExecutionException e) {
            throw new AssertionError("A day could not be played to its end, seed " + settings.seed(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            stages.shutdownNow();
        }
    }

    SteppedRoutes routes() {
        return routes;
    }

    Places places() {
        return places;
    }
}
