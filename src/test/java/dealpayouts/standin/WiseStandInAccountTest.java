package dealpayouts.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Caller.Reply;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the account is based, and what that means for a token (Wise reference §15). */
class WiseStandInAccountTest {

    private final WiseStandIn wise = WiseStandIn.start(Dialect.PLATFORM);
    private final Caller caller = new Caller(wise.url(), WiseStandIn.TOKEN);

    @BeforeEach
    void openBalance() {
        wise.setBalance("USD", "10.00");
    }

    @AfterEach
    void stop() {
        wise.close();
    }

    @Test
    void aStatementIsForPeopleInTheUnitedKingdom() throws IOException {
        Reply refused = statement();

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("x-2fa-approval-result")).isEqualTo("REJECTED");
        assertThat(refused.body()).isEmpty();
    }

    @Test
    void aStatementIsForTokensInTheUnitedStates() throws IOException {
        wise.setCountry("US");

        assertThat(statement().at("/endOfStatementBalance/value").asText()).isEqualTo("10.00");
        assertThat(caller.get("/v2/profiles").at("/1/address/countryIso2Code").asText())
                .isEqualTo("US");
    }

    private Reply statement() throws IOException {
        long balance = caller.get("/v4/profiles/20045501/balances?types=STANDARD")
                .at("/0/id")
                .asLong();
        return caller.get("/v1/profiles/20045501/balance-statements/" + balance
                + "/statement.json?currency=USD&intervalStart=2026-09-01T00:00:00Z&intervalEnd=2026-09-02T00:00:00Z");
    }
}
