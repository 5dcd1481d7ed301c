package dealpayouts.chaos;

import dealpayouts.standin.Dialect;
import java.time.Duration;

/**
 * What a run is made of. The seed fixes what is drawn: deals, moments, faults; how processes and threads meet is left to
 * the machine, so a run with the same seed is alike, not the same.
 *
 * @param seed of the first day; the next one has the next number
 * @param kills how many processes are killed, on all days together
 * @param days how many days with accounts, ledger and judgement of their own
 * @param atOnce how many days are played at the same time
 * @param dialect which Wise it is
 * @param batches whether payouts are paid with others
 * @param nodes how many processes share a ledger; several need PostgreSQL
 * @param faultPercent how many of the remote writes suffer a fault; reads a quarter of that
 * @param outagePercent after how many of the kills the database is gone for a moment
 * @param stalls how often a process stands still for longer than any timeout and heartbeat, per day
 * @param longestLife how long a process that is ready lives at most when it is killed at a random moment
 * @param dealEvery how often a deal is moved to Pay, on average
 * @param patience how long the product has, once all trouble is over, to finish what it accepted
 */
record ChaosSettings(
        long seed,
        int kills,
        int days,
        int atOnce,
        Dialect dialect,
        boolean batches,
        int nodes,
        boolean postgresql,
        int faultPercent,
        int outagePercent,
        int stalls,
        Duration longestLife,
        Duration dealEvery,
        Duration patience) {

    private static final int LONGER_IN_BATCHES = 3;

    static ChaosSettings onSqlite() {
        return new ChaosSettings(
                Long.getLong("chaos.seed", System.nanoTime() % 1_000_000),
                Integer.getInteger("chaos.kills", 1000),
                Integer.getInteger("chaos.days", 4),
                Integer.getInteger("chaos.at-once", 2),
                Dialect.PLATFORM,
                false,
                1,
                false,
                Integer.getInteger("chaos.fault-percent", 8),
                Integer.getInteger("chaos.outage-percent", 2),
                0,
                Duration.ofMillis(Long.getLong("chaos.longest-life-ms", 2_000)),
                Duration.ofMillis(Long.getLong("chaos.deal-every-ms", 1_000)),
                Duration.ofSeconds(Long.getLong("chaos.patience-seconds", 300)));
    }

    static ChaosSettings onPostgresql() {
        ChaosSettings same = onSqlite();
        return new ChaosSettings(
                same.seed,
                Integer.getInteger("chaos.postgresql-kills", 300),
                Integer.getInteger("chaos.postgresql-days", 2),
                1,
                Dialect.PLATFORM,
                false,
                Integer.getInteger("chaos.nodes", 2),
                true,
                same.faultPercent,
                same.outagePercent,
                Integer.getInteger("chaos.stalls", 3),
                same.longestLife,
                same.dealEvery,
                same.patience);
    }

    /** The same for payouts that are paid with others; processes live longer, because a batch takes longer than a payout. */
    ChaosSettings inBatches(Dialect dialect) {
        return new ChaosSettings(
                seed,
                Integer.getInteger("chaos.batch-kills", 200),
                Integer.getInteger("chaos.batch-days", 1),
                atOnce,
                dialect,
                true,
                nodes,
                postgresql,
                faultPercent,
                outagePercent,
                stalls,
                longestLife.multipliedBy(LONGER_IN_BATCHES),
                dealEvery,
                patience);
    }

    /** A short day for each build; with a seed of its own when none is given, so that builds do not differ by luck. */
    static ChaosSettings inEachBuild() {
        ChaosSettings same = onSqlite();
        return new ChaosSettings(
                Long.getLong("chaos.seed", 1),
                Integer.getInteger("chaos.kills", 5),
                1,
                1,
                Dialect.PLATFORM,
                false,
                1,
                false,
                same.faultPercent,
                same.outagePercent,
                0,
                Duration.ofSeconds(1),
                Duration.ofMillis(1_500),
                same.patience);
    }
}
