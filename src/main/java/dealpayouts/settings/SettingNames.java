package dealpayouts.settings;

import dealpayouts.routes.Suggestion;
import dealpayouts.settings.SettingValues.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What settings are called: the keys of the {@code application.properties} that this version was built with. A name that
 * looks like a setting and is none is a mistake that nobody would notice otherwise: the default holds, and money goes
 * another way than wanted.
 */
public final class SettingNames {

    /** Where the settings of this installation stand. */
    public static final Path FILE = Path.of("application.properties");

    /** The same as Camel names it. */
    public static final String LOCATION = "file:" + FILE;

    private static final Pattern LINE = Pattern.compile("^#?([a-z][a-z0-9.-]*) =(.*)$", Pattern.MULTILINE);

    private static final String LOG_FORMAT = "LOG_FORMAT";
    private static final List<String> LOG_FORMATS = List.of("text", "json");

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9.-]*");

    /** Settings of the log, which is there before the file is read; Camel's are for its own log. */
    private static final Set<String> OF_THE_LOG = Set.of(LOG_FORMAT, "LOG_TARGET", "CAMEL_LOG_LEVEL");

    /** Keys that begin so are Camel's, those of traces, and those of this installation's own routes. */
    private static final List<String> OF_OTHERS = List.of("camel.", "otel.", "own.");

    /** Variables that begin so are ours, whatever follows. */
    private static final List<String> OURS = List.of(
            "KOMMO_",
            "WISE_",
            "PAYOUT_",
            "LEDGER_",
            "FEEDBACK_",
            "SWEEP_",
            "BATCH_",
            "HOOK_",
            "ROUTES_",
            "REMOTE_",
            "CF_PAYOUT_",
            "CF_TRANSFER_",
            "CF_WISE_");

    /** What web servers and remote shells set for what they start. */
    private static final Set<String> OF_SERVERS = Set.of("REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "REMOTE_USER");

    /** First words of settings that stand before options of Java and of libraries, too. */
    private static final Set<String> SHARED_GROUPS = Set.of("http.");

    /** Calls and dialects, to which an integration engineer adds. */
    private static final Pattern PATHS = Pattern.compile("(kommo|wise)\\.(path|platform|guide)\\..+");

    /** What Kubernetes and Docker set for a service that is called like one of our prefixes. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            ".+_SERVICE_(HOST|PORT(_.+)?)|.+_PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|.+_ENV_.+");

    /** Shorter names are near to too many that have nothing to do with us, such as HTTPS_PORT. */
    private static final int SHORTEST_NEAR = 12;

    private static final int NEAR = 2;

    private final Map<String, String> shipped;

    private SettingNames(Map<String, String> shipped) {
        this.shipped = shipped;
    }

    /** @throws SettingsException when this is not the folder with the settings */
    public static void requireFolder() {
        if (Files.notExists(FILE)) {
            throw new SettingsException(
                    List.of("There is no " + FILE + " in this folder; start from the folder that holds it."));
        }
    }

    /** The names that this version knows. */
    public static SettingNames known() {
        try (InputStream file = SettingNames.class.getResourceAsStream("/dealpayouts/application.properties")) {
            if (file == null) {
                throw new IllegalStateException("application.properties is missing in the jar");
            }
            Map<String, String> shipped = new LinkedHashMap<>();
            LINE.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .forEach(line -> shipped.put(line.group(1), line.group(2).strip()));
            return new SettingNames(shipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All keys with their defaults as they are written, in the order of the file; empty where there is none. */
    public Map<String, String> shipped() {
        return shipped;
    }

    /** The keys of what people set, in the order of the file: neither paths nor Camel's own. */
    public List<String> settings() {
        return shipped.keySet().stream()
                .filter(key -> !key.startsWith("camel.") && !PATHS.matcher(key).matches() && !key.contains(".path."))
                .toList();
    }

    /** What stands in the file of this installation; empty when there is none. */
    public static Map<String, String> ofFile() {
        try (Reader file = Files.newBufferedReader(FILE)) {
            Properties properties = new Properties();
            properties.load(file);
            Map<String, String> values = new TreeMap<>();
            properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
            return values;
        } catch (IOException notReadable) {
            // Camel reads it, too, and says so.
            return Map.of();
        }
    }

    /** What looks like a setting and is none in the environment, the file and the {@code -D} options of this process. */
    public List<Problem> problemsHere() {
        Set<String> keys = new TreeSet<>(ofFile().keySet());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> KEY.matcher(name).matches())
                .forEach(keys::add);
        List<Problem> problems = problems(System.getenv(), keys);
        String format = System.getenv().getOrDefault(LOG_FORMAT, "text");
        if (!LOG_FORMATS.contains(format)) {
            problems.add(new Problem(
                    LOG_FORMAT,
                    LOG_FORMAT + " must be " + String.join(" or ", LOG_FORMATS) + ", not '" + format + "'."));
        }
        return problems;
    }

    /** The log is there before any setting is read; in a format that does not exist nothing would be in it. */
    public static void makeLogReadable() {
        if (!LOG_FORMATS.contains(System.getenv().getOrDefault(LOG_FORMAT, "text"))) {
            System.setProperty(LOG_FORMAT, "text");
        }
    }

    /**
     * Names that look like settings and are none.
     *
     * @param environment the process's environment variables
     * @param file keys of {@code application.properties} and of {@code -D} options
     */
    public List<Problem> problems(Map<String, String> environment, Collection<String> file) {
        List<Problem> problems = new ArrayList<>();
        Set<String> own = new TreeSet<>();
        Set<String> variables = variables();
        for (String key : new TreeSet<>(file)) {
            if (looksLikeSetting(key, variables)) {
                problems.add(new Problem(key, key + " is no setting" + remedy(key, shipped.keySet())));
            } else {
                own.add(SettingValues.variable(key));
            }
        }
        variables.addAll(own);
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!value.isBlank() && !variables.contains(name) && looksLikeSetting(name, value, variables)) {
                problems.add(new Problem(name, name + " is no setting" + remedy(name, variables)));
            }
        });
        return problems;
    }

    private Set<String> variables() {
        Set<String> variables = shipped.keySet().stream()
                .map(SettingValues::variable)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        SecretFiles.SECRETS.forEach(key -> variables.add(SettingValues.variable(key) + "_FILE"));
        variables.addAll(OF_THE_LOG);
        return variables;
    }

    private boolean looksLikeSetting(String key, Set<String> variables) {
        if (shipped.containsKey(key)
                || PATHS.matcher(key).matches()
                || OF_OTHERS.stream().anyMatch(key::startsWith)) {
            return false;
        }
        String variable = SettingValues.variable(key);
        return isInGroupOfOurs(key) || OURS.stream().anyMatch(variable::startsWith) || isNear(variable, variables);
    }

    /** In the file nobody else has keys that begin as ours do. */
    private boolean isInGroupOfOurs(String key) {
        String group = group(key);
        return !SHARED_GROUPS.contains(group)
                && shipped.keySet().stream().anyMatch(known -> group(known).equals(group));
    }

    /** The first word with its dot; empty when there is no dot. */
    private static String group(String key) {
        return key.substring(0, key.indexOf('.') + 1);
    }

    private static boolean looksLikeSetting(String name, String value, Set<String> variables) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (SERVICE_LINK.matcher(upper).matches()
                || OF_SERVERS.contains(upper)
                || (upper.endsWith("_PORT")
                        && SettingValues.SERVICE_ADDRESS.matcher(value).matches())
                || OF_OTHERS.stream().map(SettingValues::variable).anyMatch(upper::startsWith)) {
            return false;
        }
        return OURS.stream().anyMatch(upper::startsWith) || isNear(upper, variables);
    }

    /** Also a name that is written in small letters, which nobody reads. */
    private static boolean isNear(String variable, Set<String> variables) {
        return variables.stream()
                .filter(known -> Math.abs(known.length() - variable.length()) <= NEAR)
                .anyMatch(known -> Suggestion.distance(variable, known)
                        <= (known.length() >= SHORTEST_NEAR ? NEAR : sameBeginning(variable, known) ? 1 : 0));
    }

    private static boolean sameBeginning(String variable, String known) {
        return variable.startsWith(known.substring(0, known.indexOf('_') + 1));
    }

    private static String remedy(String name, Collection<String> known) {
        return Suggestion.nearest(name, known)
                .or(() -> bySharedWords(name, known))
                .map(near -> "; did you mean " + near + "?")
                .orElse("; unset it, or see docs/settings.md.");
    }

    /** WISE_TOKEN_KEY for WISE_API_KEY: the one that has most of the words, if it has two. */
    private static Optional<String> bySharedWords(String name, Collection<String> known) {
        Set<String> words = words(name);
        return known.stream()
                .filter(candidate -> shared(words, candidate) >= 2)
                .max(Comparator.<String>comparingLong(candidate -> shared(words, candidate))
                        .thenComparing(candidate -> -candidate.length()));
    }

    private static long shared(Set<String> words, String candidate) {
        return words(candidate).stream().filter(words::contains).count();
    }

    private static Set<String> words(String name) {
        return Stream.of(name.toUpperCase(Locale.ROOT).split("[_.-]")).collect(Collectors.toSet());
    }
}
