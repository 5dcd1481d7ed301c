package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dealpayouts.json.UnreadableAnswerException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiseEventTest {

    @Test
    void aStateChangeNamesTransferProfileStateAndTime() {
        WiseEvent event = read(
                """
                {"data":{"resource":{"type":"transfer","id":2150000123,"profile_id":20045501},
                "current_state":"outgoing_payment_sent","occurred_at":"2026-09-01T10:12:50.123Z"},
                "event_type":"transfers#state-change","sent_at":"2026-09-01T10:12:51Z"}""");

        assertThat(event.transferId()).isEqualTo(2150000123L);
        assertThat(event.profileId()).isEqualTo(20045501L);
        assertThat(event.state()).isEqualTo("outgoing_payment_sent");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-09-01T10:12:50.123Z"));
    }

    @Test
    void theGuideHasTheStateInTheResource() {
        WiseEvent event = read(
                """
                {"data":{"resource":{"id":1,"current_state":"processing"}},"event_type":"transfers#state-change"}""");

        assertThat(event.state()).isEqualTo("processing");
    }

    @Test
    void aPayoutFailureNamesItsTransferBesideTheResource() {
        WiseEvent event = read(
                """
                {"data":{"transfer_id":7,"profile_id":8,"failure_reason_code":"WRONG_NAME","failure_description":"no",
                "occurred_at":"2026-09-03T08:00:00.000+00:00"},"event_type":"transfers#payout-failure"}""");

        assertThat(event.transferId()).isEqualTo(7);
        assertThat(event.profileId()).isEqualTo(8);
        assertThat(event.facts()).containsOnly(entry("code", "WRONG_NAME"), entry("description", "no"));
    }

    @Test
    void aRefundNamesTheExactAmount() {
        WiseEvent event = read(
                """
                {"data":{"resource":{"id":7,"refund_amount":1600.10,"refund_currency":"USD"}},
                "event_type":"transfers#refund"}""");

        assertThat(event.facts()).containsOnly(entry("refund", "1600.10"), entry("refundCurrency", "USD"));
    }

    @Test
    void activeCasesHaveTheTimeAtWhichTheyWereSent() {
        WiseEvent event = read(
                """
                {"data":{"resource":{"id":7},"active_cases":["a","b"]},"event_type":"transfers#active-cases",
                "sent_at":"2026-09-01T10:12:51Z"}""");

        assertThat(event.facts()).containsOnly(entry("cases", "a, b"));
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-09-01T10:12:51Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"balances#update", "balances#credit"})
    void aCreditIsOneWhateverItsEventIsCalled(String type) {
        assertThat(read("{\"data\":{\"transaction_type\":\"credit\"},\"event_type\":\"" + type + "\"}")
                        .isCredit())
                .isTrue();
    }

    @Test
    void aDebitIsNoCredit() {
        assertThat(read("{\"data\":{\"transaction_type\":\"debit\"},\"event_type\":\"balances#update\"}")
                        .isCredit())
                .isFalse();
    }

    @Test
    void aBalancesIdIsNoTransfer() {
        assertThat(read("{\"data\":{\"resource\":{\"id\":5}},\"event_type\":\"balances#update\"}")
                        .transferId())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no JSON", "{", "[]", "1", "null", "\"text\""})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e3", "99999999999999999999", "true", "{}", "[1]", "\"x\"", "\"\"", "null"})
    void whatIsNoIdIsMissing(String id) {
        assertThat(read("{\"data\":{\"resource\":{\"id\":" + id + "}},\"event_type\":\"transfers#refund\"}")
                        .transferId())
                .isNull();
    }

    @Test
    void aTimeThatCannotBeReadIsReplacedByTheTimeOfSending() {
        assertThat(read("{\"data\":{\"occurred_at\":\"soon\"},\"sent_at\":\"2026-09-01T10:12:51Z\"}")
                        .occurredAt())
                .isEqualTo(Instant.parse("2026-09-01T10:12:51Z"));
    }

    @Test
    void aTimeBeforeAllComputersIsNone() {
        assertThat(read("{\"data\":{\"occurred_at\":\"-999999999-01-01T00:00:00Z\"}}")
                        .occurredAt())
                .isNull();
    }

    @Test
    void whatNoDatabaseTakesIsNotInTheState() {
        assertThat(read("{\"data\":{\"current_state\":\"gone\\u0000fishing\\ud800\"}}")
                        .state())
                .isEqualTo("gone fishing");
    }

    @Test
    void theSameEventHasTheSameKeyWheneverItIsSent() {
        String body = "{\"data\":{\"resource\":{\"id\":7},\"current_state\":\"processing\","
                + "\"occurred_at\":\"2026-09-01T10:12:50Z\"},\"event_type\":\"transfers#state-change\",\"sent_at\":\"%s\"}";

        assertThat(read(body.formatted("2026-09-01T10:12:51Z")).key())
                .isEqualTo(read(body.formatted("2026-09-02T10:12:51Z")).key());
    }

    @Test
    void anotherStateMakesAnotherKey() {
        String body = "{\"data\":{\"resource\":{\"id\":7},\"current_state\":\"%s\"},"
                + "\"event_type\":\"transfers#state-change\"}";

        assertThat(read(body.formatted("processing")).key())
                .isNotEqualTo(read(body.formatted("bounced_back")).key());
    }

    private static WiseEvent read(String body) {
        return WiseEvent.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
