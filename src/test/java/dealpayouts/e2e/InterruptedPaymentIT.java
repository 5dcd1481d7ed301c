package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The two calls that make and move money, when nobody knows what became of them. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
class InterruptedPaymentIT extends WithProduct {

    private static final String TRANSFERS = "/v[13]/transfers";
    private static final String FUNDING = "/v3/profiles/\\d+/transfers/\\d+/payments";
    private static final String ONE_TRANSFER = "/v1/transfers/\\d+";
    private static final String REFUSAL =
            "{\"errors\":[{\"code\":\"NOT_VALID\",\"message\":\"Try again.\",\"arguments\":[]}]}";

    @Parameter
    World world;

    @BeforeEach
    void start() {
        start(world, Map.of("payout.explain-after-failures", "1000"));
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void aTransferWhoseAnswerIsLostIsNotMadeTwice() {
        wise().fault("POST", TRANSFERS, Fault.cutAfter(), 2);

        long deal = pay();

        assertPaidOnce(deal);
    }

    @Test
    void theRequestIsRepeatedLetterByLetter() {
        wise().fault("POST", TRANSFERS, Fault.cutAfter(), 2);

        untilPaid(pay());

        assertThat(matching(wise().calls(), "POST", TRANSFERS).stream().map(call -> call.body()))
                .hasSize(3)
                .containsOnly(matching(wise().calls(), "POST", TRANSFERS).get(0).body());
    }

    @Test
    void aTransferWhoseAnswerIsLostIsFoundInTheListWhenTheRepeatIsRefused() {
        wise().fault("POST", TRANSFERS, Fault.cutAfter(), 1);
        wise().fault("POST", TRANSFERS, Fault.status(422, "application/json", REFUSAL), 1);

        long deal = pay();

        assertPaidOnce(deal);
        assertThat(matching(wise().calls(), "GET", "/v1/transfers")).hasSize(1);
    }

    @Test
    void aFundingWhoseAnswerIsLostIsProvenByWiseAndNotRepeated() {
        wise().fault("POST", FUNDING, Fault.cutAfter(), 1);

        long deal = pay();

        assertPaidOnce(deal);
        assertThat(transferOf(deal).fundingAttempts()).isEqualTo(1);
    }

    @Test
    void aFundingWhoseAnswerIsLostIsProvenWhileReadsLagBehind() {
        wise().fundingLag(3);
        wise().fault("POST", FUNDING, Fault.cutAfter(), 1);

        assertPaidOnce(pay());
    }

    @Test
    void aTransferLostBeforeAStopIsPaidAfterTheNextStart() {
        wise().fault("POST", TRANSFERS, Fault.cutAfter(), 1);
        wise().fault("POST", TRANSFERS, Fault.resetBefore(), 10);
        long deal = pay();
        patiently().until(() -> !wise().transfers().isEmpty());

        product.stop();
        assertThat(wise().fundings()).isZero();
        product.start();

        assertPaidOnce(deal);
    }

    @Test
    void aFundingLostBeforeAStopIsRecordedAfterTheNextStart() {
        wise().fault("POST", FUNDING, Fault.cutAfter(), 1);
        wise().fault("GET", ONE_TRANSFER, Fault.resetBefore(), 10);
        long deal = pay();
        patiently().until(() -> wise().fundings() == 1);

        product.stop();
        assertThat(kommo().notes(deal)).isEmpty();
        product.start();

        assertPaidOnce(deal);
    }

    private void assertPaidOnce(long deal) {
        untilPaid(deal);
        assertThat(notes(deal)).containsExactly(paidNote(deal));
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE.subtract(DEBIT));
    }
}
