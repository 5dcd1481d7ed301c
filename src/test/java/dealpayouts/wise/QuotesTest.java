package dealpayouts.wise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dealpayouts.json.Json;
import dealpayouts.ledger.APayout;
import dealpayouts.ledger.AllGenuine;
import dealpayouts.ledger.Contractor;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.ledger.TransferDetails;
import dealpayouts.money.Money;
import dealpayouts.provider.Quote;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A price is used only when it is for exactly what was asked for; all figures are in its own currencies. */
class QuotesTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");
    private static final long PROFILE = 20045501;
    private static final long RECIPIENT = 702204455;
    private static final int OK = 200;
    private static final String ANSWER =
            """
            {"id":"c1f0a7de-5b1c-4d0e-9a51-6f2f4b7a0001","profile":20045501,"targetAccount":702204455,
             "sourceCurrency":"USD","targetCurrency":"EUR","rate":0.92,"payOut":"BANK_TRANSFER",
             "expirationTime":"2026-09-01T10:30:00Z","paymentOptions":[{"payIn":"BALANCE","payOut":"BANK_TRANSFER",
             "sourceAmount":932.30,"sourceCurrency":"USD","targetAmount":850.50,"targetCurrency":"EUR",
             "fee":{"total":7.84}}]}
            """;

    private final Quotes quotes = new Quotes("USD", Clock.fixed(NOW, ZoneOffset.UTC), new AllGenuine());
    private final Payout payout = APayout.with(Map.of("amount", money("850.50", "EUR")));

    @Test
    void aPriceForWhatWasAskedIsUsed() {
        Quote quote = read(null, ANSWER);

        assertThat(quote.debit()).isEqualTo(money("932.30", "USD"));
        assertThat(quote.fee()).isEqualTo(money("7.84", "USD"));
    }

    @Test
    void aRouteMayChooseTheBalance() {
        assertThat(Json.read(quotes.request(payout, RECIPIENT, "GBP", TransferDetails.NONE))
                        .path("sourceCurrency")
                        .asText())
                .isEqualTo("GBP");

        Quote quote = read("GBP", ANSWER.replace("USD", "GBP"));

        assertThat(quote.debit()).isEqualTo(money("932.30", "GBP"));
        assertThat(quote.fee()).isEqualTo(money("7.84", "GBP"));
    }

    @Test
    void withoutAChoiceTheBalanceOfTheSettingsPays() {
        assertThat(Json.read(quotes.request(payout, RECIPIENT, null, TransferDetails.NONE))
                        .path("sourceCurrency")
                        .asText())
                .isEqualTo("USD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sourceCurrency\":\"USD\",\"targetCurrency\":\"EUR\",\"rate\" | \"sourceCurrency\":\"GBP\",\"targetCurrency\":\"EUR\",\"rate\" | the currency of the balance is GBP, asked for was USD",
                "\"sourceCurrency\":\"USD\",\"targetAmount\" | \"sourceCurrency\":\"GBP\",\"targetAmount\" | the currency of the balance is GBP, asked for was USD",
                "\"targetCurrency\":\"EUR\",\"rate\" | \"targetCurrency\":\"SEK\",\"rate\" | the currency of the contractor is SEK, asked for was EUR",
                "\"targetCurrency\":\"EUR\",\"rate\" | \"rate\" | the currency of the contractor is none, asked for was EUR",
                "\"profile\":20045501 | \"profile\":20045502 | the profile is 20045502, asked for was 20045501",
                "\"targetAccount\":702204455 | \"targetAccount\":702204456 | the recipient is 702204456, asked for was 702204455",
                "\"targetAccount\":702204455 | \"targetAccount\":null | the recipient is none, asked for was 702204455",
                "\"targetAmount\":850.50 | \"targetAmount\":850.51 | Wise offers 850.51 EUR instead of 850.50 EUR"
            })
    void aPriceForSomethingElseIsRefused(String asked, String other, String problem) {
        assertThat(ANSWER).contains(asked);

        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() -> read(null, ANSWER.replace(asked, other)))
                .satisfies(stop -> assertThat(stop.getReason()).isEqualTo(StopReason.QUOTE_REFUSED))
                .satisfies(stop -> assertThat(String.valueOf(stop.getFacts().get("problem")))
                        .contains(problem));
    }

    private Quote read(String wanted, String answer) {
        return quotes.read(
                payout,
                PROFILE,
                RECIPIENT,
                new Contractor(17800456, "Ada Quist", "", ""),
                wanted,
                answer,
                OK,
                null,
                null);
    }

    private static Money money(String amount, String currency) {
        return Money.of(new BigDecimal(amount), currency);
    }
}
