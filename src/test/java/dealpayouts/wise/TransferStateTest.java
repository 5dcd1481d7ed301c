package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.ledger.PayoutState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferStateTest {

    @ParameterizedTest
    @CsvSource({
        "processing, FUNDED, ",
        "funds_converted, FUNDED, ",
        "outgoing_payment_sent, SENT, sent",
        "bounced_back, RETURNED, bouncedBack",
        "cancelled, RETURNED, cancelled",
        "funds_refunded, RETURNED, refunded",
        "charged_back, RETURNED, chargedBack",
        "waiting_recipient_input_to_proceed, FUNDED, waitingForContractor",
        "unknown, FUNDED, unknownState",
        "gone_fishing, FUNDED, unknownState",
    })
    void eachStateHasItsMeaningAndItsNotice(String name, PayoutState state, String notice) {
        assertThat(TransferState.of(name).payoutState()).isEqualTo(state);
        assertThat(TransferState.of(name).notice()).isEqualTo(notice);
    }

    @Test
    void aNameThatIsNotKnownIsKept() {
        assertThat(TransferState.of("gone_fishing").name()).isEqualTo("gone_fishing");
    }

    @Test
    void anEndlessNameIsCut() {
        assertThat(TransferState.of("x".repeat(1000)).name()).hasSize(60);
    }
}
