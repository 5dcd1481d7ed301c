package dealpayouts;

import java.util.List;

/** Settings with which the product does not start; each problem is one sentence that names the variable. */
final class SettingsException extends RuntimeException {

    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = problems;
    }

    List<String> problems() {
        return problems;
    }
}
