package dealpayouts.doctor;

import dealpayouts.kommo.FieldDefinitions.Definition;
import dealpayouts.kommo.PayoutField;
import dealpayouts.ledger.Leases;
import dealpayouts.ledger.SettingProblems;
import dealpayouts.ledger.SettingProblems.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bean {@code settingsWatch}: whether what the settings name is still there in Kommo and Wise. Nothing fails because of a
 * stage or a field that does not exist; deals are just not paid, and managers are told that a field is empty. What is found
 * holds for all nodes with the same settings.
 */
public final class SettingsWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);

    private static final String KOMMO = "kommo";
    private static final String WISE = "wise";
    private static final Duration FRESH = Duration.ofSeconds(5);
    /** A lease ends a little before the next time it is wanted. */
    private static final double PART_OF_PERIOD = 0.9;

    private final KommoChecks kommo;
    private final FieldChecks fields;
    private final WiseChecks wise;
    private final SettingProblems ledger;
    private final Leases leases;
    private final String settings;
    private final long everyMs;
    private final Clock clock;
    private final Map<String, List<Problem>> before = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private List<Problem> latest = List.of();
    private Instant readAt = Instant.MIN;

    /**
     * A watch over these settings.
     *
     * @param settings hash of what the settings name in Kommo and Wise
     * @param everyMs how often it is looked, in milliseconds
     */
    public SettingsWatch(
            KommoChecks kommo,
            FieldChecks fields,
            WiseChecks wise,
            SettingProblems ledger,
            Leases leases,
            String settings,
            long everyMs,
            Clock clock) {
        this.kommo = kommo;
        this.fields = fields;
        this.wise = wise;
        this.ledger = ledger;
        this.leases = leases;
        this.settings = settings;
        this.everyMs = everyMs;
        this.clock = clock;
    }

    /**
     * Whether this node is to look now: once after its start, then when no other node with the same settings has looked.
     *
     * @param remote {@code kommo} or {@code wise}
     */
    public synchronized boolean isDue(String remote) {
        boolean first = asked.add(remote);
        int seconds = (int) Math.max(1, Math.min(Integer.MAX_VALUE, everyMs * PART_OF_PERIOD / 1000));
        return leases.take("settings-" + remote + "-" + settings.substring(0, 12), seconds) || first;
    }

    /**
     * Judges what the settings name in Kommo.
     *
     * @param account Kommo's account
     * @param pipelines Kommo's list of pipelines
     * @param dealFields the deals' fields in Kommo
     * @param contactFields the contacts' fields in Kommo
     */
    public void kommo(
            @Variable("accountAnswer") String account,
            @Variable("pipelinesAnswer") String pipelines,
            @Variable("dealFields") List<Definition> dealFields,
            @Variable("contactFields") List<Definition> contactFields) {
        List<CheckResult> findings = new ArrayList<>(kommo.account(account));
        findings.addAll(kommo.stages(pipelines));
        findings.addAll(fields.judge(dealFields, contactFields));
        record(KOMMO, findings);
    }

    /** The profile that would pay; null when none can be chosen. */
    public Long profileId(@Variable("profilesAnswer") String profiles) {
        return wise.profileId(profiles);
    }

    /**
     * Judges what the settings name in Wise.
     *
     * @param profiles Wise's list of profiles
     * @param balances Wise's list of STANDARD balances of the profile that pays; null when there is no such profile
     */
    public void wise(@Variable("profilesAnswer") String profiles, @Variable("balancesAnswer") String balances) {
        List<CheckResult> findings = new ArrayList<>(wise.profile(profiles));
        if (balances != null) {
            findings.add(wise.balances(balances));
        }
        record(WISE, findings);
    }

    private synchronized void record(String remote, List<CheckResult> findings) {
        List<Problem> problems = findings.stream()
                .filter(finding -> finding.mark() == CheckResult.Mark.PROBLEM)
                .map(finding -> new Problem(finding.check(), finding.found(), finding.toDo(), clock.instant()))
                .toList();
        ledger.replace(remote, settings, problems);
        readAt = Instant.MIN;
        findings.stream()
                .filter(finding -> finding.mark() == CheckResult.Mark.NOTE
                        && finding.check().endsWith(" token"))
                .forEach(finding -> LOG.warn("{}: {}; {}", finding.check(), finding.found(), finding.toDo()));
        List<Problem> known = before.getOrDefault(remote, List.of());
        problems.stream()
                .filter(problem -> known.stream().noneMatch(problem::isSame))
                .forEach(problem -> LOG.error("{}: {}; {}", problem.checked(), problem.found(), problem.toDo()));
        known.stream()
                .filter(problem ->
                        problems.stream().noneMatch(now -> now.checked().equals(problem.checked())))
                .forEach(problem -> LOG.info("{}: well again", problem.checked()));
        before.put(remote, problems);
    }

    /** What is known to be wrong, at most some seconds old. */
    public synchronized List<Problem> problems() {
        Instant now = clock.instant();
        if (!now.isBefore(readAt.plus(FRESH)) || now.isBefore(readAt)) {
            latest = ledger.of(settings);
            readAt = now;
        }
        return latest;
    }

    /**
     * Why nothing can be read from a field on any deal or contact, as a sentence for people; empty when nothing is known
     * against its setting.
     */
    public Optional<String> problemOf(PayoutField field) {
        return problems().stream()
                .filter(problem -> problem.checked().equals(FieldChecks.check(field)))
                .map(problem -> field.variable() + " is wrong, " + problem.found())
                .findFirst();
    }

    /** What is known to be wrong, one sentence each. */
    public Stream<String> sentences() {
        return problems().stream().map(problem -> problem.checked() + ": " + problem.found() + "; " + problem.toDo());
    }
}
