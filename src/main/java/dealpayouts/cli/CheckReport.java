package dealpayouts.cli;

import dealpayouts.doctor.CheckResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints findings for people or for scripts. */
final class CheckReport {

    private CheckReport() {}

    /** For scripts: to be written as JSON. */
    static List<Map<String, Object>> rows(List<CheckResult> findings) {
        return findings.stream().map(CheckReport::fields).toList();
    }

    /** For people. */
    static void print(List<CheckResult> findings, PrintWriter out) {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(1);
        for (CheckResult finding : findings) {
            out.printf(
                    Locale.ROOT, "%s %-" + width + "s  %s%n", finding.mark().sign(), finding.check(), finding.found());
            if (!finding.toDo().isEmpty()) {
                out.printf(Locale.ROOT, "  %" + width + "s  → %s%n", "", finding.toDo());
            }
        }
        out.flush();
    }

    private static Map<String, Object> fields(CheckResult finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("check", finding.check());
        fields.put("mark", finding.mark().name().toLowerCase(Locale.ROOT));
        fields.put("found", finding.found());
        fields.put("to_do", finding.toDo());
        return fields;
    }
}
