package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dealpayouts.money.InvalidMoneyException.Kind;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "850|EUR|850.00",
                "850.5|EUR|850.50",
                "850,50|EUR|850.50",
                "007|EUR|7.00",
                "0.01|EUR|0.01",
                "999999999999999.99|EUR|999999999999999.99",
                "15000|JPY|15000",
                "15000.00|JPY|15000",
                "15000,0|JPY|15000",
                "850.0|JPY|850",
                "1.00|JPY|1",
                "1.5|KWD|1.500",
                "1.500|KWD|1.500",
                "0,500|KWD|0.500",
                "1500,000|KWD|1500.000"
            })
    void readsPlainNumbersWithPointOrComma(String text, String currency, BigDecimal amount) {
        assertThat(AmountParser.parse(text, Currency.getInstance(currency))).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 850.50 ",
                "\t850.50\n",
                "\u00a0850.50\u202f",
                "\u200b850.50\ufeff",
                "\u200e\u202d850.50\u202c\u200f",
                "\u00ad850.50\u0085",
                "\u3000850.50\u3164",
                "850.50\ufe0f\u2060"
            })
    void ignoresBlanksAround(String text) {
        assertThat(AmountParser.parse(text, Currency.getInstance("EUR"))).isEqualTo(new BigDecimal("850.50"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u00a0"})
    void saysWhenItIsMissing(String text) {
        assertThat(refusal(text, "EUR"))
                .hasMessage("The payout amount is missing: enter a number such as 850.50.")
                .extracting(InvalidMoneyException::kind)
                .isEqualTo(Kind.AMOUNT_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,234.50",
                "1.234,50",
                "1 234",
                "1\u00a0234",
                "1'234",
                "+850",
                "8e2",
                "8E2",
                "0x10",
                "850 EUR",
                "€850",
                "abc",
                ".5",
                "5.",
                ",5",
                "5,",
                ".",
                "-",
                "--5",
                "- 5",
                "-abc",
                "5-",
                "1..2",
                "1,2,3",
                "NaN",
                "Infinity",
                "٨٥٠",
                "８５０",
                "½",
                "\u0000850",
                "8\n50"
            })
    void refusesWhatIsNoPlainNumber(String text) {
        assertThat(refusal(text, "EUR").kind()).isEqualTo(Kind.AMOUNT_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "850.505,EUR",
        "850.500,EUR",
        "'1,234',EUR",
        "850.5,JPY",
        "'1,234',JPY",
        "1.000,JPY",
        "15000.000,JPY",
        "1.0000,KWD",
        "-0.001,EUR"
    })
    void refusesMoreDecimalsThanTheCurrencyHasEvenZeros(String text, String currency) {
        assertThat(refusal(text, currency).kind()).isEqualTo(Kind.AMOUNT_TOO_PRECISE);
    }

    @Test
    void saysHowManyDecimalsTheCurrencyHas() {
        assertThat(refusal("850.505", "EUR"))
                .hasMessage("The payout amount \"850.505\" has too many decimals: an amount in EUR has at most 2.");
        assertThat(refusal("15000.50", "JPY"))
                .hasMessage(
                        "The payout amount \"15000.50\" has too many decimals: an amount in JPY has none, so enter a whole"
                                + " number.");
    }

    @ParameterizedTest
    @CsvSource({
        "85О, 'the Cyrillic letter \"О\" (U+041E)'",
        "٨٥٠, 'the digit \"٨\" (U+0668)'",
        "85\u200b0, an invisible character (U+200B)",
        "−850, 'the character \"−\" (U+2212)'",
        "85ｏ, 'the letter \"ｏ\" (U+FF4F)'"
    })
    void namesTheCharacterThatLooksLikeAnother(String text, String character) {
        assertThat(refusal(text, "EUR"))
                .hasMessage("The payout amount " + UserInput.quoted(text) + " is not a plain number, it has "
                        + character + ": enter digits only, such as 850.50.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,500", "12,500", "123,000", "-1,500"})
    void refusesACommaThatMaySeparateThousandsWhereTheCurrencyHasThreeDecimals(String text) {
        assertThat(refusal(text, "KWD"))
                .hasMessageContaining("two ways")
                .extracting(InvalidMoneyException::kind)
                .isEqualTo(Kind.AMOUNT_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "00", "-5", "-850.50", "-0", "-0,01"})
    void tellsNotPositiveFromMalformed(String text) {
        assertThat(refusal(text, "EUR"))
                .hasMessageContaining("must be greater than zero")
                .extracting(InvalidMoneyException::kind)
                .isEqualTo(Kind.AMOUNT_NOT_POSITIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000", "0000000000000001", "-1000000000000000", "1000000000000000.001"})
    void refusesMoreThanFifteenDigits(String text) {
        assertThat(refusal(text, "EUR").kind()).isEqualTo(Kind.AMOUNT_TOO_LARGE);
    }

    @Test
    void theLargestAmountIsMoney() {
        Currency threeDecimals = Currency.getInstance("KWD");
        BigDecimal most = AmountParser.parse("999999999999999.999", threeDecimals);
        assertThat(new Money(most, threeDecimals)).hasToString("999999999999999.999 KWD");
    }

    private static InvalidMoneyException refusal(String text, String currency) {
        return catchThrowableOfType(
                InvalidMoneyException.class, () -> AmountParser.parse(text, Currency.getInstance(currency)));
    }
}
