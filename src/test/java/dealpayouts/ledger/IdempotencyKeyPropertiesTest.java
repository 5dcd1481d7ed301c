package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class IdempotencyKeyPropertiesTest {

    @Property(tries = 300)
    void isTheSameEveryTimeAndOfVersionFive(
            @ForAll @LongRange(min = 1) long dealId, @ForAll @IntRange(min = 1) int cycle) {
        UUID id = IdempotencyKey.of("32000001", dealId, cycle);
        assertThat(id).isEqualTo(IdempotencyKey.of("32000001", dealId, cycle));
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }
}
