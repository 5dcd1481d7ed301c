package dealpayouts.remote;

import dealpayouts.ledger.PaymentPermits;
import java.util.List;

/** Lets a call to Wise that makes a recipient or transfer, or moves money, go out only with the ledger's permit. */
final class MoneyGuard {

    private final PaymentPermits attempts;

    MoneyGuard(PaymentPermits attempts) {
        this.attempts = attempts;
    }

    /**
     * Uses the permit for a call.
     *
     * @param body what is about to be sent; empty for nothing
     * @throws RuntimeException when there is none; the call must not be made
     */
    void check(CallTable.Match call, String body) {
        List<String> places = call.places();
        switch (call.call().does()) {
            case HARMLESS -> {}
            case RECIPIENT -> attempts.useRecipient(body);
            case TRANSFER -> attempts.useTransfer(places.isEmpty() ? null : places.get(1), body);
            case CANCELLATION -> attempts.useCancellation(number(places.get(0)));
            case GROUP_CHANGE -> attempts.useGroupChange(number(places.get(0)), places.get(1), body);
            case FUNDING -> attempts.useFunding(number(places.get(0)), number(places.get(1)), body);
            case BATCH_FUNDING ->
                attempts.useBatchFunding(number(places.get(0)), places.size() == 1 ? null : places.get(1), body);
            case UNKNOWN -> throw new IllegalArgumentException(call.call().path());
        }
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }
}
