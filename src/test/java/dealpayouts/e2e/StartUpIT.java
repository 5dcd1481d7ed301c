package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.standin.Dialect;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator reads when the product does not start. */
class StartUpIT {

    private static final int REFUSED = 2;

    private final ProductFolder folder = ProductFolder.copy();
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void completeSettings() {
        settings.putAll(Product.settings(
                Dialect.PLATFORM, "http://localhost:1", "http://localhost:2", LedgerAddress.freshSqlite()));
        List<Integer> ports = Product.freePorts();
        settings.put("http.port", String.valueOf(ports.get(0)));
        settings.put("management.port", String.valueOf(ports.get(1)));
    }

    @Test
    void allMissingSettingsAreNamedAtOnce() {
        settings.clear();

        assertThat(refusal())
                .contains("WISE_API_KEY is not set")
                .contains("KOMMO_ACCESS_TOKEN is not set")
                .contains("KOMMO_SUBDOMAIN is not set")
                .contains("KOMMO_PAYOUT_STAGE_ID is not set")
                .contains("KOMMO_WEBHOOK_SECRET is not set")
                .contains("CF_PAYOUT_AMOUNT is not set")
                .contains("CF_PAYOUT_CURRENCY is not set")
                .contains("CF_WISE_ACCOUNT_ID is not set");
    }

    @Test
    void aTokenInAFileIsTaken() {
        String token = settings.remove("wise.api-key");
        folder.write("token", token + "\n");
        settings.put("wise.api-key-file", "token");
        settings.remove("kommo.access-token");

        assertThat(refusal()).contains("KOMMO_ACCESS_TOKEN is not set").doesNotContain("WISE_API_KEY");
    }

    @Test
    void aTokenInAFileThatIsNotThereIsNamed() {
        settings.remove("wise.api-key");
        settings.put("wise.api-key-file", "token");

        assertThat(refusal()).contains("WISE_API_KEY_FILE names a file that cannot be read as text: token.");
    }

    @Test
    void aStageThatExistsInEveryPipelineNeedsItsPipeline() {
        settings.put("kommo.payout-stage-id", "142");
        settings.remove("kommo.payout-pipeline-id");

        assertThat(refusal()).contains("KOMMO_PAYOUT_PIPELINE_ID must be set because stage 142");
    }

    @Test
    void aPortThatSomebodyElseHasIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            settings.put("http.port", String.valueOf(taken.getLocalPort()));

            assertThat(refusal()).contains("HTTP_PORT " + taken.getLocalPort() + " cannot be opened");
        }
    }

    @Test
    void aLedgerThatCannotBeReachedIsNamed() {
        settings.put("ledger.url", "jdbc:postgresql://localhost:1/payouts");

        assertThat(refusal()).contains("LEDGER_URL cannot be used: Connection to localhost:1 refused");
    }

    @Test
    void aBrokenRouteFileIsNamedWithItsPlace() {
        folder.write("routes/broken.camel.yaml", "- route:\n    id: broken\n  from: [\n");

        assertThat(refusal()).contains("routes/broken.camel.yaml").contains("line 4");
    }

    @Test
    void aReasonWithoutASentenceIsNamed() {
        folder.edit("routes/notes.camel.yaml", "          amountNotSet: \"Wise: payout amount not set.\"\n", "");

        assertThat(refusal()).contains("notes.camel.yaml has no sentence for amountNotSet");
    }

    @Test
    void aFolderWithoutRoutesIsRefused() {
        folder.remove("routes");

        assertThat(refusal())
                .contains("ROUTES_FOLDER names no folder: 'routes' is not there.")
                .doesNotContain("LEDGER");
    }

    @Test
    void whatLooksLikeASettingAndIsNoneIsNamed() {
        settings.put("wise.source-curency", "EUR");
        settings.put("log.format", "jsn");

        assertThat(refusal())
                .contains("WISE_SOURCE_CURENCY is no setting; did you mean WISE_SOURCE_CURRENCY?")
                .contains("LOG_FORMAT must be text or json, not 'jsn'");
    }

    @Test
    void aCommandInAnotherFolderSaysWhereItBelongs() {
        folder.remove("application.properties");

        try (JarProcess command = JarProcess.start(folder.path(), settings, "payouts", "list", "--json")) {
            assertThat(command.awaitExit()).isEqualTo(REFUSED);
            assertThat(command.output())
                    .isEqualTo("{\"error\":[\"There is no application.properties in this folder;"
                            + " start from the folder that holds it.\"]}\n");
        }
    }

    @Test
    void aFileThatIsNoLedgerIsNamed() {
        folder.write("ledger.db", "no database, but some text that is long enough to be one. ".repeat(99));
        settings.put("ledger.url", "jdbc:sqlite:ledger.db");

        assertThat(refusal()).contains("ledger.db is no SQLite database; name another file");
    }

    @Test
    void whoIsStoppedWhileStartingHasNothingToCorrect() {
        settings.put("kommo.calls-per-second", "5");
        try (JarProcess product = JarProcess.start(folder.path(), settings)) {
            await().until(() -> product.output().contains("Apache Camel"));
            product.terminate();
            product.awaitExit();

            assertThat(product.output())
                    .doesNotContain("did not start")
                    .doesNotContain("correct that")
                    .doesNotContain("\tat ");
        }
    }

    private String refusal() {
        try (JarProcess product = JarProcess.start(folder.path(), settings)) {
            assertThat(product.awaitExit()).isEqualTo(REFUSED);
            assertThat(product.output()).contains("deal-payouts did not start:").doesNotContain("\tat ");
            return product.output();
        }
    }
}
