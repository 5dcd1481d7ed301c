package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.APayout;
import dealpayouts.ledger.AllGenuine;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.PayoutState;
import dealpayouts.provider.FundingEvidence;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferStateTest {

    private static final Payout PAYOUT = APayout.with(Map.of("transferId", 1L));

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

    @ParameterizedTest
    @CsvSource({
        "incoming_payment_waiting, NONE",
        "incoming_payment_initiated, STARTED",
        "waiting_recipient_input_to_proceed, NONE",
        "processing, FUNDED",
        "funds_converted, FUNDED",
        "outgoing_payment_sent, FUNDED",
        "bounced_back, FUNDED",
        "funds_refunded, FUNDED",
        "charged_back, FUNDED",
        "cancelled, CANCELLED",
        "unknown, UNCLEAR",
        "gone_fishing, UNCLEAR",
    })
    void eachStateProvesWhatTheReferenceSays(String name, FundingEvidence.Kind kind) {
        assertThat(new Transfers(new AllGenuine())
                        .evidence(PAYOUT, "{\"id\":1,\"status\":\"" + name + "\"}", "[]")
                        .kind())
                .isEqualTo(kind);
        assertThat(new Transfers(new AllGenuine())
                        .evidence(PAYOUT, "{\"id\":1,\"status\":\"" + name + "\"}", "[{\"id\":1}]")
                        .kind())
                .isEqualTo(FundingEvidence.Kind.FUNDED);
    }

    @ParameterizedTest
    @CsvSource({
        "{}, []",
        "'{\"id\":1,\"status\":null}', []",
        "'{\"id\":2,\"status\":\"processing\"}', []",
        "'{\"id\":1,\"status\":\"processing\"}', {}"
    })
    void anAnswerThatDoesNotSayItProvesNothing(String transfer, String payments) {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> new Transfers(new AllGenuine()).evidence(PAYOUT, transfer, payments));
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
