package dealpayouts.cli;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dealpayouts.json.Json;
import dealpayouts.ledger.Ledger;
import dealpayouts.ledger.PayoutRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the payouts of a period for the accountant. */
@Command(
        name = "export",
        description = "Writes the payouts whose money left or came back in a period, as CSV and as JSON")
final class ExportPayouts implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Period period;

    @Option(names = "--folder", paramLabel = "FOLDER", defaultValue = ".", description = "where the files go")
    private Path folder;

    /** A month, or days. */
    static final class Period {
        @Option(names = "--month", paramLabel = "MONTH", required = true, description = "such as 2026-09, in UTC")
        private YearMonth month;

        @ArgGroup(exclusive = false)
        private Days days;

        LocalDate first() {
            return month == null ? days.from : month.atDay(1);
        }

        LocalDate last() {
            return month == null ? days.to : month.atEndOfMonth();
        }

        String name() {
            return month == null ? days.from + "-to-" + days.to : month.toString();
        }
    }

    /** From one day to another, both included. */
    static final class Days {
        @Option(names = "--from", paramLabel = "DAY", required = true, description = "first day, in UTC")
        private LocalDate from;

        @Option(names = "--to", paramLabel = "DAY", required = true, description = "last day, in UTC")
        private LocalDate to;
    }

    @Override
    public Integer call() throws IOException {
        if (period.last().isBefore(period.first())) {
            throw new ParameterException(spec.commandLine(), "--to must not be before --from");
        }
        return LedgerSession.run(spec, (ledger, out) -> {
            List<Map<String, Object>> rows;
            Path csv;
            Path list;
            try (Progress progress = out.progress("Exporting")) {
                progress.at("reading the ledger");
                rows = rows(ledger);
                progress.at("writing " + rows.size() + " payouts");
                csv = write("csv", csv(rows));
                list = write("json", Json.write(rows) + System.lineSeparator());
            }
            Map<String, Object> done = new LinkedHashMap<>();
            done.put("payouts", rows.size());
            done.put("files", List.of(csv.toString(), list.toString()));
            out.print(() -> done, to -> to.println("Payouts exported: " + rows.size() + ". " + csv + ", " + list));
        });
    }

    private List<Map<String, Object>> rows(Ledger ledger) {
        Instant end = period.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return ledger
                .records()
                .moneyMoved(period.first().atStartOfDay(ZoneOffset.UTC).toInstant(), end)
                .stream()
                .map(PayoutRecord::fields)
                .toList();
    }

    private static String csv(List<Map<String, Object>> rows) {
        CsvSchema.Builder schema = CsvSchema.builder();
        PayoutRecord.NAMES.forEach(schema::addColumn);
        try {
            return new CsvMapper()
                    .writer(schema.build().withHeader().withLineSeparator("\r\n"))
                    .writeValueAsString(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it or nothing: a file of that name is replaced when the new one is complete. */
    private Path write(String format, String content) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("payouts-" + period.name() + "." + format);
            Path part = Files.writeString(folder.resolve(file.getFileName() + ".part"), content);
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "--folder " + folder + " cannot be written to by this user");
        }
    }
}
