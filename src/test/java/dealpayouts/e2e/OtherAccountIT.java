package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dealpayouts.ledger.IdempotencyKey;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger pays for one Kommo account, whatever that is called. */
class OtherAccountIT extends WithProduct {

    private static final String ACCOUNT = "/api/v4/account";
    private static final Fault OTHER =
            Fault.status(200, "application/hal+json", "{\"id\":32000002,\"name\":\"Southlight\",\"currency\":\"USD\"}");

    @BeforeEach
    void begin() {
        start(World.PLATFORM_ON_SQLITE, Map.of("kommo.account-id", ""));
    }

    @AfterEach
    void close() {
        product.close();
    }

    @Test
    void aRenamedAccountPaysNothingAgainAndKeepsItsKeys() {
        long paid = pay();
        untilPaid(paid);

        product.restartWith("kommo.subdomain", "northlight-studio");
        product.report(kommo().statusDelivery(paid));
        long next = pay();
        untilPaid(next);

        assertThat(transfersOf(paid)).hasSize(1);
        assertThat(wise().fundings()).isEqualTo(2);
        assertThat(product.ledgerColumn("payout", "customer_transaction_id"))
                .containsExactly(
                        IdempotencyKey.of(KommoStandIn.SUBDOMAIN, paid, 1).toString(),
                        IdempotencyKey.of(KommoStandIn.SUBDOMAIN, next, 1).toString());
    }

    @Test
    void aStartUnderAnotherNameThatLeadsToAnotherAccountIsRefused() {
        untilPaid(pay());
        kommo().fault("GET", ACCOUNT, OTHER, 100_000);

        assertThatThrownBy(() -> product.restartWith("kommo.subdomain", "southlight"))
                .rootCause()
                .hasMessageContaining("This ledger belongs to Kommo's account " + KommoStandIn.ACCOUNT_ID)
                .hasMessageContaining("account 32000002");
    }

    @Test
    void nothingIsDoneWithTheDealsOfAnotherAccount() {
        untilPaid(pay());
        product.stop();
        kommo().fault("GET", ACCOUNT, OTHER, 100_000);
        product.start();
        int reads = matching(kommo().calls(), "GET", "/api/v4/leads.*").size();
        int looks = matching(kommo().calls(), "GET", ACCOUNT).size();

        long deal = pay();

        patiently().until(() -> matching(kommo().calls(), "GET", ACCOUNT).size() > looks + 2);
        assertThat(matching(kommo().calls(), "GET", "/api/v4/leads.*")).hasSize(reads);
        assertThat(wise().fundings()).isEqualTo(1);
        assertThat(transfersOf(deal)).isEmpty();
    }

    @Test
    void aStartWithAnotherProfileIsRefused() {
        untilPaid(pay());

        assertThatThrownBy(() -> product.restartWith("wise.profile-id", "4711"))
                .rootCause()
                .hasMessageContaining("but WISE_PROFILE_ID is 4711");
    }
}
