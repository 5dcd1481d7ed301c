package dealpayouts.ledger;

import java.util.function.Supplier;
import javax.sql.DataSource;

/** The connections to one database. */
interface Connections extends AutoCloseable {

    DataSource forLedger();

    /** For what only reads; in a transaction of the calling thread it is that one's connection. */
    DataSource forReading();

    /** For db-scheduler's own statements; in a transaction of the calling thread it is that one's connection. */
    DataSource forScheduler();

    /** Does work for somebody who waits for an answer, before others if that makes a difference. */
    <T> T answering(Supplier<T> work);

    @Override
    void close();
}
