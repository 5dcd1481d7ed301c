package dealpayouts.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.standin.Funding;
import dealpayouts.standin.Transfer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer that Wise may give to a funding call has one defined outcome. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FundingAnswersIT extends WithProduct {

    private static final String PAID = "Wise: paid 850.50 EUR, ";
    private static final String BALANCE_REFUSED =
            "Wise: the balance was refused although it holds 10000.00 USD. Wise's reason: ";
    private static final String REFUSED = "Wise: the payment is refused. Wise refused to fund this transfer";
    private static final String FORBIDDEN = "Wise: the token may not do this. ";
    private static final String BEGUN = "Wise: the funding of transfer ";
    private static final String IN_WISE = "Wise: transfer ";
    /** Not decided: it is tried again, and the deal says nothing. */
    private static final String AGAIN = "";

    private boolean balanceDrops;

    @BeforeAll
    void start() {
        start(World.PLATFORM_ON_SQLITE, Map.of("payout.explain-after-failures", "1000"));
        wise().onEvent(event -> {
            if (balanceDrops && event.contains(" created: ")) {
                wise().setBalance("USD", "900.00");
            }
        });
    }

    @AfterAll
    void stop() {
        product.close();
    }

    @BeforeEach
    void fill() {
        balanceDrops = false;
        wise().funding(Funding.COMPLETED);
        wise().setBalance("USD", BALANCE.toPlainString());
    }

    private static String outcome(Funding funding) {
        return switch (funding) {
            case COMPLETED, COMPLETED_200, COMPLETED_APPROVED -> PAID;
            case CREATED -> BEGUN;
            case INSUFFICIENT_201,
                    INSUFFICIENT_422,
                    INSUFFICIENT_422_ERR,
                    INSUFFICIENT_200_OLD,
                    INSUFFICIENT_GUIDE_422,
                    NO_BALANCE_FOR_CURRENCY,
                    TEXT_PLAIN_CODE -> BALANCE_REFUSED;
            case ACCOUNT_INACTIVE, INVALID_REQUEST, UNKNOWN_CODE, TEXT_PLAIN_WORDS -> REFUSED;
            case INVALID_STATE, PAYMENT_EXISTS, PAYMENT_EXISTS_TEXT, UNEXPECTED_ERROR, UNKNOWN_STATUS -> AGAIN;
            case MISSING_ROLE, NOT_ACCESSIBLE, FORBIDDEN -> FORBIDDEN;
            case SCA_EMPTY, SCA_JSON, SCA_SPRING -> IN_WISE;
        };
    }

    @ParameterizedTest
    @EnumSource(Funding.class)
    void eachAnswerHasItsOutcomeAndTheTransferIsPaidOnceInTheEnd(Funding funding) {
        wise().funding(funding);
        long deal = pay();
        if (outcome(funding).equals(AGAIN)) {
            patiently().until(() -> transfersOf(deal).stream().anyMatch(transfer -> transfer.fundingAttempts() >= 3));
        } else {
            untilNote(deal, outcome(funding));
        }
        List<String> before = notes(deal);

        wise().funding(Funding.COMPLETED);
        finish(deal);

        boolean explained = !List.of(AGAIN, PAID).contains(outcome(funding));
        assertThat(notes(deal))
                .containsExactlyElementsOf(
                        explained ? List.of(before.get(0), paidNote(deal)) : List.of(paidNote(deal)));
        assertThat(wise().balance("USD")).isEqualByComparingTo(BALANCE.subtract(DEBIT));
    }

    @ParameterizedTest
    @EnumSource(
            value = Funding.class,
            names = {"INSUFFICIENT_.*", "NO_BALANCE_FOR_CURRENCY", "TEXT_PLAIN_CODE"},
            mode = EnumSource.Mode.MATCH_ANY)
    void aBalanceThatBecameTooSmallIsExplainedWithTheMissingSum(Funding refusal) {
        balanceDrops = true;
        wise().shortBalance(refusal);
        long deal = pay();

        untilNote(deal, "Wise");
        assertThat(kommo().notes(deal))
                .containsExactly("Wise: top up balance for transfer 850.50 EUR: 32.30 USD missing"
                        + " (needed 932.30 USD, available 900.00 USD). It goes on by itself after the top-up.");
        wise().setBalance("USD", BALANCE.toPlainString());
        finish(deal);
    }

    private void finish(long deal) {
        Transfer transfer = transferOf(deal);
        if (transfer.status().equals("incoming_payment_initiated")) {
            wise().advance(transfer.id(), "processing");
        } else if (kommo().notes(deal).stream().anyMatch(note -> note.contains("Fund it in Wise"))) {
            wise().fundByHand(transfer.id());
        }
        mention(deal);
        untilPaid(deal);
    }
}
