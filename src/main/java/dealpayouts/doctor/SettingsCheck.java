package dealpayouts.doctor;

import java.util.List;

/** Bean {@code settingsCheck}: whether the product would start with these settings, and whom they are enough to ask. */
public final class SettingsCheck {

    private static final String CHECK = "settings";

    private final List<String> problems;
    private final boolean kommo;
    private final boolean wise;

    /**
     * @param problems what is missing or wrong, a sentence each
     * @param kommo whether Kommo's address and token are known
     * @param wise whether Wise's address and token are known
     */
    public SettingsCheck(List<String> problems, boolean kommo, boolean wise) {
        this.problems = List.copyOf(problems);
        this.kommo = kommo;
        this.wise = wise;
    }

    public List<Finding> judge() {
        return problems.isEmpty()
                ? List.of(Finding.ok(CHECK, "complete"))
                : problems.stream()
                        .map(problem -> Finding.problem(CHECK, problem, "correct it; the product does not start so"))
                        .toList();
    }

    public boolean canAskKommo() {
        return kommo;
    }

    public boolean canAskWise() {
        return wise;
    }

    /** Instead of all that would have been asked. */
    public Finding notAsked(String remote) {
        return Finding.notChecked(remote, "not asked: its address or token is not set as it must be");
    }
}
