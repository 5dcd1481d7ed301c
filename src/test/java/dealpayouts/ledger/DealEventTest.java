package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.money.Money;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DealEventTest {

    private static final Money PAID = Money.of(new BigDecimal("850.50"), "EUR");

    @ParameterizedTest
    @CsvSource({
        "850.50, EUR, false",
        "850.5, eur, false",
        "'850,50', , false",
        ", EUR, false",
        ", , false",
        "850.51, EUR, true",
        "850.50, USD, true",
        ", USD, true",
        "0, EUR, true",
        "abc, EUR, true",
        "850.505, EUR, true",
        "850.50, Euro!, true",
    })
    void onlyAnotherAmountOrCurrencyContradicts(String amount, String currency, boolean contradicts) {
        DealEvent deal = new DealEvent(5, DealEvent.Place.PAY, null, amount, currency);

        assertThat(deal.contradicts(PAID)).isEqualTo(contradicts);
    }
}
