package dealpayouts.money;

import dealpayouts.money.InvalidMoneyException.Kind;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the amount of a payout from a Kommo field, strictly: an amount that can be misread is refused, never guessed
 * (Kommo reference §4.4).
 *
 * <pre>
 * amount    = blanks digits [ ("." | ",") decimals ] blanks
 * digits    = 1 to 15 ASCII digits, leading zeros included
 * decimals  = 1 to as many ASCII digits as the currency has decimals, zeros count;
 *             or 1 or 2 zeros where the currency has none
 * </pre>
 *
 * Blanks are what nobody can see, see {@link UserInput#trim}. {@code 850.500 EUR} is therefore refused: it may be eight
 * hundred and fifty thousand written with a separator for thousands. {@code 15000.00 JPY} can be nothing else than
 * fifteen thousand, so it is accepted, and {@code 15.000 JPY} is not. For currencies with three decimals a comma is
 * refused where it may separate thousands: {@code 1,500 KWD} (one and a half, or fifteen hundred?), but neither
 * {@code 1.500} nor {@code 1500,000}.
 */
public final class AmountParser {

    private static final int MOST_DIGITS = 15;
    private static final Pattern SHAPE = Pattern.compile("(-?)([0-9]+)(?:([.,])([0-9]+))?");
    private static final Pattern NO_DECIMALS = Pattern.compile("0{1,2}");
    private static final Pattern MAYBE_THOUSANDS = Pattern.compile("-?[1-9][0-9]{0,2},[0-9]{3}");

    private AmountParser() {}

    /**
     * The amount, greater than zero, with exactly the currency's number of decimals.
     *
     * @param text the field's value, {@code null} when the field is empty; a JSON number as its plain text
     * @param currency a currency that has decimals or none, see {@link CurrencyCode#payable}
     * @throws InvalidMoneyException checked in this order: {@link Kind#AMOUNT_MISSING}, {@link Kind#AMOUNT_MALFORMED},
     *     {@link Kind#AMOUNT_TOO_LARGE}, {@link Kind#AMOUNT_TOO_PRECISE}, {@link Kind#AMOUNT_NOT_POSITIVE}; a number
     *     that is well-formed but for its minus sign is "not positive"
     */
    public static BigDecimal parse(String text, Currency currency) {
        int exponent = currency.getDefaultFractionDigits();
        String amount = UserInput.trim(text);
        if (amount.isEmpty()) {
            throw new InvalidMoneyException(
                    Kind.AMOUNT_MISSING,
                    "The payout amount is missing: enter a number such as " + example(exponent) + ".");
        }
        Matcher shape = SHAPE.matcher(amount);
        if (!shape.matches()) {
            throw refused(
                    Kind.AMOUNT_MALFORMED,
                    amount,
                    "is not a plain number"
                            + UserInput.odd(amount)
                                    .map(odd -> ", it has " + odd)
                                    .orElse("") + ": enter digits only, such as " + example(exponent));
        }
        String digits = shape.group(2);
        String decimals = shape.group(4) == null ? "" : shape.group(4);
        if (digits.length() > MOST_DIGITS) {
            throw refused(Kind.AMOUNT_TOO_LARGE, amount, "is too large: enter at most 15 digits before the decimals");
        }
        boolean whole = exponent == 0 && NO_DECIMALS.matcher(decimals).matches();
        if (decimals.length() > exponent && !whole) {
            throw refused(
                    Kind.AMOUNT_TOO_PRECISE, amount, "has too many decimals: " + allowedDecimals(currency, exponent));
        }
        if (exponent == 3 && MAYBE_THOUSANDS.matcher(amount).matches()) {
            throw refused(
                    Kind.AMOUNT_MALFORMED,
                    amount,
                    "can be read in two ways: enter it with a point and without a comma");
        }
        var value = new BigDecimal(shape.group(1) + digits + (decimals.isEmpty() ? "" : "." + decimals));
        if (value.signum() <= 0) {
            throw refused(Kind.AMOUNT_NOT_POSITIVE, amount, "must be greater than zero");
        }
        return value.setScale(exponent);
    }

    private static String example(int exponent) {
        return exponent == 0 ? "850" : "850.5" + "0".repeat(exponent - 1);
    }

    private static String allowedDecimals(Currency currency, int exponent) {
        String code = currency.getCurrencyCode();
        return exponent == 0
                ? "an amount in " + code + " has none, so enter a whole number"
                : "an amount in " + code + " has at most " + exponent;
    }

    private static InvalidMoneyException refused(Kind kind, String amount, String reason) {
        return new InvalidMoneyException(kind, "The payout amount " + UserInput.quoted(amount) + " " + reason + ".");
    }
}
