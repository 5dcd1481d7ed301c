package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.BalanceOption;
import dealpayouts.standin.WiseStandIn;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Wise does not allow now stops a payout before there is a transfer, says so on the deal, and is over once Wise allows it. */
@ParameterizedClass
@EnumSource(
        value = World.class,
        names = {"GUIDE_ON_SQLITE"})
class WiseStopsIT extends EndToEnd {

    private static final long BRANCH = 20045777;

    @Test
    void withoutABusinessProfileNothingIsPaid() {
        wise.addBusinessProfile(WiseStandIn.PROFILE_ID, "HIDDEN");
        long deal = goodDeal();
        awaitStopped(
                deal, "Wise: no payment is possible, this token sees no visible business profile. Tell the operator.");

        wise.addBusinessProfile(WiseStandIn.PROFILE_ID, "VISIBLE");
        reportAgain(deal);

        awaitPaid(deal);
    }

    @Test
    void ofSeveralBusinessProfilesNoneIsGuessed() {
        wise.addBusinessProfile(BRANCH, "VISIBLE");

        awaitStopped(
                goodDeal(),
                "Wise: no payment is possible, there are several business profiles [20045501, 20045777];"
                        + " set WISE_PROFILE_ID to one of them. Tell the operator.");
    }

    @Test
    void ofSeveralBusinessProfilesTheConfiguredOnePays() {
        wise.addBusinessProfile(BRANCH, "VISIBLE");
        product.restartWith("wise.profile-id", String.valueOf(WiseStandIn.PROFILE_ID));

        awaitPaid(goodDeal());
    }

    @Test
    void profilesThatAreNotVisibleDoNotCount() {
        wise.addBusinessProfile(BRANCH, "DEACTIVATED");
        wise.addBusinessProfile(BRANCH + 1, "HIDDEN");

        awaitPaid(goodDeal());
    }

    @Test
    void aConfiguredProfileThatTheTokenDoesNotSeeIsNotReplaced() {
        product.restartWith("wise.profile-id", String.valueOf(BRANCH));

        awaitStopped(
                goodDeal(),
                "Wise: no payment is possible, WISE_PROFILE_ID 20045777 is not a visible business profile of this token."
                        + " Tell the operator.");
    }

    @Test
    void aCurrencyThatWiseDoesNotPayIsRefusedInWisesWords() {
        wise.unsupportedTargets("PLN");
        long deal = product.payDeal("100.00", "PLN", contractor("Ada Quist", "PLN"));
        awaitStopped(deal, "Wise: this payout is refused. Wise refused the call: This route is not supported.");

        wise.unsupportedTargets();
        reportAgain(deal);

        awaitPaid(deal);
    }

    @Test
    void aQuoteThatTheBalanceCannotPayIsNotUsed() {
        wise.balanceOption(BalanceOption.MISSING);
        long deal = goodDeal();
        awaitStopped(
                deal,
                "Wise: the balance cannot pay this, there is no payment from the USD balance. Tell the operator.");

        wise.balanceOption(BalanceOption.AVAILABLE);
        reportAgain(deal);

        awaitPaid(deal);
    }

    @Test
    void aDisabledBalanceStopsWithWisesReason() {
        wise.balanceOption(BalanceOption.DISABLED);
        long deal = goodDeal();
        awaitStopped(
                deal,
                "Wise: the balance cannot pay this, Paying from the balance is not available. Tell the operator.");

        wise.balanceOption(BalanceOption.AVAILABLE);
        reportAgain(deal);

        awaitPaid(deal);
    }

    @Test
    void aBlockedQuoteIsNotUsed() {
        wise.blockQuotes(true);
        long deal = goodDeal();
        awaitStopped(deal, "Wise: this payout is blocked. You can't send money with this quote.");

        wise.blockQuotes(false);
        reportAgain(deal);

        awaitPaid(deal);
    }

    @Test
    void aQuoteAboutToExpireIsNotUsed() {
        wise.quoteLifetime(Duration.ofSeconds(90));
        long deal = goodDeal();

        eventually(() -> assertThat(kommo.notes(deal))
                .singleElement()
                .asString()
                .startsWith("Wise: payout delayed, the quote expires at ")
                .endsWith(", too soon to use it. It is tried again by itself; nothing to do."));
        assertThat(wise.transfers()).isEmpty();
    }

    @Test
    void aFreshQuoteIsAskedForUntilOneLivesLongEnough() {
        wise.quoteLifetime(Duration.ofSeconds(90));
        long deal = goodDeal();
        eventually(() -> assertThat(product.ledgerColumn("journal", "outcome"))
                .anyMatch(outcome -> outcome.contains("too soon to use it")));

        wise.quoteLifetime(Duration.ofMinutes(30));

        awaitPaid(deal);
    }

    private long goodDeal() {
        return product.payDeal("100.00", "EUR", contractor("Ada Quist", "EUR"));
    }
}
