package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopUpIT extends WithProduct {

    private static final String TOP_UP =
            "Wise: top up balance for transfer 850.50 EUR: 32.30 USD missing (needed 932.30 USD, available 900.00 USD)."
                    + " It goes on by itself after the top-up.";

    /** Whether the balance covers a payout when it is checked and not any more when its transfer is funded. */
    private boolean balanceDrops;

    @Parameter
    World world;

    @BeforeParameterizedClassInvocation
    void start() {
        start(world, Map.of("wise.balance-cache-ms", "0"));
        wise().onEvent(event -> {
            if (balanceDrops && event.contains(" created: ")) {
                wise().setBalance("USD", "900.00");
            }
        });
    }

    @BeforeEach
    void fill() {
        balanceDrops = false;
        wise().setBalance("USD", BALANCE.toPlainString());
    }

    @AfterParameterizedClassInvocation
    void stop() {
        product.close();
    }

    @Test
    void tooSmallABalanceIsExplainedWithTheMissingSum() {
        wise().setBalance("USD", "900.00");

        long deal = pay();

        untilNote(deal, "Wise");
        assertThat(kommo().notes(deal)).containsExactly(TOP_UP);
    }

    @Test
    void tooSmallABalanceMakesNoTransfer() {
        wise().setBalance("USD", "900.00");

        long deal = pay();

        untilNote(deal, TOP_UP);
        assertThat(transfersOf(deal)).isEmpty();
    }

    @Test
    void exactlyTheDebitIsEnough() {
        wise().setBalance("USD", "932.30");

        untilPaid(pay());

        assertThat(wise().balance("USD")).isEqualByComparingTo("0.00");
    }

    @Test
    void theDealIsPaidAfterTheTopUp() {
        wise().setBalance("USD", "900.00");
        long deal = pay();
        untilNote(deal, TOP_UP);

        wise().setBalance("USD", "1000.00");
        mention(deal);

        untilPaid(deal);
        assertThat(wise().balance("USD")).isEqualByComparingTo("67.70");
    }

    @Test
    void anotherLookAtTheSameBalanceSaysNothingNew() {
        wise().setBalance("USD", "900.00");
        long deal = pay();
        untilNote(deal, TOP_UP);
        wise().forgetCalls();

        mention(deal);
        patiently().until(() -> !matching(wise().calls(), "GET", ".*/balances").isEmpty());
        wise().setBalance("USD", "1000.00");
        mention(deal);

        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(TOP_UP, paidNote(deal));
    }

    @Test
    void aTransferThatTheBalanceCannotPayWaitsForTheTopUp() {
        balanceDrops = true;
        long deal = pay();
        untilNote(deal, TOP_UP);
        Transfer transfer = transferOf(deal);

        wise().setBalance("USD", "1000.00");
        mention(deal);

        untilPaid(deal);
        assertThat(transferOf(deal).id()).isEqualTo(transfer.id());
        assertThat(wise().balance("USD")).isEqualByComparingTo("67.70");
        assertThat(notes(deal)).containsExactly(TOP_UP, paidNote(deal));
    }

    @Test
    void aTransferThatWaitsForTheTopUpIsShownOnTheDeal() {
        balanceDrops = true;

        long deal = pay();

        untilNote(deal, TOP_UP);

        assertThat(List.of(
                        kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER),
                        kommo().dealField(deal, KommoStandIn.FIELD_STATUS)))
                .containsExactly(String.valueOf(transferOf(deal).id()), "waiting for funding");
    }
}
