package dealpayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void followsTheStandardsOwnExample() {
        assertThat(IdempotencyKey.nameBased(DNS, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    /** If this fails, open payouts get new ids and are paid twice: the code is wrong, not the test. */
    @Test
    void neverChanges() {
        assertThat(IdempotencyKey.of("32000001", 15500123, 1)).hasToString("333d9d83-a686-55a4-afae-a0192c26b207");
    }

    @Test
    void differsByAccountAndDealAndCycle() {
        assertThat(new UUID[] {
                    IdempotencyKey.of("32000001", 15500123, 1),
                    IdempotencyKey.of("32000002", 15500123, 1),
                    IdempotencyKey.of("32000001", 15500124, 1),
                    IdempotencyKey.of("32000001", 15500123, 2),
                    IdempotencyKey.of("32000001/15500123", 1, 1)
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesPartsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of(null, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of(" ", 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of("a", 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of("a", 1, 0));
    }
}
