package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.e2e.LedgerAddress;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class OutageTableTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00.123456789Z");
    private static final Outage STOP = new Outage("wise", Outage.Kind.TOKEN, NOW, NOW.plusSeconds(60));

    @Parameter
    boolean postgresql;

    private LedgerDatabase database;
    private OutageTable closings;

    @BeforeEach
    void open() {
        LedgerAddress at = postgresql ? LedgerAddress.preparedPostgresql() : LedgerAddress.preparedSqlite();
        database = LedgerDatabase.open(at.url(), at.user(), at.password(), 10);
        closings = new OutageTable(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRemoteIsOpenUntilItIsClosed() {
        closings.close(STOP);

        assertThat(closings.of("wise")).contains(STOP);
        assertThat(closings.of("kommo")).isEmpty();
    }

    @Test
    void theLatestReasonCounts() {
        closings.close(new Outage("wise", Outage.Kind.PAUSE, NOW.minusSeconds(5), NOW.plusSeconds(5)));

        closings.close(STOP);

        assertThat(closings.of("wise")).contains(STOP);
    }

    @Test
    void onlyOneOfTwoWhoSawTheSameMayPostpone() {
        closings.close(STOP);

        assertThat(closings.postpone(STOP, STOP.postponedTo(NOW.plusSeconds(120))))
                .isTrue();
        assertThat(closings.postpone(STOP, STOP.postponedTo(NOW.plusSeconds(121))))
                .isFalse();
        assertThat(closings.of("wise")).contains(STOP.postponedTo(NOW.plusSeconds(120)));
    }

    @Test
    void aRemoteThatTakesCallsAgainIsOpen() {
        closings.close(STOP);

        closings.open("wise");

        assertThat(closings.of("wise")).isEmpty();
    }
}
