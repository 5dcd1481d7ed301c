package dealpayouts.chaos;

import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** What becomes of transfers after they were funded, and the balance, which is too small at times. */
final class Banks {

    private static final int PERCENT = 100;
    private static final long LOOK_MS = 300;
    private static final String TOP_UP = "600.00";

    private final WiseStandIn wise;
    private final Random random;
    private final Set<Long> seen = new HashSet<>();
    private final Thread thread = new Thread(this::work, "banks");
    private volatile boolean open = true;
    private BigDecimal paidIn = BigDecimal.ZERO;

    Banks(WiseStandIn wise, Random random) {
        this.wise = wise;
        this.random = random;
        wise.setBalance("USD", "0.00");
    }

    void start() {
        thread.start();
    }

    /** Nothing moves any more, and there is money enough for everybody. */
    void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        topUp("10000000.00");
    }

    /** All that was ever paid in to the balance. */
    BigDecimal paidIn() {
        return paidIn;
    }

    private void work() {
        while (open) {
            wise.transfers().stream()
                    .filter(transfer -> transfer.funded() && random.nextInt(PERCENT) < 20 && seen.add(transfer.id()))
                    .forEach(this::end);
            if (random.nextInt(PERCENT) < 12) {
                topUp(TOP_UP);
            }
            Pause.ms(LOOK_MS);
        }
    }

    private void end(Transfer transfer) {
        int dice = random.nextInt(PERCENT);
        if (dice < 60) {
            wise.advance(transfer.id(), "funds_converted");
            wise.advance(transfer.id(), "outgoing_payment_sent");
        } else if (dice < 70) {
            wise.advance(transfer.id(), "bounced_back");
            if (dice < 65) {
                wise.payoutFailure(transfer.id(), "WRONG_ACCOUNT_NUMBER", "No such account");
            }
        }
    }

    private void topUp(String amount) {
        wise.topUp("USD", amount);
        paidIn = paidIn.add(new BigDecimal(amount));
    }
}
