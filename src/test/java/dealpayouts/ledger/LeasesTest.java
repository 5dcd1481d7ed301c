package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.e2e.LedgerAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class LeasesTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");

    @Parameter
    boolean postgresql;

    private LedgerDatabase database;

    @BeforeEach
    void open() {
        LedgerAddress at = postgresql ? LedgerAddress.preparedPostgresql() : LedgerAddress.preparedSqlite();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), 10);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSecondTakerHasToWait() {
        assertThat(at(NOW).take("subscriptions", 60)).isTrue();

        assertThat(at(NOW.plusSeconds(59)).take("subscriptions", 60)).isFalse();
    }

    @Test
    void aLeaseThatIsOverCanBeTakenByAnybody() {
        at(NOW).take("subscriptions", 60);

        assertThat(at(NOW.plusSeconds(61)).take("subscriptions", 60)).isTrue();
    }

    @Test
    void aRefusedTakerDoesNotMakeItLonger() {
        at(NOW).take("subscriptions", 60);
        at(NOW.plusSeconds(59)).take("subscriptions", 60);

        assertThat(at(NOW.plusSeconds(61)).take("subscriptions", 60)).isTrue();
    }

    @Test
    void leasesOfDifferentNamesDoNotDisturbEachOther() {
        at(NOW).take("subscriptions", 60);

        assertThat(at(NOW).take("something else", 60)).isTrue();
    }

    @Test
    void onlyOneOfManyAtOnceGetsIt() throws Exception {
        Leases leases = at(NOW);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> takers = Stream.generate(
                            () -> (Callable<Boolean>) () -> leases.take("subscriptions", 60))
                    .limit(8)
                    .toList();
            long taken = 0;
            for (Future<Boolean> taker : threads.invokeAll(takers)) {
                taken += taker.get() ? 1 : 0;
            }

            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private Leases at(Instant now) {
        return new Leases(database, Clock.fixed(now, ZoneOffset.UTC));
    }
}
