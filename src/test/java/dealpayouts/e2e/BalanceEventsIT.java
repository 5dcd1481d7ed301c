package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payouts that wait for money go on when there is some: oldest first, never more than the balance holds. */
class BalanceEventsIT extends WithTransfers {

    private static final String NEVER = "86400000";

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void aTopUpThatBearsTwoPaysTheOldestTwo(World world) {
        List<Long> deals = waitingDeals(world, NEVER);
        subscribe(world, "balances#update");

        wise().topUp("USD", debitOfTwo());

        awaitPaid(deals.get(0));
        awaitPaid(deals.get(1));
        awaitSettled();
        assertThat(kommo().notes(deals.get(2))).singleElement().asString().contains("top up balance");
        assertThat(wise().fundings()).isEqualTo(2);
        assertThat(wise().balance("USD")).isNotNegative();
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void theNextBalanceLookDoesItWithoutAnEvent(World world) {
        List<Long> deals = waitingDeals(world, "300");

        wise().topUp("USD", "1200.00");
        awaitPaid(deals.get(0));
        wise().topUp("USD", "1200.00");
        awaitPaid(deals.get(1));
        wise().topUp("USD", "1200.00");
        awaitPaid(deals.get(2));

        assertThat(wise().fundings()).isEqualTo(3);
    }

    @Test
    void aPayoutThatIsTooLargeDoesNotHoldUpASmallerOne() {
        start(World.PLATFORM_ON_SQLITE, settings(NEVER));
        wise().setBalance("USD", "10.00");
        subscribe(World.PLATFORM_ON_SQLITE, "balances#update");
        long large = waitingDeal("5000.00");
        long small = waitingDeal("50.00");

        wise().topUp("USD", "200.00");

        awaitPaid(small);
        awaitSettled();
        assertThat(kommo().notes(large)).hasSize(1);
    }

    private List<Long> waitingDeals(World world, String balanceLook) {
        start(world, settings(balanceLook));
        wise().setBalance("USD", "10.00");
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            deals.add(waitingDeal("850.50"));
        }
        return deals;
    }

    private static Map<String, String> settings(String balanceLook) {
        return Map.of("payout.parked-look-ms", NEVER, "watch.balances-ms", balanceLook);
    }

    private long waitingDeal(String amount) {
        long contact = kommo().addContact("Ada Quist", null, wise().addRecipient("EUR", "Ada Quist", null));
        long deal = product.payDeal(amount, "EUR", contact);
        awaiting().untilAsserted(() -> assertThat(kommo().notes(deal))
                .singleElement()
                .asString()
                .contains("top up balance"));
        return deal;
    }

    /** Enough for two of the waiting payouts together with what is there, and not for three. */
    private String debitOfTwo() {
        return new BigDecimal(product.ledgerColumn("payout", "debit_minor").get(0))
                .movePointLeft(2)
                .multiply(BigDecimal.valueOf(2))
                .toPlainString();
    }

    private void awaitPaid(long deal) {
        awaiting()
                .untilAsserted(() -> assertThat(kommo().notes(deal)).anyMatch(note -> note.contains("Status: funded")));
    }
}
