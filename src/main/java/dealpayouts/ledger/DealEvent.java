package dealpayouts.ledger;

import dealpayouts.money.AmountParser;
import dealpayouts.money.CurrencyCode;
import dealpayouts.money.InvalidMoneyException;
import dealpayouts.money.Money;
import java.time.Instant;

/**
 * What the CRM says of one deal, in a delivery or a list: a hint to look at that deal, never a reason to pay.
 *
 * @param dealId positive
 * @param place where the deal stands, or what it entered
 * @param changedAt when it was created, changed or entered that place, whichever came last; to the second; null when
 *     that is not told
 * @param amount what its field for the amount holds; null when that is not told
 * @param currency what its field for the currency holds; null when that is not told
 */
public record DealEvent(long dealId, Place place, Instant changedAt, String amount, String currency) {

    /** Where a deal stands. */
    public enum Place {
        /** Where deals are paid. */
        PAY,
        /** Where deals go whose transfer was sent. */
        PAID,
        /** Anywhere else. */
        ELSEWHERE
    }

    boolean tellsMoney() {
        return amount != null || currency != null;
    }

    /** Whether it says another amount or currency than that. What it does not tell is no contradiction, what cannot be read is one. */
    boolean contradicts(Money money) {
        try {
            return (currency != null && !CurrencyCode.payable(currency).equals(money.currency()))
                    || (amount != null
                            && AmountParser.parse(amount, money.currency()).compareTo(money.amount()) != 0);
        } catch (InvalidMoneyException unreadable) {
            return true;
        }
    }
}
