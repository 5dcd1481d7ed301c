package dealpayouts.ledger;

/**
 * Why Wise makes no recipient of a contractor's name and e-mail address.
 *
 * @param reason the stop that follows from it
 * @param problem what Wise said, as a sentence; empty when the reason says it all
 */
public record RecipientRefusal(StopReason reason, String problem) {}
