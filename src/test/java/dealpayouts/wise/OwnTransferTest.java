package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.json.Json;
import dealpayouts.ledger.IdempotencyKey;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTransferTest {

    private static final String ACCOUNT = "northlight";
    private static final long DEAL = 48213;

    @ParameterizedTest
    @CsvSource({"48213, 1", "deal 48213, 2", "INV-7 for 48213., 9", "0048213, 1"})
    void itIsOursByTheKeyThatThePayoutWouldHave(String reference, int cycle) {
        assertThat(recognise(reference, IdempotencyKey.of(ACCOUNT, DEAL, cycle)))
                .map(OwnTransfer::dealId)
                .contains(DEAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEAL-48213", "DEAL 48213", "deal48213"})
    void itIsOursByTheFormOfItsReference(String reference) {
        assertThat(recognise(reference, UUID.randomUUID()))
                .map(OwnTransfer::dealId)
                .contains(DEAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Rent", "48213", "Invoice 48213", "DEAL-48213 and more", "99999999999999999999999"})
    void othersAreNot(String reference) {
        assertThat(recognise(reference, UUID.randomUUID())).isEmpty();
    }

    @Test
    void theKeyOfAnotherAccountIsNotOurs() {
        assertThat(recognise("48213", IdempotencyKey.of("southlight", DEAL, 1))).isEmpty();
    }

    @Test
    void aTransferWithoutReferenceAndKeyIsNotOurs() {
        assertThat(OwnTransfer.recognise(
                        ACCOUNT, Json.read("{\"id\":1,\"reference\":null,\"customerTransactionId\":null}")))
                .isEmpty();
    }

    @Test
    void whatIsToldOfItIsExact() {
        OwnTransfer transfer = recognise("DEAL-48213", UUID.fromString("6B1F2C90-8E4D-5A37-9C25-D40F7E8A1B02"))
                .orElseThrow();

        assertThat(transfer)
                .isEqualTo(new OwnTransfer(
                        2150000123L, "6b1f2c90-8e4d-5a37-9c25-d40f7e8a1b02", DEAL, "processing", "1500.00 EUR"));
    }

    private static Optional<OwnTransfer> recognise(String reference, UUID key) {
        return OwnTransfer.recognise(
                ACCOUNT,
                Json.read(
                        """
                        {"id":2150000123,"status":"processing","reference":"%s","targetValue":1500.00,"targetCurrency":"EUR",
                         "customerTransactionId":"%s"}"""
                                .formatted(reference, key.toString().toUpperCase(java.util.Locale.ROOT))));
    }
}
