package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "850.5,EUR,850.50 EUR",
        "850,EUR,850.00 EUR",
        "15000.0,JPY,15000 JPY",
        "1.5,KWD,1.500 KWD",
        "-3,USD,-3.00 USD"
    })
    void hasExactlyTheDecimalsOfItsCurrency(BigDecimal amount, String currency, String text) {
        assertThat(Money.of(amount, currency)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"850.505,EUR", "0.5,JPY", "1.0005,KWD", "1E-999999999,EUR"})
    void refusesMoreDecimalsThanTheCurrencyHas(BigDecimal amount, String currency) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of(amount, currency))
                .withMessageContaining(currency)
                .withMessageContaining("decimals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"92233720368547758.08", "-92233720368547758.09", "1E+30", "1E+999999999"})
    void refusesWhatDoesNotFitInMinorUnits(BigDecimal amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of(amount, "EUR"))
                .withMessageContaining("too large");
    }

    @Test
    void refusesToLeaveTheRangeByAdding() {
        Money most = Money.ofMinor(Long.MAX_VALUE, "EUR");
        assertThatIllegalArgumentException().isThrownBy(() -> most.plus(Money.ofMinor(1, "EUR")));
    }

    @Test
    void isEqualWhateverTheScaleItWasMadeFrom() {
        assertThat(Money.of(new BigDecimal("850.5"), "EUR"))
                .isEqualTo(Money.of(new BigDecimal("850.500"), "EUR"))
                .isEqualTo(Money.ofMinor(85050, "EUR"))
                .hasSameHashCodeAs(Money.ofMinor(85050, Currency.getInstance("EUR")));
    }

    @Test
    void countsMinorUnitsByTheCurrency() {
        assertThat(Money.of(new BigDecimal("12"), "EUR").minor()).isEqualTo(1200);
        assertThat(Money.of(new BigDecimal("12"), "JPY").minor()).isEqualTo(12);
        assertThat(Money.of(new BigDecimal("12"), "KWD").minor()).isEqualTo(12000);
    }

    @Test
    void neverCombinesCurrencies() {
        Money euro = Money.ofMinor(100, "EUR");
        Money dollar = Money.ofMinor(100, "USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> euro.plus(dollar))
                .withMessage("Money in EUR and in USD cannot be combined.");
        assertThatIllegalArgumentException().isThrownBy(() -> euro.minus(dollar));
        assertThatIllegalArgumentException().isThrownBy(() -> euro.isLessThan(dollar));
        assertThatIllegalArgumentException().isThrownBy(() -> euro.compareTo(dollar));
        assertThat(euro).isNotEqualTo(dollar);
    }

    @Test
    void zeroIsNotPositive() {
        assertThat(Money.ofMinor(0, "EUR").isPositive()).isFalse();
        assertThat(Money.ofMinor(-1, "EUR").isPositive()).isFalse();
        assertThat(Money.ofMinor(1, "EUR").isPositive()).isTrue();
    }

    @Test
    void refusesWhatIsNoCurrencyOrNoMoney() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofMinor(1, "EURO"))
                .withMessageContaining("\"EURO\" is not a currency code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofMinor(1, "XAU"))
                .withMessageContaining("XAU is not money");
    }

    @Test
    void isWrittenTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Money.ofMinor(123456789, "EUR")).hasToString("1234567.89 EUR");
        } finally {
            Locale.setDefault(before);
        }
    }
}
