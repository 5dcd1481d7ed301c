package dealpayouts.money;

import dealpayouts.money.InvalidMoneyException.Kind;
import java.util.Currency;
import java.util.Set;

/** Reads the currency of a payout from a Kommo field. */
public final class CurrencyCode {

    /** Tickers that people do put into a currency field; none of them is a code of ISO 4217. */
    private static final Set<String> CRYPTO = Set.of(
            "AAVE", "ADA", "ALGO", "APT", "ARB", "ATOM", "AVAX", "BCH", "BNB", "BTC", "BUSD", "DAI", "DASH", "DOGE",
            "DOT", "EOS", "ETC", "ETH", "EURC", "EURT", "FDUSD", "FIL", "HBAR", "ICP", "LINK", "LTC", "MATIC", "NEAR",
            "PEPE", "POL", "PYUSD", "SATS", "SHIB", "SOL", "STETH", "SUI", "TON", "TRX", "TUSD", "UNI", "USDC", "USDE",
            "USDP", "USDS", "USDT", "VET", "WBTC", "WETH", "XBT", "XLM", "XMR", "XRP", "XTZ", "ZEC");

    private CurrencyCode() {}

    /**
     * The currency that a text names by its ISO 4217 code. Blanks around it ({@link UserInput#trim}) and the case of ASCII letters do not
     * matter. Whether Wise pays that currency at all is for Wise to say when it quotes.
     *
     * @param text the field's value, {@code null} when the field is empty
     * @throws InvalidMoneyException of kind {@link Kind#CURRENCY_MISSING}, {@link Kind#CRYPTO_CURRENCY} (also for
     *     {@code USDT TRC20} and the like), {@link Kind#UNKNOWN_CURRENCY} or {@link Kind#NOT_PAYABLE_CURRENCY}
     */
    public static Currency payable(String text) {
        String code = upperCase(UserInput.trim(text));
        if (code.isEmpty()) {
            throw new InvalidMoneyException(
                    Kind.CURRENCY_MISSING, "The payout currency is missing: enter a three-letter code such as EUR.");
        }
        String ticker = code.split("[^A-Z0-9]", 2)[0];
        if (CRYPTO.contains(ticker)) {
            throw new InvalidMoneyException(
                    Kind.CRYPTO_CURRENCY,
                    "Wise does not pay crypto currencies such as " + ticker + ": enter a payout currency such as EUR.");
        }
        Currency currency = iso4217(code);
        if (currency.getDefaultFractionDigits() < 0) {
            throw new InvalidMoneyException(
                    Kind.NOT_PAYABLE_CURRENCY,
                    "The payout currency " + code + " is not money that can be paid: enter a code such as EUR.");
        }
        return currency;
    }

    private static Currency iso4217(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException notInIso4217) {
            throw new InvalidMoneyException(
                    Kind.UNKNOWN_CURRENCY,
                    "The payout currency " + UserInput.quoted(code) + " is not a currency code"
                            + UserInput.odd(code).map(odd -> ", it has " + odd).orElse("")
                            + ": enter a three-letter code such as EUR.");
        }
    }

    /** ASCII only: by the full Unicode rules other letters (the long s of "uſd") become the code of a currency. */
    private static String upperCase(String text) {
        var upper = new StringBuilder(text);
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            if (c >= 'a' && c <= 'z') {
                upper.setCharAt(i, (char) (c - 'a' + 'A'));
            }
        }
        return upper.toString();
    }
}
