package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dealpayouts.e2e.Operator.Outcome;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an account in which nothing was prepared to a paid deal, with Kommo's tokens for a day (Kommo reference §11). */
class OAuthFromNothingIT {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private final KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
    private final WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM);
    private final List<Integer> ports = Product.freePorts();
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
                        Map.entry("kommo.client-id", KommoStandIn.CLIENT_ID),
                        Map.entry("kommo.client-secret", KommoStandIn.CLIENT_SECRET),
                        Map.entry("kommo.redirect-uri", KommoStandIn.REDIRECT_URI),
                        Map.entry(
                                "kommo.authorization-code",
                                kommo.administration().authorize()),
                        Map.entry("kommo.token-key", KEY),
                        Map.entry("kommo.webhook-secret", Product.SECRET),
                        Map.entry("kommo.command-calls-per-second", "100"),
                        Map.entry("wise.base-url", wise.url()),
                        Map.entry("wise.api-key", WiseStandIn.TOKEN),
                        Map.entry("public.url", "http://localhost:" + ports.get(0)),
                        Map.entry("http.port", String.valueOf(ports.get(0))),
                        Map.entry("management.port", String.valueOf(ports.get(1)))));
    }

    @AfterEach
    void stop() {
        kommo.close();
        wise.close();
    }

    @Test
    void oneGrantIsEnoughForSetupAndTheProduct() {
        Outcome doctor = operator.types("doctor");
        assertThat(doctor.output()).as("%s", doctor).containsPattern("✗ Kommo token +There is no ledger at");
        assertThat(kommo.administration().granted()).as("doctor asks for none").isZero();

        Outcome withoutStage = operator.types("setup", "--yes");
        assertThat(withoutStage.output()).as("%s", withoutStage).contains("67000003 'Pay'");
        operator = operator.with("kommo.payout-stage-id", "67000003");
        Outcome made = operator.types("setup", "--yes");
        assertThat(made.exitCode()).as("%s", made).isZero();
        assertThat(made.output())
                .contains("CF_PAYOUT_AMOUNT=", "KOMMO_CLIENT_ID, KOMMO_CLIENT_SECRET, KOMMO_REDIRECT_URI,")
                .contains("KOMMO_AUTHORIZATION_CODE, KOMMO_TOKEN_KEY, KOMMO_WEBHOOK_SECRET")
                .doesNotContain("KOMMO_ACCESS_TOKEN", KommoStandIn.CLIENT_SECRET, KEY);
        made.output()
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.split("=", 2))
                .forEach(pair -> operator = operator.withVariable(pair[0], pair[1]));

        Map<String, String> settings = new HashMap<>(operator.variables());
        settings.put("management.port", String.valueOf(ports.get(1)));
        try (JarProcess product = JarProcess.start(operator.folder(), settings).awaitReady()) {
            long ada = kommo.addContact("Ada Quist", null, wise.addRecipient("EUR", "Ada Quist", null));
            long deal = kommo.addDeal("Landing page", "850.50", "EUR", ada);
            kommo.moveDeal(deal, KommoStandIn.PIPELINE, KommoStandIn.STAGE_PAY);

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(kommo.notes(deal))
                    .anyMatch(note -> note.startsWith("Wise: paid 850.50 EUR")));
            assertThat(product.isAlive()).isTrue();
        }
        assertThat(kommo.administration().granted()).isEqualTo(1);
    }

    @Test
    void aCodeThatIsRefusedIsToldWithWhatToDo() {
        Outcome setup = operator.with("kommo.authorization-code", "a-code-that-is-too-old")
                .types("setup", "--yes");

        assertThat(setup.exitCode()).as("%s", setup).isOne();
        assertThat(setup.output())
                .containsPattern("✗ Kommo token +Kommo gives us no token: Kommo does not accept the refresh token")
                .contains("take a new authorization code");
        assertThat(kommo.administration().fieldsByCode()).doesNotContainKey("PAYOUT_AMOUNT");
    }

    @Test
    void whileASettingOfTheTokensIsWrongNoneIsLookedFor() {
        Outcome setup = operator.with("kommo.authorization-code", null).types("setup", "--yes");

        assertThat(setup.output())
                .as("%s", setup)
                .contains("KOMMO_AUTHORIZATION_CODE or KOMMO_REFRESH_TOKEN must be set", "✓ Wise token")
                .doesNotContain("The ledger");
    }
}
