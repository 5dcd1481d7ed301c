package dealpayouts.remote;

import java.time.Duration;

/**
 * When a gate closes and for how long.
 *
 * @param breakerCalls that many calls, the latest ones, decide whether a remote is reachable
 * @param breakerFailurePercent from that share of failures among them on it is not
 * @param breakerOpen after which it is tried again with one call
 * @param probe how often one call finds out whether a remote that stopped accepting us does so again
 * @param block how long nothing is sent to a Kommo that blocks us
 */
public record GateSettings(
        int breakerCalls, int breakerFailurePercent, Duration breakerOpen, Duration probe, Duration block) {}
