package dealpayouts.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An exact amount of one currency, zero and negative amounts included.
 *
 * @param amount in major units, always with exactly the currency's number of decimals, so equal money is {@code equal}
 * @param currency a currency of ISO 4217 that has a number of decimals (not gold or the like)
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    private static final int MOST_DIGITS = 19;

    /**
     * Fewer decimals than the currency has are padded; further decimals are dropped when they are zeros, because JSON
     * numbers come as {@code 15000.0} even for currencies without decimals.
     *
     * @throws IllegalArgumentException when the amount has more decimals than the currency, when its minor units do not
     *     fit in a {@code long}, or when the currency has no number of decimals
     */
    public Money {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(currency, "currency");
        String code = currency.getCurrencyCode();
        int decimals = currency.getDefaultFractionDigits();
        if (decimals < 0) {
            throw new IllegalArgumentException(code + " is not money that can be counted in amounts.");
        }
        // Stripped first: rescaling a hostile 1E-999999999 or 1E+999999999 would compute a number of that many digits.
        BigDecimal shortest = amount.stripTrailingZeros();
        if (shortest.scale() > decimals) {
            throw new IllegalArgumentException("An amount in " + code + " has at most " + decimals + " decimals.");
        }
        boolean rescalable = (long) shortest.precision() - shortest.scale() + decimals <= MOST_DIGITS;
        if (!rescalable || shortest.setScale(decimals).unscaledValue().bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException(
                    "The amount in " + code + " is too large: its minor units must fit in 64 bits.");
        }
        amount = shortest.setScale(decimals);
    }

    /**
     * @param amount in major units
     * @param currencyCode ISO 4217, upper case
     * @throws IllegalArgumentException as the constructor, and when the code is not of ISO 4217
     */
    public static Money of(BigDecimal amount, String currencyCode) {
        return new Money(amount, currency(currencyCode));
    }

    /**
     * @param minor in minor units: cents for EUR, whole yen for JPY, thousandths for KWD
     * @param currencyCode ISO 4217, upper case
     * @throws IllegalArgumentException as the constructor, and when the code is not of ISO 4217
     */
    public static Money ofMinor(long minor, String currencyCode) {
        return ofMinor(minor, currency(currencyCode));
    }

    /**
     * @param minor in minor units: cents for EUR, whole yen for JPY, thousandths for KWD
     * @throws IllegalArgumentException as the constructor
     */
    public static Money ofMinor(long minor, Currency currency) {
        // A currency without decimals of its own is left to the constructor, which refuses it by name.
        return new Money(BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits())), currency);
    }

    /** The amount in minor units, exactly. */
    public long minor() {
        return amount.unscaledValue().longValueExact();
    }

    /** @throws IllegalArgumentException when the currencies differ or the sum is too large */
    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(amount.add(other.amount), currency);
    }

    /** @throws IllegalArgumentException when the currencies differ or the difference is too large */
    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(amount.subtract(other.amount), currency);
    }

    /** Whether there is anything to pay: zero is not positive. */
    public boolean isPositive() {
        return amount.signum() > 0;
    }

    /** @throws IllegalArgumentException when the currencies differ */
    public boolean isLessThan(Money other) {
        return compareTo(other) < 0;
    }

    /** @throws IllegalArgumentException when the currencies differ: there is no order between currencies */
    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return amount.compareTo(other.amount);
    }

    /** For example {@code 850.50 EUR}: a point, no grouping, whatever the machine's language. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Money in " + currency.getCurrencyCode() + " and in "
                    + other.currency.getCurrencyCode() + " cannot be combined.");
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException notInIso4217) {
            throw new IllegalArgumentException(
                    UserInput.quoted(code) + " is not a currency code: expected ISO 4217 such as EUR.", notInIso4217);
        }
    }
}
