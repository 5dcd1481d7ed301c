package dealpayouts.standin;

/** What a quote says about paying from the balance (Wise reference §5). */
public enum BalanceOption {
    AVAILABLE,
    DISABLED,
    MISSING
}
