package dealpayouts.settings;

import java.util.List;

/** Settings with which the product does not start; each problem is one sentence that names the variable. */
public final class SettingsException extends RuntimeException {

    private final transient List<String> problems;

    public SettingsException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = problems;
    }

    public List<String> problems() {
        return problems;
    }
}
