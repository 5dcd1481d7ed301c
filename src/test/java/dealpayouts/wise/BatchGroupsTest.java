package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.AllGenuine;
import dealpayouts.ledger.Batch;
import dealpayouts.ledger.BatchState;
import dealpayouts.ledger.Stop;
import dealpayouts.money.Money;
import dealpayouts.provider.FundingAnswer.Result;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Wise's answers about a batch mean. */
class BatchGroupsTest {

    private static final String GROUP = "b7d2e3f4";
    private static final String ANSWER =
            "{\"id\":\"b7d2e3f4\",\"version\":-17,\"status\":\"COMPLETED\",\"sourceCurrency\":\"USD\",\"alreadyPaid\":%s,"
                    + "\"transferIds\":[2150000123,2150000124]}";

    private final BatchGroups groups = new BatchGroups(false, new AllGenuine());
    private final BatchGroups byTransfers = new BatchGroups(true, new AllGenuine());

    @Test
    void aGroupIsReadWithItsVersionAndItsTransfers() {
        assertThat(groups.read(batch(GROUP), ANSWER.formatted("false")))
                .isEqualTo(new BatchGroup(GROUP, -17, "COMPLETED", false, Set.of(2150000123L, 2150000124L)));
    }

    @Test
    void anotherGroupIsNotTakenForOurs() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> groups.read(batch("another"), ANSWER.formatted("false")));
    }

    @Test
    void aGroupInAnotherCurrencyIsNotTakenForOurs() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() ->
                        groups.read(batch(GROUP), ANSWER.formatted("false").replace("USD", "EUR")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "version", "status", "transferIds"})
    void aGroupWithoutOneOfItsPartsIsNotRead(String part) {
        String answer = ANSWER.formatted("false").replace("\"" + part + "\"", "\"other\"");

        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> groups.read(batch(GROUP), answer));
    }

    @Test
    void aGroupInAnUnknownStateIsLookedAtAgainUnlessItIsPaid() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() ->
                        groups.read(batch(GROUP), ANSWER.formatted("false").replace("COMPLETED", "ON_HOLD")))
                .withMessage("the batch group is in a state that is not known here ('ON_HOLD')");
        assertThat(groups.read(batch(GROUP), ANSWER.formatted("true").replace("COMPLETED", "ON_HOLD"))
                        .alreadyPaid())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, true",
        "MARKED_FOR_CANCELLATION, true",
        "PROCESSING_CANCEL, true",
        "COMPLETED, false",
        "NEW, false"
    })
    void someWordsMeanCancelled(String status, boolean cancelled) {
        assertThat(new BatchGroup(GROUP, 1, status, false, Set.of()).isCancelled())
                .isEqualTo(cancelled);
    }

    @Test
    void aCompletedGroupIsNotTakenForAPaidOne() {
        assertThat(groups.funding(null, ANSWER.formatted("false"), 200, null, null, null)
                        .result())
                .isEqualTo(Result.UNKNOWN);
    }

    @Test
    void aGroupThatIsShownAsPaidIsFunded() {
        assertThat(groups.funding(null, ANSWER.formatted("true"), 200, null, null, null)
                        .result())
                .isEqualTo(Result.FUNDED);
    }

    @Test
    void theAnswerOfTheSingleCallIsNotTakenForAPaidGroup() {
        assertThat(groups.funding(null, "{\"type\":\"BALANCE\",\"status\":\"COMPLETED\"}", 201, null, null, null)
                        .result())
                .isEqualTo(Result.UNKNOWN);
    }

    @Test
    void withoutAGroupTheAnswerIsThatOfTheSingleCall() {
        assertThat(byTransfers
                        .funding(null, "{\"type\":\"BALANCE\",\"status\":\"COMPLETED\"}", 201, null, null, null)
                        .result())
                .isEqualTo(Result.FUNDED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"REJECTED\",\"errorCode\":\"balance.insufficient-funds\"} | 201 | SHORT_OF_BALANCE",
                "{\"errors\":[{\"code\":\"INSUFFICIENT_BALANCE\"}]} | 422 | SHORT_OF_BALANCE",
                "{\"status\":\"REJECTED\",\"errorCode\":\"payment.exists\"} | 409 | CONFLICT",
                "{} | 500 | UNKNOWN",
                "{} | 408 | UNKNOWN"
            })
    void refusalsMeanTheSameInBothDialects(String answer, int code, Result result) {
        assertThat(groups.funding(null, answer, code, null, null, null).result())
                .isEqualTo(result);
        assertThat(byTransfers.funding(null, answer, code, null, null, null).result())
                .isEqualTo(result);
    }

    @Test
    void theMissingSumIsThatOfTheWholeBatch() {
        String balances = "[{\"currency\":\"USD\",\"amount\":{\"value\":900.00,\"currency\":\"USD\"}}]";

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> groups.requireBalance(batch(GROUP), balances))
                .matches(stop -> stop.getFacts().get("missing").equals(usd("964.60")))
                .matches(stop -> stop.getFacts().get("total").equals(usd("1864.60")));
    }

    private static Batch batch(String groupId) {
        return new Batch(
                1,
                20045501,
                "USD",
                "payouts 1",
                BatchState.OPEN,
                1,
                null,
                null,
                groupId,
                0,
                null,
                null,
                null,
                2,
                usd("1864.60"),
                usd("1864.60"),
                usd("15.68"));
    }

    private static Money usd(String amount) {
        return Money.of(new BigDecimal(amount), "USD");
    }
}
