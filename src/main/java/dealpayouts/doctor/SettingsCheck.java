package dealpayouts.doctor;

import java.util.List;
import java.util.Map;

/** Bean {@code settingsCheck}: whether the product would start with these settings, and whom they are enough to ask. */
public final class SettingsCheck {

    private static final String CHECK = "settings";

    private final List<String> problems;
    private final boolean kommo;
    private final boolean wise;
    private final Map<String, CheckResult> instead;

    /**
     * @param problems what is missing or wrong, a sentence each
     * @param kommo whether Kommo's address and token are known
     * @param wise whether Wise's address and token are known
     * @param instead what to tell of a remote that is not asked, by its name, when more is known than that a setting is wrong
     */
    public SettingsCheck(List<String> problems, boolean kommo, boolean wise, Map<String, CheckResult> instead) {
        this.problems = List.copyOf(problems);
        this.kommo = kommo;
        this.wise = wise;
        this.instead = Map.copyOf(instead);
    }

    public List<CheckResult> judge() {
        return problems.isEmpty()
                ? List.of(CheckResult.ok(CHECK, "complete"))
                : problems.stream()
                        .map(problem ->
                                CheckResult.problem(CHECK, problem, "correct it; the product does not start so"))
                        .toList();
    }

    public boolean canAskKommo() {
        return kommo;
    }

    public boolean canAskWise() {
        return wise;
    }

    /** Instead of all that would have been asked. */
    public CheckResult notAsked(String remote) {
        return instead.getOrDefault(
                remote, CheckResult.notChecked(remote, "not asked: its address or token is not set as it must be"));
    }
}
