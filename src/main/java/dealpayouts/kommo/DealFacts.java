package dealpayouts.kommo;

import dealpayouts.money.Money;

/**
 * What a deal says now about its payout.
 *
 * @param contractorId the main contact
 * @param amount what the contractor receives
 */
public record DealFacts(long contractorId, Money amount) {}
