package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.e2e.Operator.Outcome;
import dealpayouts.json.Json;
import dealpayouts.standin.Dialect;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoAdministration;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.WiseStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that is wrong is one finding of the doctor. Two looks, at two days on which much is wrong. */
class DoctorFindsIT {

    private static JsonNode accountInDisorder;
    private static JsonNode remotesAway;
    private static int exitCode;

    @BeforeAll
    static void lookAtAnAccountInDisorder() {
        try (Product product = Product.start(Dialect.PLATFORM, LedgerAddress.freshPostgresql(), Map.of())) {
            KommoStandIn kommo = product.kommo();
            WiseStandIn wise = product.wise();
            Operator operator = Operator.beside(product);
            String token = KommoAdministration.token(Instant.now().plus(Duration.ofDays(10)));
            kommo.administration().acceptOnly(token);
            kommo.administration().setFieldType(KommoStandIn.FIELD_AMOUNT, "date");
            kommo.subscribe(product.webhook());
            kommo.administration().disableSubscription(product.webhook());
            kommo.passTime(Duration.ofHours(2));
            wise.setBalance("USD", "10.00");
            wise.webhooks().unsubscribe(wise.webhooks().subscriptions().get(2).id());
            Outcome doctor = operator.with("kommo.access-token", token)
                    .with("kommo.account-id", "5")
                    .with("kommo.payout-stage-id", "99")
                    .with("kommo.paid-stage-id", "99")
                    .with("cf.wise-account-id", "999")
                    .with("cf.wise-transfer", "")
                    .with("wise.source-currency", "GBP")
                    .types("doctor", "--json");
            exitCode = doctor.exitCode();
            accountInDisorder = Json.read(doctor.output());
        }
    }

    @BeforeAll
    static void lookWhileRemotesAreAway() {
        try (KommoStandIn kommo = KommoStandIn.start(Dialect.PLATFORM);
                WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM)) {
            kommo.outage(Fault.resetBefore());
            wise.outage(Fault.status(500, "text/html", "<h1>Sorry</h1>"));
            Map<String, String> settings = new HashMap<>(Product.settings(
                    Dialect.PLATFORM,
                    kommo.url(),
                    wise.url(),
                    new LedgerAddress("jdbc:postgresql://localhost:1/payouts", "", "")));
            settings.put("public.url", wise.url());
            settings.remove("cf.payout-amount");
            settings.put("payout.funding", "perhaps");
            remotesAway = Json.read(new Operator(ProductFolder.copy().path(), settings)
                    .types("doctor", "--json")
                    .output());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ledger is durable | problem | PostgreSQL runs with fsync",
                "Kommo token | note | accepted; it expires on",
                "Kommo account | problem | northlight, id 32000001, currency USD: not 5",
                "clock, by Kommo | problem | s behind",
                "Pay stage | problem | there is no stage 99 in pipeline 8500001",
                "stage for paid deals | problem | KOMMO_PAID_STAGE_ID is the Pay stage itself",
                "field Payout amount | problem | 1240001 'Payout amount', date, a type that is not usable",
                "field Payout currency | ok | 1240002 'Payout currency', select",
                "field Wise transfer | note | not set",
                "field Wise recipient | problem | no field 999 on contacts",
                "Kommo webhook | problem | Kommo has disabled it",
                "Wise balance | problem | there is none in GBP, only in USD",
                "funding by token | note | probably not: the account is based in GB",
                "Wise subscriptions | problem | there is none for transfers#refund"
            })
    void inTheAccount(String check, String mark, String found) {
        assertFound(accountInDisorder, check, mark, found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "settings | problem | CF_PAYOUT_AMOUNT is not set",
                "ledger | problem | LEDGER_URL cannot be used: Connection to localhost:1 refused",
                "PUBLIC_URL | problem | /webhooks/wise answers with HTTP status 500",
                "Kommo token | problem | no usable answer",
                "Wise token | problem | Wise had a problem of its own"
            })
    void withRemotesAway(String check, String mark, String found) {
        assertFound(remotesAway, check, mark, found);
    }

    @Test
    void eachSettingThatIsWrongIsAFindingOfItsOwn() {
        assertThat(remotesAway.findValuesAsText("check"))
                .filteredOn("settings"::equals)
                .hasSize(2);
    }

    @Test
    void aProblemIsSeenInTheExitCode() {
        assertThat(exitCode).isOne();
    }

    private static void assertFound(JsonNode findings, String check, String mark, String found) {
        assertThat(findings)
                .filteredOn(finding -> finding.path("check").asText().equals(check))
                .anySatisfy(finding -> {
                    assertThat(finding.path("found").asText()).contains(found);
                    assertThat(finding.path("mark").asText()).isEqualTo(mark);
                    assertThat(finding.path("to_do").asText().isEmpty()).isEqualTo(mark.equals("ok"));
                });
    }
}
