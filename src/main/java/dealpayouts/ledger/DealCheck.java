package dealpayouts.ledger;

import java.time.Instant;

/**
 * A look at a payout's deal: what it shows is at least as new as its beginning.
 *
 * @param at when it began
 * @param dealNews how often deliveries had spoken of the deal by then
 */
public record DealCheck(Instant at, int dealNews) {

    /** The look that begins now. */
    public static DealCheck at(Instant now, Payout payout) {
        return new DealCheck(now, payout.dealNews());
    }
}
