package dealpayouts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("secret"), "token-of-the-file\n");
    }

    @Test
    void aSecretIsReadFromTheFileWithoutItsLineBreak() {
        assertThat(SecretFiles.read(Map.of("WISE_API_KEY_FILE", file.toString())))
                .containsExactly(Map.entry("wise.api-key", "token-of-the-file"));
    }

    @Test
    void aSecretInQuotesIsReadWithoutThem() throws IOException {
        Files.writeString(file, "\"token-of-the-file\"\n");

        assertThat(SecretFiles.read(Map.of("WISE_API_KEY_FILE", file.toString())))
                .containsExactly(Map.entry("wise.api-key", "token-of-the-file"));
    }

    @Test
    void eachSecretMayStandInAFile() {
        String name = file.toString();

        assertThat(SecretFiles.read(Map.of(
                        "WISE_API_KEY_FILE", name,
                        "WISE_WEBHOOK_SECRET_FILE", name,
                        "KOMMO_ACCESS_TOKEN_FILE", name,
                        "KOMMO_WEBHOOK_SECRET_FILE", name,
                        "LEDGER_PASSWORD_FILE", name)))
                .containsOnlyKeys(
                        "wise.api-key",
                        "wise.webhook-secret",
                        "kommo.access-token",
                        "kommo.webhook-secret",
                        "ledger.password");
    }

    @Test
    void aVariableAloneIsLeftToTheProperties() {
        assertThat(SecretFiles.read(Map.of("WISE_API_KEY", "token", "WISE_API_KEY_FILE", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", ""})
    void aSecretThatIsSetInBothWaysIsRefused(String variable) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(
                        () -> SecretFiles.read(Map.of("WISE_API_KEY", variable, "WISE_API_KEY_FILE", file.toString())))
                .withMessageContaining("WISE_API_KEY and WISE_API_KEY_FILE are both set");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SecretFiles.read(
                        Map.of("LEDGER_PASSWORD_FILE", folder.resolve("other").toString())))
                .withMessageContaining("LEDGER_PASSWORD_FILE names a file that cannot be read");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Files.writeString(file, "\n");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SecretFiles.read(Map.of("KOMMO_ACCESS_TOKEN_FILE", file.toString())))
                .withMessageContaining("is empty");
    }
}
