package dealpayouts.standin;

import java.time.Instant;

/**
 * One attempt of a stand-in to deliver a webhook.
 *
 * @param attempt 1 for the first, 0 while it is held back
 * @param status  what was answered, 0 when nothing came within the limit
 */
public record Delivery(Instant at, String destination, String requestId, int attempt, String body, int status) {}
