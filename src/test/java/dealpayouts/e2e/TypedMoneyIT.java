package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.KommoStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Amounts and currencies as people type them: what can be misread is not paid, and the note says what is expected. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"PLATFORM_ON_SQLITE"})
class TypedMoneyIT extends EndToEnd {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            nullValues = "NONE",
            value = {
                "NONE, Wise: payout amount not set.",
                "0, Wise: payout amount not set.",
                "0.00, Wise: payout amount not set.",
                "-5, 'Wise: The payout amount \"-5\" must be greater than zero.'",
                "'<b>850</b>', 'Wise: The payout amount \"<b>850</b>\" is not a plain number: enter digits only, such as 850.50.'",
                "'1.200,50', 'Wise: The payout amount \"1.200,50\" is not a plain number: enter digits only, such as 850.50.'",
                "12abc, 'Wise: The payout amount \"12abc\" is not a plain number: enter digits only, such as 850.50.'",
                "1e3, 'Wise: The payout amount \"1e3\" is not a plain number: enter digits only, such as 850.50.'",
                "10.555, 'Wise: The payout amount \"10.555\" has too many decimals: an amount in EUR has at most 2.'"
            })
    void anAmountThatCannotBePaidWaitsForACorrection(String typed, String note) {
        long deal = product.payDeal(typed, "EUR", contractor("Ada Quist", "EUR"));
        awaitStopped(deal, note);

        kommo.setDealField(deal, KommoStandIn.FIELD_AMOUNT, "850.50");
        reportAgain(deal);

        assertThat(awaitPaid(deal).targetValue()).isEqualTo("850.50");
    }

    @Test
    void severalValuesWaitForAChoice() {
        long deal = kommo.addDealInStage(
                KommoStandIn.PIPELINE,
                KommoStandIn.STAGE_PAY,
                "Landing page",
                "\u200b100.00\ufeff",
                null,
                contractor("Ada Quist", "EUR"));
        kommo.setDealFieldValues(deal, KommoStandIn.FIELD_CURRENCY, "EUR", "USD");
        product.deliver(kommo.statusDelivery(deal));
        awaitStopped(deal, "Wise: The payout currency has several values, \"EUR\" and \"USD\": leave one of them.");

        kommo.setDealFieldValues(deal, KommoStandIn.FIELD_CURRENCY, "\u00a0eur\u200e");
        reportAgain(deal);

        assertThat(awaitPaid(deal).targetValue()).isEqualTo("100.00");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            nullValues = "NONE",
            value = {
                "NONE, Wise: payout currency not set.",
                "EURO, 'Wise: The payout currency \"EURO\" is not a currency code: enter a three-letter code such as EUR.'",
                "'\u0415UR', 'Wise: The payout currency \"\u0415UR\" is not a currency code, it has the Cyrillic letter \"\u0415\" (U+0415): enter a three-letter code such as EUR.'",
                "BTC, 'Wise: a payout in BTC is refused. Wise does not pay crypto currencies such as BTC: enter a payout currency such as EUR.'",
                "USDT TRC20, 'Wise: a payout in USDT TRC20 is refused. Wise does not pay crypto currencies such as USDT: enter a payout currency such as EUR.'",
                "XAU, 'Wise: a payout in XAU is refused. The payout currency XAU is not money that can be paid: enter a code such as EUR.'"
            })
    void aCurrencyThatCannotBePaidWaitsForACorrection(String typed, String note) {
        long deal = product.payDeal("100.00", typed, contractor("Ada Quist", "EUR"));
        awaitStopped(deal, note);

        kommo.setDealField(deal, KommoStandIn.FIELD_CURRENCY, "EUR");
        reportAgain(deal);

        assertThat(awaitPaid(deal).targetCurrency()).isEqualTo("EUR");
    }
}
