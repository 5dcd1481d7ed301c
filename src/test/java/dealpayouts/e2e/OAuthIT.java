package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.RecordedCall;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kommo's tokens for a day (Kommo reference §11). */
class OAuthIT extends WithProduct {

    private static final String PATH = "/oauth2/access_token";
    private static final String GATE = "remote_gate_open{remote=\"kommo\"}";
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static final String OTHER_KEY = "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=";

    private final MovableClock clock = new MovableClock();
    private Product other;

    @AfterEach
    void stop() {
        if (other != null) {
            other.close();
        }
        product.close();
    }

    @Test
    void twoNodesPayWithOneTokenWhichIsRenewedOnceWhenItIsRefused() {
        begin();
        other = product.anotherNode();
        untilPaid(pay());
        assertThat(kommo().administration().granted()).isEqualTo(1);
        assertThat(product.observe("health?data=true").body()).contains("kommo-token", "goodUntil");

        clock.forward(Duration.ofMinutes(5));
        kommo().administration().revokeTokens();
        long deal = pay();
        other.report(kommo().delivery("update", deal));

        untilPaid(deal);
        assertThat(kommo().administration().granted()).isEqualTo(2);
        assertThat(transfersOf(deal)).hasSize(1);
        assertThat(kommo().calls())
                .extracting(RecordedCall::path)
                .filteredOn(PATH::equals)
                .hasSize(2);
    }

    @Test
    void theDoctorUsesTheTokenOfTheProductAndAsksForNone() {
        begin();
        kommo().subscribe(product.webhook());
        Operator operator = Operator.beside(product);
        assertThat(operator.types("doctor").output())
                .as("before the first call")
                .contains(
                        "✗ Kommo token",
                        "The ledger holds no valid token for Kommo that KOMMO_TOKEN_KEY can read",
                        "→ start the product, which asks for one");
        untilPaid(pay());

        Operator.Outcome doctor = operator.types("doctor");

        assertThat(doctor.output()).contains("✓ Kommo token").doesNotContain("✗");
        assertThat(operator.with("kommo.token-key", OTHER_KEY).types("doctor").output())
                .contains("The ledger holds no valid token for Kommo that KOMMO_TOKEN_KEY can read");
        assertThat(operator.with("wise.profile-id", "first").types("doctor").output())
                .as("a mistake that has nothing to do with Kommo")
                .contains("✗ settings", "WISE_PROFILE_ID", "✓ Kommo token")
                .doesNotContain("The ledger holds no");
        assertThat(kommo().administration().granted()).isEqualTo(1);
    }

    @Test
    void aRenewalWhoseAnswerIsLostIsToldAndANewCodeHelps() {
        begin();
        untilPaid(pay());
        clock.forward(Duration.ofMinutes(5));
        kommo().fault("POST", PATH, Fault.cutAfter(), 1);
        kommo().administration().revokeTokens();

        long deal = pay();

        patiently().untilAsserted(() -> assertThat(
                        product.observe("health?data=true").body())
                .contains("the answer to the latest renewal was lost")
                .contains("set KOMMO_AUTHORIZATION_CODE"));
        assertThat(transfersOf(deal)).isEmpty();

        product.restartWith("kommo.authorization-code", kommo().administration().authorize());

        untilPaid(deal);
        assertThat(product.observe("health?data=true").body()).doesNotContain("was lost");
        assertThat(product.ledgerColumn("payout", "deal_id"))
                .as("nothing of it is a payout")
                .hasSize(2);
    }

    @Test
    void thatAPersonHasToGiveANewCodeIsSeenBeforeTheTokenIsOver() {
        begin();
        kommo().administration().setLifeOfTokens(Duration.ofMinutes(12));
        untilPaid(pay());
        assertThat(product.observe("metrics").body()).contains(GATE + " 1");
        kommo().fault("POST", PATH, Fault.cutAfter(), 1);
        clock.forward(Duration.ofMinutes(9));
        untilPaid(pay());
        clock.forward(Duration.ofMinutes(1));

        untilPaid(pay());

        assertThat(product.observe("health?data=true").body()).contains("Kommo has taken the refresh token with it");
        assertThat(product.observe("health").statusCode()).isEqualTo(503);
        assertThat(product.observe("health/ready").statusCode()).isEqualTo(200);
        assertThat(product.observe("health/live").statusCode()).isEqualTo(200);
        assertThat(product.observe("metrics").body()).contains(GATE + " 0");
        assertThat(Operator.beside(product).types("status").output())
                .containsPattern("Kommo +no new token: the answer to an earlier renewal was lost")
                .containsPattern("Wise +ok");

        product.restartWith("kommo.authorization-code", kommo().administration().authorize());

        untilPaid(pay());
        assertThat(product.observe("health").statusCode()).isEqualTo(200);
        assertThat(product.observe("metrics").body()).contains(GATE + " 1");
    }

    private void begin() {
        start(World.PLATFORM_ON_SQLITE, Map.of(), clock);
        product.stop();
        Map.of(
                        "kommo.access-token",
                        "",
                        "kommo.client-id",
                        KommoStandIn.CLIENT_ID,
                        "kommo.client-secret",
                        KommoStandIn.CLIENT_SECRET,
                        "kommo.redirect-uri",
                        KommoStandIn.REDIRECT_URI,
                        "kommo.authorization-code",
                        kommo().administration().authorize(),
                        "kommo.token-key",
                        KEY)
                .forEach(product::set);
        product.start();
    }
}
