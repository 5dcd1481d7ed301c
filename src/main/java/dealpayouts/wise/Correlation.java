package dealpayouts.wise;

import dealpayouts.ledger.Batch;
import dealpayouts.ledger.Payout;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Variable;

/** Bean {@code correlation}: what calls to Wise say they belong to, in {@code X-External-Correlation-Id} (Wise reference §3). */
public final class Correlation {

    /**
     * The same for all calls of one payout, and of one batch: by it, and by the trace of an answer, Wise's support finds
     * them. It is a UUID and holds nothing about anybody.
     *
     * @param payout null when the call is about none
     * @param batch null when the call is about none
     * @return the payout's key towards Wise; for a batch one that follows from its name; else one that never comes again
     */
    public String id(@Variable("payout") Payout payout, @Variable("batch") Batch batch) {
        if (payout != null) {
            return payout.customerTransactionId().toString();
        }
        UUID id = batch == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes(batch.name().getBytes(StandardCharsets.UTF_8));
        return id.toString();
    }
}
