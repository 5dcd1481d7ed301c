package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A setting that names something that is not there is told by the running product, before anybody misses a payment. */
class SettingsWatchIT extends WithProduct {

    private static final int DOWN = 503;
    private static final int OK = 200;

    @AfterEach
    void stop() {
        product.close();
    }

    private void begin(Map<String, String> wrong) {
        Map<String, String> settings = new HashMap<>(
                Map.of("sweep.first-ms", "300", "sweep.settings-ms", "500", "payout.parked-look-ms", "500"));
        settings.putAll(wrong);
        start(World.PLATFORM_ON_SQLITE, settings);
    }

    private String health() {
        return product.observe("health?data=true").body();
    }

    private void untilHealthTells(String... texts) {
        patiently().untilAsserted(() -> assertThat(health()).contains(texts));
        assertThat(product.observe("health").statusCode()).isEqualTo(DOWN);
        assertThat(product.observe("health/ready").statusCode()).isEqualTo(OK);
        assertThat(product.observe("health/live").statusCode()).isEqualTo(OK);
    }

    @Test
    void aStageThatDoesNotExistIsTold() {
        begin(Map.of("kommo.payout-stage-id", "99", "kommo.attention-stage-id", "98", "wise.source-currency", "GBP"));

        untilHealthTells(
                "Pay stage: there is no stage 99 in pipeline 8500001; set KOMMO_PAYOUT_STAGE_ID",
                "set KOMMO_ATTENTION_STAGE_ID",
                "there is none in GBP, only in USD");
    }

    @Test
    void aFieldThatDoesNotExistIsNotTheManagersMistake() {
        begin(Map.of("cf.payout-amount", "999", "payout.amount-fallback", "price"));
        untilHealthTells("no field 999 on deals; set CF_PAYOUT_AMOUNT to the id of such a field");

        long deal = pay();

        untilNote(
                deal,
                "Wise: this deal cannot be read because of the product's settings: CF_PAYOUT_AMOUNT is wrong, no field 999 on"
                        + " deals. There is nothing to correct on the deal; tell the operator.");
        assertThat(wise().transfers()).isEmpty();

        product.restartWith("cf.payout-amount", String.valueOf(KommoStandIn.FIELD_AMOUNT));

        untilPaid(deal);
        patiently().untilAsserted(() -> assertThat(product.observe("health").statusCode())
                .isEqualTo(OK));
    }

    @Test
    void aRecipientIsNotLookedForByEmailBecauseItsFieldIsAnotherOne() {
        begin(Map.of("cf.wise-account-id", "998"));
        untilHealthTells("no field 998 on contacts; set CF_WISE_ACCOUNT_ID");

        long deal = pay();

        untilNote(
                deal, "Wise: this deal cannot be read because of the product's settings: CF_WISE_ACCOUNT_ID is wrong");
        assertThat(wise().transfers()).isEmpty();
    }

    @Test
    void aTokenThatIsRefusedIsToldBeforeTheFirstPayout() {
        begin(Map.of("wise.api-key", "revoked"));

        untilHealthTells("Wise does not accept the API token");
    }
}
