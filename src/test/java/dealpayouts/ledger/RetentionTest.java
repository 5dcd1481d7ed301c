package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Store.class)
class RetentionTest {

    private static final Duration KEEP = Duration.ofDays(30);
    /** More than are forgotten at once. */
    private static final int MANY = 1_100;

    @Parameter
    Store store;

    private OpenLedger ledger;

    @BeforeEach
    void open() {
        ledger = new OpenLedger(store);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void deliveriesThatAreOldEnoughAreForgotten() {
        for (int i = 0; i < MANY; i++) {
            deliver();
        }
        ledger.passTime(KEEP.plusSeconds(1));
        deliver();

        assertThat(ledger.retention(KEEP).forgetDeliveries()).isEqualTo(MANY);
        assertThat(deliveries()).containsExactly(MANY + 1L);
    }

    @Test
    void aDeliveryIsKeptUntilItsTime() {
        deliver();
        ledger.passTime(KEEP);

        assertThat(ledger.retention(KEEP).forgetDeliveries()).isZero();
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void withoutATimeTheyAreKeptForEver() {
        deliver();
        ledger.passTime(Duration.ofDays(10_000));

        assertThat(ledger.retention(Duration.ZERO).forgetDeliveries()).isZero();
        assertThat(deliveries()).hasSize(1);
    }

    private void deliver() {
        ledger.deliveries.store("text/plain", "anything".getBytes(StandardCharsets.UTF_8));
    }

    private List<Long> deliveries() {
        return ledger.deliveries.receivedSince(Instant.EPOCH);
    }
}
