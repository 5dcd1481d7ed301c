package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import dealpayouts.standin.Transfer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipient of one payout in a batch is corrected before the batch is paid. */
class CorrectedMembersIT extends WithBatches {

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"PLATFORM_ON_POSTGRESQL", "GUIDE_ON_SQLITE"})
    void aTransferToAFormerRecipientIsCancelledTheOthersArePaidAndTheNextBatchPaysTheNewOne(World each) {
        startBatches(each, Map.of());
        long former = wise().addRecipient("EUR", "Bo Quist", null);
        long contact = kommo().addContact("Bo Quist", null, former);
        List<Long> others = collect(2);
        long deal = product.payDeal(AMOUNT, "EUR", contact);
        untilWaiting(List.of(deal));
        wise().setBalance("USD", "100.00");
        cutOff();
        untilNote(deal, "Wise: top up balance:");
        long corrected = wise().addRecipient("EUR", "Bo Quist", null);

        kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, String.valueOf(corrected));
        mention(deal);
        untilNote(deal, "Wise: transfer " + transfersOf(deal).get(0).id() + " was cancelled and not paid");
        wise().setBalance("USD", MUCH.toPlainString());
        others.forEach(other -> untilNote(other, "Wise: paid 850.50 EUR"));
        patiently().until(() -> product.ledgerColumn("payout", "state || cycle || coalesce(parked_for, '')")
                .contains("PARKED2BATCH"));
        cutOff();

        untilNote(deal, "Wise: paid 850.50 EUR");
        assertThat(transfersOf(deal))
                .filteredOn(Transfer::funded)
                .extracting(Transfer::targetAccount)
                .containsExactly(corrected);
        assertThat(wise().fundings()).isEqualTo(3);
    }

    @Test
    void aRecipientThatIsCorrectedWhileThePayoutWaitsForABatchIsTheOneWhoIsPaid() {
        startBatches(World.PLATFORM_ON_SQLITE, Map.of());
        long contact = kommo().addContact("Bo Quist", null, wise().addRecipient("EUR", "Bo Quist", null));
        long deal = product.payDeal(AMOUNT, "EUR", contact);
        untilWaiting(List.of(deal));
        long corrected = wise().addRecipient("EUR", "Bo Quist", null);

        kommo().setContactField(contact, KommoStandIn.FIELD_RECIPIENT, String.valueOf(corrected));
        cutOff();

        untilNote(deal, "Wise: paid 850.50 EUR");
        assertThat(transferOf(deal).targetAccount()).isEqualTo(corrected);
    }
}
