package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.e2e.Operator.Outcome;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * From an account in which nothing was prepared to a paid deal, with the commands and what they print alone. The whole
 * session is kept in {@code target/from-nothing.txt}.
 */
class FromNothingIT {

    private static final Path TRANSCRIPT = Path.of("target", "from-nothing.txt");

    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM);
    private final List<Integer> ports = Product.freePorts();
    private final StringBuilder transcript = new StringBuilder();
    private Operator operator;

    @BeforeEach
    void anAccountWithAPayStageAndNothingElse() {
        kommo.administration().removePayoutFields();
        wise.setBalance("USD", "4000.00");
        wise.setCountry("US");
        operator = new Operator(
                ProductFolder.copy().path(),
                Map.ofEntries(
                        Map.entry("kommo.subdomain", KommoStandIn.SUBDOMAIN),
                        Map.entry("kommo.base-url", kommo.url()),
                        Map.entry("kommo.access-token", KommoStandIn.TOKEN),
                        Map.entry("kommo.webhook-secret", Product.SECRET),
                        Map.entry("kommo.command-calls-per-second", "100"),
                        Map.entry("wise.base-url", wise.url()),
                        Map.entry("wise.api-key", WiseStandIn.TOKEN),
                        Map.entry("wise.webhook-public-keys", wise.webhooks().publicKeyPem()),
                        Map.entry("public.url", "http://localhost:" + ports.get(0)),
                        Map.entry("http.port", String.valueOf(ports.get(0))),
                        Map.entry("management.port", String.valueOf(ports.get(1)))));
    }

    @AfterEach
    void stop() throws IOException {
        Files.writeString(TRANSCRIPT, transcript);
        kommo.close();
        wise.close();
    }

    @Test
    void setupAndDoctorLeadToAPaidDeal() {
        Outcome withoutStage = type("setup", "--yes");
        assertThat(withoutStage.exitCode()).as("%s", withoutStage).isOne();
        assertThat(withoutStage.output())
                .contains(
                        "KOMMO_PAYOUT_STAGE_ID is not set",
                        "in pipeline 8500001 'Contractors': 67000001 'Incoming leads', 67000002 'New', 67000003 'Pay'");
        assertThat(kommo.administration().fieldsByCode()).doesNotContainKey("PAYOUT_AMOUNT");

        set("kommo.payout-stage-id", "67000003");
        Outcome made = type("setup", "--yes");
        assertThat(made.exitCode()).as("%s", made).isZero();
        keep(made.output());

        Outcome doctor = type("doctor");
        assertThat(doctor.exitCode()).as("%s", doctor).isOne();
        assertThat(doctor.output()).contains("✗ PUBLIC_URL", "✗ Wise subscriptions");

        say("$ deal-payouts &");
        try (JarProcess product =
                JarProcess.start(operator.folder(), withManagementPort()).awaitReady()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> wise.webhooks().subscriptions().size() == 5);

            Outcome again = type("setup", "--yes");
            assertThat(again.exitCode()).as("%s", again).isZero();
            assertThat(again.output()).doesNotContain("made");

            Outcome well = type("doctor");
            assertThat(well.exitCode()).as("%s", well).isZero();
            assertThat(well.output()).doesNotContain("✗", "!", "–");

            long ada = kommo.addContact("Ada Quist", null, wise.addRecipient("EUR", "Ada Quist", null));
            long deal = kommo.addDeal("Landing page", "850.50", "EUR", ada);
            kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);
            say("(a manager moves deal " + deal + ", 850.50 EUR for Ada Quist, to the Pay stage)");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(kommo.notes(deal))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("Wise: paid 850.50 EUR"));
            say("deal " + deal + ": " + kommo.notes(deal).get(0));
            assertThat(kommo.dealField(
                            deal, kommo.administration().fieldsByCode().get("WISE_TRANSFER_ID")))
                    .isEqualTo(String.valueOf(wise.transfers().get(0).id()));
            assertThat(product.isAlive()).isTrue();
        }
        assertThat(transcript).doesNotContain(KommoStandIn.TOKEN, WiseStandIn.TOKEN, Product.SECRET);
    }

    private Map<String, String> withManagementPort() {
        Map<String, String> settings = new HashMap<>(operator.variables());
        settings.put("management.port", String.valueOf(ports.get(1)));
        return settings;
    }

    private void set(String key, String value) {
        operator = operator.with(key, value);
        say("$ export " + Operator.variable(key) + "=" + value);
    }

    /** Takes over the settings that setup prints. */
    private void keep(String output) {
        Map<String, String> printed = output.lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .collect(Collectors.toMap(line -> line.split("=", 2)[0], line -> line.split("=", 2)[1]));
        assertThat(printed)
                .containsKeys(
                        "CF_PAYOUT_AMOUNT",
                        "CF_PAYOUT_CURRENCY",
                        "CF_WISE_TRANSFER",
                        "CF_WISE_STATUS",
                        "CF_WISE_ACCOUNT_ID",
                        "KOMMO_ACCOUNT_ID",
                        "KOMMO_PAYOUT_PIPELINE_ID",
                        "WISE_PROFILE_ID");
        printed.forEach((variable, value) -> operator = operator.withVariable(variable, value));
        say("(these lines are put into the environment)");
    }

    private Outcome type(String... command) {
        say("$ deal-payouts " + String.join(" ", command));
        Outcome outcome = operator.types(command);
        say(outcome.output().stripTrailing());
        say("(exit code " + outcome.exitCode() + ")");
        return outcome;
    }

    private void say(String text) {
        transcript.append(text).append('\n');
    }
}
