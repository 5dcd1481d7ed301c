package dealpayouts.chaos;

import dealpayouts.chaos.Problem.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Tables in Markdown, printed and kept in {@code target}. */
public final class Tables {

    private Tables() {}

    public static void print(String name, List<String> lines) {
        print("chaos", name, lines);
    }

    /** @param folder in {@code target} */
    public static void print(String folder, String name, List<String> lines) {
        String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
        System.out.println(text);
        try {
            Files.writeString(
                    file(folder, name + ".md"), text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in a folder of {@code target}, which is there. */
    public static Path file(String folder, String name) {
        try {
            return Files.createDirectories(Path.of("target", folder))
                    .resolve(name)
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row for each day and one for all of them; then what is known about each failure. */
    static List<String> ofDays(List<DayReport> days) {
        List<String> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("ledger", "dialect", "nodes", "seed", "kills"));
        Arrays.stream(Moment.values()).map(Moment::toString).forEach(heads::add);
        heads.addAll(
                List.of("faults", "database gone", "stalls", "accepted", "paid once", "batches", "parked", "left"));
        Arrays.stream(Kind.values()).map(Kind::toString).forEach(heads::add);
        heads.add("minutes");
        lines.add(row(heads.stream()));
        lines.add(row(heads.stream().map(head -> "---")));
        days.forEach(day -> lines.add(row(cells(day))));
        lines.add("");
        days.forEach(day -> day.evidence().forEach((problem, known) -> {
            lines.add("Seed " + day.seed() + ", " + problem);
            known.forEach(line -> lines.add("    " + line));
        }));
        return lines;
    }

    private static Stream<String> cells(DayReport day) {
        Verdict verdict = day.verdict();
        List<Object> cells = new ArrayList<>(List.of(
                day.settings().postgresql() ? "PostgreSQL" : "SQLite",
                day.settings().dialect().name().toLowerCase(Locale.ROOT),
                day.settings().nodes(),
                day.seed(),
                day.kills().values().stream().mapToInt(Integer::intValue).sum()));
        Arrays.stream(Moment.values())
                .map(moment -> day.kills().getOrDefault(moment.toString(), 0))
                .forEach(cells::add);
        long wronglyOrTwice = verdict.count(Kind.PAID_TWICE);
        cells.addAll(List.of(
                day.faults(),
                day.outages(),
                day.stalls(),
                verdict.accepted(),
                verdict.paid() - wronglyOrTwice,
                day.settings().batches() ? verdict.batches() : "none",
                verdict.parked(),
                verdict.left()));
        Arrays.stream(Kind.values()).map(verdict::count).forEach(cells::add);
        cells.add(
                day.took().toMinutes() + ":" + String.format("%02d", day.took().toSecondsPart()));
        return cells.stream().map(Object::toString);
    }

    /** How often processes were killed just before and just after each step, and in each call. */
    static List<String> ofPlaces(SteppedRoutes routes, Places places) {
        List<String> lines = new ArrayList<>(List.of("| step | killed before | killed after |", "|---|---|---|"));
        for (String step : routes.steps()) {
            lines.add(row(Stream.of(
                    step, at(places, Checkpoints.BEFORE + " " + step), at(places, Checkpoints.AFTER + " " + step))));
        }
        lines.addAll(List.of("", "| call | killed before its effect | killed after it |", "|---|---|---|"));
        Map<String, Integer> inCalls = places.inCalls().counts();
        inCalls.keySet().stream()
                .map(place -> place.split(" ", 2)[1])
                .distinct()
                .sorted()
                .forEach(call -> lines.add(row(Stream.of(
                        call,
                        String.valueOf(places.inCalls().at("before " + call)),
                        String.valueOf(places.inCalls().at("after " + call))))));
        return lines;
    }

    private static String at(Places places, String place) {
        int kills = places.atSteps().at(place);
        return kills == 0 && !places.wasReached(place) ? "not reached" : String.valueOf(kills);
    }

    public static String row(Stream<String> cells) {
        return "| " + String.join(" | ", cells.toList()) + " |";
    }
}
