package dealpayouts.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.money.Money;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DealSightingTest {

    private static final long AMOUNT = 1;
    private static final long CURRENCY = 2;
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
        Map<Long, String> fields = new HashMap<>();
        if (amount != null) {
            fields.put(AMOUNT, amount);
        }
        if (currency != null) {
            fields.put(CURRENCY, currency);
        }
        DealSighting deal = new DealSighting(5, "update", null, null, null, fields);

        assertThat(deal.contradicts(PAID, AMOUNT, CURRENCY)).isEqualTo(contradicts);
    }
}
