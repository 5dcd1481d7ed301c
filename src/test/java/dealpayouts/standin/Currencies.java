package dealpayouts.standin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/** What money of a currency looks like. */
final class Currencies {

    private Currencies() {}

    static boolean known(String code) {
        try {
            return code.equals(Currency.getInstance(code).getCurrencyCode());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static int decimals(String code) {
        return Currency.getInstance(code).getDefaultFractionDigits();
    }

    static BigDecimal rounded(BigDecimal amount, String code) {
        return amount.setScale(decimals(code), RoundingMode.HALF_UP);
    }

    /** For people: {@code EUR 1,500.00}. */
    static String text(BigDecimal amount, String code) {
        return code + " " + digits(amount, code);
    }

    static String digits(BigDecimal amount, String code) {
        return String.format(Locale.ROOT, "%,." + decimals(code) + "f", rounded(amount, code));
    }
}
