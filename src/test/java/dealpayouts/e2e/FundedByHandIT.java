package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Funding;
import dealpayouts.standin.KommoStandIn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A payout that a person has to fund in Wise completes by itself, long before it would be looked at again. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE", "GUIDE_ON_POSTGRESQL"})
class FundedByHandIT extends WithTransfers {

    @Parameter
    World world;

    private long deal;

    @BeforeEach
    void begin() {
        start(world, withStages(Map.of("payout.parked-look-ms", "86400000")));
        subscribeToTransfers(world);
        wise().funding(Funding.SCA_JSON);
    }

    @Test
    void anEventCompletesIt() {
        payDeal();
        awaitNote("Fund it in Wise");

        wise().fundByHand(transfer());

        awaitNote("Status: funded");
        assertThat(wise().transfers()).singleElement().satisfies(t -> assertThat(t.fundingAttempts())
                .isEqualTo(1));
    }

    @Test
    void aTransferThatIsSentBeforeAnybodyLookedEndsAsSent() {
        payDeal();
        awaitNote("Fund it in Wise");
        wise().webhooks().holdDeliveries(true);

        wise().fundByHand(transfer());
        wise().advance(transfer(), "outgoing_payment_sent");
        wise().webhooks().releaseDeliveries(1);

        awaitNote("was sent");
        awaiting().untilAsserted(() -> assertThat(kommo().stageOf(deal)).isEqualTo(KommoStandIn.STAGE_PAID));
        assertThat(kommo().dealField(deal, KommoStandIn.FIELD_STATUS)).isEqualTo("sent");
    }

    @Test
    void anEventThatComesWhileThePayoutIsBeingParkedIsNotLost() {
        wise().fault("POST", ".*/payments", Fault.delay(Duration.ofMillis(1000)), 1);
        payDeal();
        awaiting().until(() -> wise().transfers().stream().anyMatch(t -> t.fundingAttempts() == 1));

        wise().fundByHand(transfer());

        awaitNote("Status: funded");
    }

    private void payDeal() {
        long contact = kommo().addContact("Ada Quist", null, wise().addRecipient("EUR", "Ada Quist", null));
        deal = product.payDeal("850.50", "EUR", contact);
    }

    private long transfer() {
        return wise().transfers().get(0).id();
    }

    private void awaitNote(String words) {
        awaiting().untilAsserted(() -> assertThat(kommo().notes(deal)).anyMatch(note -> note.contains(words)));
    }
}
