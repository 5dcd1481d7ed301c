package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.money.InvalidMoneyException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares with an oracle that walks through the documented grammar one character at a time. */
class AmountParserPropertiesTest {

    @Provide
    Arbitrary<Currency> currencies() {
        return Arbitraries.of("EUR", "JPY", "KWD", "CLF").map(Currency::getInstance);
    }

    @Provide
    Arbitrary<String> nearlyAmounts() {
        Arbitrary<String> soup =
                Arbitraries.strings().withChars("0123456789.,-+eE \u0663").ofMaxLength(8);
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(17);
        Arbitrary<String> decimals = Arbitraries.strings().numeric().ofMaxLength(5);
        Arbitrary<String> numbers = Combinators.combine(
                        Arbitraries.of("", "", "", " ", "-"), digits, Arbitraries.of("", ".", ","), decimals)
                .as((start, whole, separator, rest) -> start + whole + separator + rest);
        return Arbitraries.oneOf(soup, numbers);
    }

    @Property(tries = 3000)
    void acceptsExactlyTheDocumentedGrammar(
            @ForAll("nearlyAmounts") String text, @ForAll("currencies") Currency currency) {
        BigDecimal expected = oracle(text.strip(), currency.getDefaultFractionDigits());
        assertThat(parsed(text, currency)).isEqualTo(expected);
    }

    @Property(tries = 500)
    void readsBackEveryPositiveAmount(
            @ForAll("currencies") Currency currency, @ForAll("minors") long minor, @ForAll boolean comma) {
        Money money = Money.ofMinor(minor, currency);
        String text = money.amount().toPlainString();
        boolean twoWays = comma && text.matches("[1-9][0-9]{0,2}\\.[0-9]{3}");
        BigDecimal expected = twoWays ? null : money.amount();
        assertThat(parsed(comma ? text.replace('.', ',') : text, currency)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Long> minors() {
        return Arbitraries.longs().between(1, 999_999_999_999_999L);
    }

    @Property(tries = 1000)
    void arbitraryTextIsReadOrRefusedInOneSentence(@ForAll String text, @ForAll("currencies") Currency currency) {
        try {
            assertThat(AmountParser.parse(text, currency)).isPositive();
        } catch (InvalidMoneyException refused) {
            assertThat(refused.kind())
                    .isIn(
                            Kind.AMOUNT_MISSING,
                            Kind.AMOUNT_MALFORMED,
                            Kind.AMOUNT_TOO_LARGE,
                            Kind.AMOUNT_TOO_PRECISE,
                            Kind.AMOUNT_NOT_POSITIVE);
            assertThat(refused.getMessage())
                    .startsWith("The payout amount ")
                    .endsWith(".")
                    .doesNotContain("\n");
        }
    }

    private static BigDecimal parsed(String text, Currency currency) {
        try {
            return AmountParser.parse(text, currency);
        } catch (InvalidMoneyException refused) {
            return null;
        }
    }

    private static BigDecimal oracle(String text, int exponent) {
        BigInteger value = BigInteger.ZERO;
        int digits = 0;
        int decimals = -1;
        char separator = 0;
        for (char c : text.toCharArray()) {
            if (c >= '0' && c <= '9') {
                digits += decimals < 0 ? 1 : 0;
                decimals += decimals < 0 ? 0 : 1;
                boolean zeros = exponent == 0 && decimals <= 2 && c == '0';
                if (digits > 15 || decimals > exponent && !zeros) {
                    return null;
                }
                value = value.multiply(BigInteger.TEN).add(BigInteger.valueOf(c - '0'));
            } else if ((c == '.' || c == ',') && separator == 0 && digits > 0) {
                separator = c;
                decimals = 0;
            } else {
                return null;
            }
        }
        boolean thousands = exponent == 3 && separator == ',' && decimals == 3 && digits <= 3 && text.charAt(0) != '0';
        if (digits == 0 || separator != 0 && decimals == 0 || value.signum() == 0 || thousands) {
            return null;
        }
        return new BigDecimal(value, Math.max(decimals, 0)).setScale(exponent);
    }
}
