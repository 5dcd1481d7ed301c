package dealpayouts.doctor;

import java.util.List;

/**
 * One line of the doctor's table.
 *
 * @param check what was looked at, in a few words
 * @param found what is there; never holds a secret
 * @param toDo what the operator has to do; empty when nothing
 */
public record Finding(String check, Mark mark, String found, String toDo) {

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

    public static Finding ok(String check, String found) {
        return new Finding(check, Mark.OK, found, "");
    }

    public static Finding note(String check, String found, String toDo) {
        return new Finding(check, Mark.NOTE, found, toDo);
    }

    public static Finding problem(String check, String found, String toDo) {
        return new Finding(check, Mark.PROBLEM, found, toDo);
    }

    public static Finding notChecked(String check, String found) {
        return new Finding(check, Mark.NOT_CHECKED, found, "");
    }

    /** Whether one of them is a problem. */
    public static boolean hasProblem(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.mark() == Mark.PROBLEM);
    }
}
