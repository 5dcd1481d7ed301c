package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Disturbance;
import dealpayouts.standin.Fault;
import dealpayouts.standin.KommoStandIn;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A remote that is down for long delays what it is needed for, and nothing else. */
class RemoteOutagesIT extends WithProduct {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int STEPS_OF_AN_HOUR = 12;
    private static final int DEALS = 5;

    private final MovableClock clock = new MovableClock();

    @AfterEach
    void stop() {
        product.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void kommoThatIsDownFromTheReadingOfTheContactOnHearsAllOfItOnceItIsBack(World world) {
        start(world, Map.of("feedback.attempts", "1000"));
        AtomicInteger refused = new AtomicInteger();
        kommo().disturb(call -> {
            if (refused.get() == 0 && call.method().equals("GET")) {
                return Optional.empty();
            }
            refused.incrementAndGet();
            return Optional.of(Fault.resetBefore());
        });
        long contact = kommo().addContact("Ada Quist", "ada@quist.example", null);

        long deal = product.payDeal(AMOUNT, "EUR", contact);

        patiently().until(() -> wise().fundings() == 1 && refused.get() > DEALS);
        assertThat(kommo().notes(deal)).isEmpty();
        kommo().disturb(Disturbance.NONE);
        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
        assertThat(kommo().dealField(deal, KommoStandIn.FIELD_TRANSFER))
                .isEqualTo(String.valueOf(transferOf(deal).id()));
        assertThat(kommo().contactField(contact, KommoStandIn.FIELD_RECIPIENT))
                .isEqualTo(String.valueOf(transferOf(deal).targetAccount()));
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE.subtract(DEBIT));
    }

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
    void allDealsArePaidOnceAfterWiseWasDownForAnHour(World world) {
        product =
                Product.start(world.dialect(), world.freshLedger(), Map.of("payout.retry-longest-ms", "600000"), clock);
        wise().setBalance("USD", BALANCE.toPlainString());
        AtomicInteger refused = new AtomicInteger();
        wise().disturb(call -> {
            refused.incrementAndGet();
            return Optional.of(Fault.status(503, "text/html", "<html><body>Service unavailable</body></html>"));
        });
        List<Long> deals = Stream.generate(this::pay).limit(DEALS).toList();
        for (int step = 0; step < STEPS_OF_AN_HOUR; step++) {
            int before = refused.get();
            patiently().until(() -> refused.get() > before);
            timePasses();
        }
        assertThat(wise().transfers()).isEmpty();

        wise().disturb(Disturbance.NONE);
        timePasses();
        timePasses();

        deals.forEach(this::untilPaid);
        assertThat(deals).allSatisfy(deal -> {
            assertThat(transfersOf(deal)).singleElement().matches(transfer -> transfer.funded(), "is funded");
            assertThat(notes(deal)).hasSizeLessThan(3).last().isEqualTo(paidNote(deal));
        });
        assertThat(wise().balance("USD"))
                .isEqualByComparingTo(BALANCE.subtract(DEBIT.multiply(BigDecimal.valueOf(DEALS))));
    }

    private void timePasses() {
        clock.forward(STEP);
        kommo().passTime(STEP);
        wise().passTime(STEP);
    }
}
