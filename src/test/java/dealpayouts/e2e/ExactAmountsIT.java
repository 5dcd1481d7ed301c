package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Fault;
import dealpayouts.standin.Transfer;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** Amounts and rates in Wise's answers. */
    private static final Pattern MONEY = Pattern.compile(
            "(\"(?:value|amount|sourceAmount|targetAmount|sourceValue|targetValue|rate|total)\":)(-?[0-9.]+)");

    @ParameterizedTest
    @CsvSource({
        "850.5, EUR, 850.50, 932.30",
        "0.01, EUR, 0.01, 7.85",
        "150000, JPY, 150000, 1012.19",
        "150000.00, JPY, 150000, 1012.19",
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
    void numbersThatWiseWritesAsTextsAreTheSameNumbers() {
        wise.disturb(
                call -> Optional.of(Fault.bodyAfter(body -> MONEY.matcher(body).replaceAll("$1\"$2\""))));

        Transfer transfer = awaitPaid(product.payDeal("850.50", "EUR", contractor("Ada Quist", "EUR")));

        assertThat(transfer.debited()).isEqualTo("932.30");
        wise.setBalance("USD", "12.30");
        long deal = product.payDeal("850.50", "EUR", contractor("Bo Quist", "EUR"));
        eventually(() -> assertThat(kommo.notes(deal))
                .singleElement()
                .asString()
                .contains("920.00 USD missing (needed 932.30 USD, available 12.30 USD)"));
    }

    @Test
    void aFeeOrARateWithManyDigitsIsRoundedAndStopsNothing() {
        wise.disturb(call -> call.path().matches(".*/quotes")
                ? Optional.of(Fault.bodyAfter(body -> body.replaceAll("\"(amount|total)\":7\\.84", "\"$1\":7.8412999")
                        .replace("\"rate\":0.92", "\"rate\":0.92000000000000000012345678901234567890123456789")))
                : Optional.empty());

        long deal = product.payDeal("850.50", "EUR", contractor("Ada Quist", "EUR"));

        eventually(() -> assertThat(kommo.notes(deal))
                .singleElement()
                .asString()
                .contains("Debit 932.30 USD including the fee of 7.84 USD, rate 0.92"));
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
