package dealpayouts.ledger;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Bean {@code heldPayouts}, policy of the route that gathers payouts: the ids that this node's aggregator holds, so that
 * feeding them again does not look like newcomers to it. A route that stops, to be edited or for good, forgets what it
 * gathered; then all of them are newcomers again.
 */
public final class HeldPayouts extends RoutePolicySupport {

    private final Set<Long> ids = ConcurrentHashMap.newKeySet();

    /** Whether the aggregator did not hold it; from now on it does. */
    boolean take(long payoutId) {
        return ids.add(payoutId);
    }

    void release(long payoutId) {
        ids.remove(payoutId);
    }

    @Override
    public void onStop(Route route) {
        ids.clear();
    }
}
