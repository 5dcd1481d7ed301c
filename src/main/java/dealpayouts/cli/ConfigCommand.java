package dealpayouts.cli;

import dealpayouts.settings.SecretFiles;
import dealpayouts.settings.SettingNames;
import dealpayouts.settings.SettingValues;
import dealpayouts.settings.Settings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the settings as the product would read them now; of secrets only that they are set. */
@Command(
        name = "config",
        description = "Shows each setting, its value, and where it comes from; of secrets only that they are set",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the product would start so", "1:at least one setting is wrong", "2:it could not look"})
final class ConfigCommand implements Callable<Integer> {

    /** What may hold a password although its name does not say so. */
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password|sslpassword|user)=[^&;]*");

    private static final Pattern USER_OF_ADDRESS = Pattern.compile("//[^/@]*@");
    private static final int LONGEST = 60;

    @Spec
    private CommandSpec spec;

    /** A setting as it is now. */
    private record Line(String variable, String key, String value, String from) {}

    @Override
    public Integer call() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.getPropertiesComponent().setLocation(SettingNames.LOCATION);
            context.build();
            UnaryOperator<String> properties = Settings.propertiesOf(context);
            List<String> problems = Settings.readLeniently(context).problems().stream()
                    .map(SettingValues.Problem::sentence)
                    .toList();
            List<Line> lines = lines(properties);
            Output.of(spec).print(() -> forScripts(lines, problems), out -> print(lines, problems, out));
            return problems.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static List<Line> lines(UnaryOperator<String> properties) {
        SettingNames names = SettingNames.known();
        Map<String, String> file = SettingNames.ofFile();
        List<Line> lines = new ArrayList<>();
        for (String key : names.settings()) {
            String value = properties.apply(key);
            lines.add(new Line(
                    SettingValues.variable(key),
                    key,
                    shown(key, value == null ? "" : value.strip()),
                    origin(key, names.shipped().get(key), file.get(key), System.getenv())));
        }
        return lines;
    }

    static String shown(String key, String value) {
        if (value.isEmpty()) {
            return "";
        }
        if (SecretFiles.SECRETS.contains(key)) {
            return "set";
        }
        String open = USER_OF_ADDRESS
                .matcher(PASSWORD.matcher(value).replaceAll("$1=…"))
                .replaceAll("//…@")
                .replaceAll("\\s+", " ");
        return open.length() > LONGEST && open.startsWith("-----BEGIN") ? open.substring(0, LONGEST) + "…" : open;
    }

    /**
     * In the order in which they win.
     *
     * @param environment the process's environment variables
     */
    static String origin(String key, String shipped, String inFile, Map<String, String> environment) {
        String variable = SettingValues.variable(key);
        String secretFile = environment.getOrDefault(variable + "_FILE", "");
        if (SecretFiles.SECRETS.contains(key) && !secretFile.isEmpty()) {
            return "file " + secretFile + " (" + variable + "_FILE)";
        }
        if (environment.containsKey(variable)) {
            return "environment";
        }
        if (System.getProperty(key) != null) {
            return "option -D" + key;
        }
        if (inFile == null) {
            return "not set";
        }
        return inFile.strip().equals(shipped) ? "default" : SettingNames.FILE.toString();
    }

    private static Map<String, Object> forScripts(List<Line> lines, List<String> problems) {
        List<Map<String, Object>> settings = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("variable", line.variable());
            fields.put("key", line.key());
            fields.put("value", line.value().isEmpty() ? null : line.value());
            fields.put("from", line.from());
            settings.add(fields);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("settings", settings);
        all.put("problems", problems);
        return all;
    }

    private static void print(List<Line> lines, List<String> problems, PrintWriter out) {
        int name =
                lines.stream().mapToInt(line -> line.variable().length()).max().orElse(1);
        int value = lines.stream()
                .mapToInt(line -> line.value().length())
                .filter(length -> length <= LONGEST)
                .max()
                .orElse(1);
        for (Line line : lines) {
            String shown = line.value().isEmpty() ? "-" : line.value();
            out.printf(Locale.ROOT, "%-" + name + "s  %-" + value + "s  %s%n", line.variable(), shown, line.from());
        }
        if (!problems.isEmpty()) {
            out.println();
            problems.forEach(problem -> out.println("✗ " + problem));
        }
    }
}
