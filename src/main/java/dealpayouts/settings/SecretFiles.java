package dealpayouts.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Secrets that stand in files, as container platforms hand them over: {@code WISE_API_KEY_FILE} names the file with what
 * {@code WISE_API_KEY} would hold. They are read at the start.
 */
public final class SecretFiles {

    /** All secret settings. */
    public static final List<String> SECRETS = List.of(
            "kommo.access-token",
            "kommo.client-secret",
            "kommo.authorization-code",
            "kommo.refresh-token",
            "kommo.token-key",
            "kommo.webhook-secret",
            "wise.api-key",
            "wise.webhook-secret",
            "ledger.password");

    private SecretFiles() {}

    /**
     * Reads the files that are named.
     *
     * @param environment the process's environment variables
     * @return the secrets by their keys in {@code application.properties}
     * @throws SettingsException naming each variable whose file cannot be read or is empty, or that is set in both ways
     */
    public static Map<String, String> read(Map<String, String> environment) {
        Map<String, String> secrets = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String key : SECRETS) {
            String variable = SettingValues.variable(key);
            String file = environment.getOrDefault(variable + "_FILE", "");
            if (!file.isEmpty() && environment.containsKey(variable)) {
                // To Camel an empty variable is a value, too, and wins over all others.
                problems.add(
                        variable + " and " + variable + "_FILE are both set; unset one of them, even if it is empty.");
            } else if (!file.isEmpty()) {
                try {
                    String secret = SecretText.of(Files.readString(Path.of(file)));
                    if (secret.isEmpty()) {
                        problems.add(variable + "_FILE names a file that is empty: " + file + ".");
                    }
                    secrets.put(key, secret);
                } catch (IOException | InvalidPathException e) {
                    problems.add(variable + "_FILE names a file that cannot be read as text: " + file + ".");
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return secrets;
    }
}
