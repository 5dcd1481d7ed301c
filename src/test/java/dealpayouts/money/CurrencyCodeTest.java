package dealpayouts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dealpayouts.money.InvalidMoneyException.Kind;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "eur", " Eur ", "\tEUR\n", "\u00a0EUR\u202f", "\ufeffEUR\u200b", "\u2066eur\u2069"})
    void readsACodeInAnyCaseWithBlanksAround(String text) {
        assertThat(CurrencyCode.payable(text)).isEqualTo(Currency.getInstance("EUR"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "\u00a0"})
    void saysWhenItIsMissing(String text) {
        assertRefused(
                text, Kind.CURRENCY_MISSING, "The payout currency is missing: enter a three-letter code such as EUR.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC", "btc", " BTC "})
    void saysThatWiseDoesNotPayCrypto(String text) {
        assertRefused(
                text,
                Kind.CRYPTO_CURRENCY,
                "Wise does not pay crypto currencies such as BTC: enter a payout currency such as EUR.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETH",
                "USDT",
                "USDC",
                "SOL",
                "XRP",
                "BNB",
                "DOGE",
                "TRX",
                "USDT TRC20",
                "usdt-erc20",
                "USDT(TRC20)"
            })
    void knowsTheUsualCryptoCurrencies(String text) {
        assertThat(refusal(text).kind()).isEqualTo(Kind.CRYPTO_CURRENCY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EURO", "€", "US Dollar", "EU", "EUR USD", "E UR", "uſd", "ＥＵＲ", "978", "ZZZ"})
    void saysWhenItIsNoCodeOfIso4217(String text) {
        assertThat(refusal(text).kind()).isEqualTo(Kind.UNKNOWN_CURRENCY);
        assertThat(refusal(text)).hasMessageContaining("three-letter code such as EUR");
    }

    @ParameterizedTest
    @CsvSource({
        "ЕUR, 'the Cyrillic letter \"Е\" (U+0415)'",
        "USDТ, 'the Cyrillic letter \"Т\" (U+0422)'",
        "EΥR, 'the Greek letter \"Υ\" (U+03A5)'",
        "EU\u200dR, an invisible character (U+200D)"
    })
    void namesALetterThatOnlyLooksRight(String text, String character) {
        assertThat(refusal(text))
                .hasMessage("The payout currency " + UserInput.quoted(text) + " is not a currency code, it has "
                        + character + ": enter a three-letter code such as EUR.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XAU", "xag", "XXX", "XTS", "XDR"})
    void saysWhenTheCodeIsNotMoney(String text) {
        assertThat(refusal(text).kind()).isEqualTo(Kind.NOT_PAYABLE_CURRENCY);
    }

    @Test
    void noCryptoTickerHidesARealCurrency() {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                assertThat(CurrencyCode.payable(currency.getCurrencyCode())).isEqualTo(currency);
            }
        }
    }

    @Test
    void quotesOnlyAShortPrintableStartOfTheText() {
        assertThat(refusal("a\u0000\u202eb\n" + "x".repeat(10_000)))
                .hasMessageContaining("\"A??B?XXX")
                .extracting(e -> e.getMessage().length())
                .satisfies(length -> assertThat(length).isLessThan(180));
    }

    private static void assertRefused(String text, Kind kind, String sentence) {
        assertThat(refusal(text))
                .hasMessage(sentence)
                .extracting(InvalidMoneyException::kind)
                .isEqualTo(kind);
    }

    private static InvalidMoneyException refusal(String text) {
        return catchThrowableOfType(InvalidMoneyException.class, () -> CurrencyCode.payable(text));
    }
}
