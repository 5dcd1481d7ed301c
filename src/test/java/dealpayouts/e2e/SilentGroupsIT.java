package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Funding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Wise does not say of a batch whether it is paid; what its transfers say counts. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_SQLITE"})
class SilentGroupsIT extends WithBatches {

    @Parameter
    World each;

    @BeforeEach
    void begin() {
        startBatches(each, Map.of());
        wise().silentGroups(true);
    }

    @Test
    void aBatchIsPaidWhenAllItsTransfersAre() {
        List<Long> deals = collect(3);
        wise().fault("POST", FUNDING, Fault.cutAfter(), 1);

        cutOff();

        assertPaidOnce(deals);
        untilBatchIs("DONE");
        assertThat(wise().fundings()).isEqualTo(3);
    }

    @Test
    void aBatchOfWhichAPersonHasPaidOneIsNotTakenForPaidAndTheOthersArePaidOnce() {
        List<Long> deals = collect(3);
        wise().funding(Funding.UNEXPECTED_ERROR);
        cutOff();
        patiently().until(() -> fundingCalls().size() > 1);

        wise().fundByHand(transferOf(deals.get(0)).id());
        untilPaid(deals.get(0));
        int calls = fundingCalls().size();
        patiently().until(() -> fundingCalls().size() > calls + 1);
        assertThat(batchStates()).containsExactly("FUNDING_REQUESTED");
        wise().funding(Funding.COMPLETED);

        assertPaidOnce(deals);
        untilBatchIs("DONE");
        assertThat(wise().fundings()).isEqualTo(3);
    }
}
