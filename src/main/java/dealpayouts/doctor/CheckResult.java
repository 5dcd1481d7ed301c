package dealpayouts.doctor;

import java.util.List;

/**
 * One line of the doctor's table.
 *
 * @param check what was looked at, in a few words
 * @param found what is there; never holds a secret
 * @param toDo what the operator has to do; empty when nothing
 */
public record CheckResult(String check, Mark mark, String found, String toDo) {

    /** How it stands with what was looked at. */
    public enum Mark {
        OK("✓"),
        /** It works, and somebody should know this. */
        NOTE("!"),
        /** Payouts would fail, or be late, because of this. */
        PROBLEM("✗"),
        /** Something else has to be put right first. */
        NOT_CHECKED("–");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    public static CheckResult ok(String check, String found) {
        return new CheckResult(check, Mark.OK, found, "");
    }

    public static CheckResult note(String check, String found, String toDo) {
        return new CheckResult(check, Mark.NOTE, found, toDo);
    }

    public static CheckResult problem(String check, String found, String toDo) {
        return new CheckResult(check, Mark.PROBLEM, found, toDo);
    }

    public static CheckResult notChecked(String check, String found) {
        return new CheckResult(check, Mark.NOT_CHECKED, found, "");
    }

    /** Whether one of them is a problem. */
    public static boolean hasProblem(List<CheckResult> findings) {
        return findings.stream().anyMatch(finding -> finding.mark() == Mark.PROBLEM);
    }
}
