package dealpayouts.chaos;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import dealpayouts.standin.WiseStandIn;

/**
 * Cancels in Wise what deals left behind that were moved out of the Pay stage after their transfer was made: until then
 * such a deal holds up its batch.
 */
final class Accountant implements AutoCloseable {

    private static final long LOOK_MS = 500;

    private final KommoStandIn kommo;
    private final WiseStandIn wise;
    private final Thread thread = new Thread(this::work, "accountant");
    private volatile boolean working;

    Accountant(KommoStandIn kommo, WiseStandIn wise) {
        this.kommo = kommo;
        this.wise = wise;
    }

    void start() {
        working = true;
        thread.start();
    }

    private void work() {
        while (working) {
            wise.transfers().stream()
                    .filter(transfer -> !transfer.funded() && hasLeft(transfer))
                    .forEach(transfer -> wise.cancelByHand(transfer.id()));
            Pause.ms(LOOK_MS);
        }
    }

    private boolean hasLeft(Transfer transfer) {
        return kommo.stageOf(Judge.dealOf(transfer)) == KommoStandIn.STAGE_NEW;
    }

    @Override
    public void close() {
        working = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
