package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"GUIDE_ON_SQLITE"})
class ExactAmountsIT extends EndToEnd {

    @ParameterizedTest
    @CsvSource({
        "850.5, EUR, 850.50, 932.30",
        "0.01, EUR, 0.01, 7.85",
        "150000, JPY, 150000, 1012.19",
        "12.345, KWD, 12.345, 48.05",
        "250, USD, 250.00, 250.50"
    })
    void anAmountIsPaidInItsCurrencysOwnDecimals(String typed, String currency, String paid, String debit) {
        wise.setRate("USD", "KWD", "0.307");

        Transfer transfer = awaitPaid(product.payDeal(typed, currency, contractor("Ada Quist", currency)));

        assertThat(transfer.targetValue()).isEqualTo(paid);
        assertThat(transfer.debited()).isEqualTo(debit);
    }

    @Test
    void tenDigitsArePaidToTheCent() {
        wise.setBalance("USD", "20000000000.00");

        awaitPaid(product.payDeal("9876543210.12", "EUR", contractor("Ada Quist", "EUR")));

        assertThat(wise.balance("USD")).isEqualTo("9264626937.68");
    }

    @Test
    void aDecimalCommaIsADecimalPoint() {
        Transfer transfer = awaitPaid(product.payDeal("850,50", "EUR", contractor("Ada Quist", "EUR")));

        assertThat(transfer.targetValue()).isEqualTo("850.50");
    }

    @Test
    void aShortReferenceStillNamesTheDeal() {
        long deal = product.payDeal("250.00", "USD", contractor("Ada Quist", "USD"));

        assertThat(awaitPaid(deal).reference()).hasSizeLessThanOrEqualTo(10).isEqualTo(String.valueOf(deal));
    }

    @Test
    void aLongReferenceSaysThatItIsADeal() {
        long deal = product.payDeal("250.00", "EUR", contractor("Ada Quist", "EUR"));

        assertThat(awaitPaid(deal).reference()).isEqualTo("DEAL-" + deal);
    }
}
