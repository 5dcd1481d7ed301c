package dealpayouts.money;

/**
 * An amount or a currency, as a person typed it, that cannot be paid. The message is one sentence for that person; it
 * names the field and says what is expected.
 */
public final class InvalidMoneyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    InvalidMoneyException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    /** Which rule was broken, for decisions that must not depend on the wording. */
    public Kind kind() {
        return kind;
    }

    /** The rules a typed amount or currency can break. */
    public enum Kind {
        /** No currency is given. */
        CURRENCY_MISSING,
        /** The text starts with the ticker of a well-known crypto currency. */
        CRYPTO_CURRENCY,
        /** The text is not a code of ISO 4217. */
        UNKNOWN_CURRENCY,
        /** ISO 4217 has the code, but for metals, units of account or tests. */
        NOT_PAYABLE_CURRENCY,
        /** No amount is given. */
        AMOUNT_MISSING,
        /** The text is not a plain decimal number, or can be read as two different ones. */
        AMOUNT_MALFORMED,
        /** More than 15 digits before the decimal separator. */
        AMOUNT_TOO_LARGE,
        /** More decimals than the currency has. */
        AMOUNT_TOO_PRECISE,
        /** A well-formed amount that is zero or below. */
        AMOUNT_NOT_POSITIVE
    }
}
