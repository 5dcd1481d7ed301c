package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/deal-payouts} of the zip that people install. */
class LauncherIT {

    @TempDir
    private static Path folder;

    private static Path installation;
    private static Path env;

    @BeforeAll
    static void unzip() throws IOException {
        Path zip;
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            zip = built.filter(file -> file.getFileName().toString().matches("deal-payouts-.*\\.zip"))
                    .findFirst()
                    .orElseThrow();
        }
        try (ZipInputStream files = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(files, file);
                }
            }
        }
        installation = folder.resolve(zip.getFileName().toString().replace(".zip", ""));
        env = installation.resolve(".env");
    }

    @BeforeEach
    void settingsForTheOwnerAlone() throws IOException {
        Files.writeString(
                env,
                "# a comment\r\n\r\nKOMMO_SUBDOMAIN=\"acme\"\r\nWISE_TRANSFER_DETAILS=\r\nWISE_TRANSFER_DETAILS='a=b'\r\nKOMMO_PAYOUT_STAGE_ID=5\r\n");
        permissions("rw-------");
    }

    @Test
    void aCommandReadsTheFileEnvAndAVariableWins() throws Exception {
        Result config = launch(installation, Map.of("KOMMO_PAYOUT_STAGE_ID", "7"), "config", "--json");

        assertThat(config.printed())
                .containsPattern("\"KOMMO_SUBDOMAIN\"[^}]*\"acme\"")
                .containsPattern("\"WISE_TRANSFER_DETAILS\"[^}]*\"a=b\"")
                .containsPattern("\"KOMMO_PAYOUT_STAGE_ID\"[^}]*\"7\"");
    }

    @Test
    void itWorksInTheFolderThatIsNamed() throws Exception {
        Map<String, String> home = Map.of("DEAL_PAYOUTS_HOME", installation.toString());

        Result check = launch(folder, home, "routes", "check");

        assertThat(check.printed()).contains("files are fine");
        assertThat(check.exitCode()).isZero();
    }

    @Test
    void aFileEnvThatEverybodyCanReadIsRefused() throws Exception {
        permissions("rw-r--r--");

        Result refused = launch(installation, Map.of(), "--version");

        assertThat(refused.printed()).contains("Everybody on this machine can read .env", "chmod 600 .env");
        assertThat(refused.exitCode()).isEqualTo(2);
    }

    @Test
    void aLineOfEnvThatIsNoSettingIsRefusedWithoutItsText() throws Exception {
        Files.writeString(env, "export WISE_API_KEY=secret-token\n");

        Result refused = launch(installation, Map.of(), "--version");

        assertThat(refused.printed()).contains(".env has a line").doesNotContain("secret-token");
        assertThat(refused.exitCode()).isEqualTo(2);
    }

    private static void permissions(String permissions) throws IOException {
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString(permissions));
    }

    private record Result(int exitCode, String printed) {}

    private static Result launch(Path from, Map<String, String> variables, String... arguments) throws Exception {
        List<String> words = Stream.concat(
                        Stream.of("sh", installation.resolve("bin/deal-payouts").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(from.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            String printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), printed);
        }
    }
}
