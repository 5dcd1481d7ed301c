package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A look at the balances serves the payouts that come shortly after it. */
class BalanceLookIT extends WithProduct {

    private static final String AN_HOUR = "3600000";
    private static final String TOP_UP =
            "Wise: top up balance for transfer 850.50 EUR: 32.30 USD missing (needed 932.30 USD, available 900.00 USD).";

    @BeforeEach
    void start() {
        start(World.PLATFORM_ON_SQLITE, Map.of("wise.balance-cache-ms", AN_HOUR));
        wise().setBalance("USD", BALANCE.toPlainString());
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void balancesThatWereJustSeenAreNotAskedForAgain() {
        untilPaid(pay());
        wise().forgetCalls();

        untilPaid(pay());

        assertThat(matching(wise().calls(), "GET", ".*/balances")).isEmpty();
    }

    @Test
    void balancesThatWereJustTooSmallAreAskedForAgain() {
        wise().setBalance("USD", "900.00");
        untilNote(pay(), TOP_UP);
        wise().setBalance("USD", "1000.00");

        untilPaid(pay());
    }

    @Test
    void balancesThatWereSpentMeanwhileAreExplainedWithTheMissingSum() {
        untilPaid(pay());
        wise().setBalance("USD", "900.00");

        long deal = pay();

        untilNote(deal, TOP_UP);
    }
}
