package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.money.Money;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number in an answer is read with all its digits, be it a number or a text; one that cannot be read is no other number. */
class WrittenNumbersTest {

    private static final Money DEBIT = Money.of(new BigDecimal("12.30"), "USD");

    @ParameterizedTest
    @ValueSource(strings = {"12.30", "12.3", "\"12.30\""})
    void aBalanceIsReadExactly(String amount) {
        assertThat(Balances.available(DEBIT, balances(amount))).isEqualTo(DEBIT);
        assertThat(Balances.usable(balances(amount))).endsWith(DEBIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"12,30\"", "{}"})
    void aBalanceThatCannotBeReadIsNotEmpty(String amount) {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> Balances.available(DEBIT, balances(amount)));
    }

    @Test
    void anotherThingIsNoListOfBalances() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> Balances.available(DEBIT, "{\"health\":\"ok\"}"));
    }

    @ParameterizedTest
    @CsvSource({"12.30, refund, 12.30", "'\"12.30\"', refund, 12.30", "'\"about 12\"', refundUnread, about 12"})
    void aRefundIsReadExactlyOrNotAtAll(String amount, String fact, String value) {
        assertThat(facts("\"refund_amount\":" + amount + ",\"refund_currency\":\"USD\""))
                .containsEntry(fact, value)
                .doesNotContainKey(fact.equals("refund") ? "refundUnread" : "refund");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"refund_amount\":null", "\"other\":1"})
    void aRefundWithoutAmountIsNone(String resource) {
        assertThat(facts(resource)).doesNotContainKeys("refund", "refundUnread");
    }

    private static Map<String, String> facts(String resource) {
        String event = "{\"event_type\":\"transfers#refund\",\"data\":{\"resource\":{\"id\":7," + resource + "}}}";
        return WiseEvent.read(event.getBytes(StandardCharsets.UTF_8)).facts();
    }

    private static String balances(String amount) {
        return "[{\"currency\":\"EUR\",\"amount\":{\"value\":1}},"
                + "{\"currency\":\"USD\",\"investmentState\":\"NOT_INVESTED\",\"amount\":{\"value\":" + amount + "}}]";
    }
}
