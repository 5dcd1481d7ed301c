package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.money.Money;
import dealpayouts.provider.FundingAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/** Bean {@code balances}: whether the balance can bear a debit. */
public final class Balances {

    private static final String USABLE = "NOT_INVESTED";

    /**
     * Whether the balance is large enough.
     *
     * @param debit what leaves the balance, fee included
     * @param answer Wise's list of STANDARD balances (Wise reference §11)
     */
    public boolean canBear(@Variable("debit") Money debit, @Variable("balancesAnswer") String answer) {
        return !available(debit, answer).isLessThan(debit);
    }

    /**
     * Compares the balance with what a transfer takes from it. Only the funding call decides; this check spares a
     * refusal and names the missing sum.
     *
     * @param debit what leaves the balance, fee included
     * @param answer Wise's list of STANDARD balances (Wise reference §11)
     * @throws Stop with the exact missing sum when the balance is too small or does not exist
     */
    public void check(@Variable("debit") Money debit, @Variable("balancesAnswer") String answer) {
        Money available = available(debit, answer);
        if (available.isLessThan(debit)) {
            throw new Stop(
                    StopReason.TOP_UP,
                    Map.of("missing", debit.minus(available), "needed", debit, "available", available));
        }
    }

    /**
     * Explains why Wise refused to take the money from the balance.
     *
     * @param refusal what Wise said
     * @throws Stop always: with the missing sum, or with Wise's words when the balance is large enough
     */
    public void explainRefusal(
            @Variable("debit") Money debit,
            @Variable("balancesAnswer") String answer,
            @Variable("funding") FundingAnswer refusal) {
        check(debit, answer);
        throw new Stop(
                        StopReason.BALANCE_REFUSED,
                        Map.of("available", available(debit, answer), "problem", reason(refusal)))
                .tracedAs(refusal.trace());
    }

    private static String reason(FundingAnswer refusal) {
        return refusal.code() == null
                ? "Wise gives no reason."
                : "Wise's reason: " + PlainText.fact(refusal.code()) + ".";
    }

    /**
     * What the balance in the debit's currency holds; nothing when there is no such balance.
     *
     * @param answer Wise's list of STANDARD balances
     */
    public static Money available(Money debit, String answer) {
        JsonNode list = Json.list(answer);
        String currency = debit.currency().getCurrencyCode();
        for (JsonNode balance : list) {
            if (currency.equals(balance.path("currency").asText()) && isUsable(balance)) {
                return amount(balance);
            }
        }
        return Money.ofMinor(0, currency);
    }

    /**
     * What each balance holds from which transfers can be paid.
     *
     * @param answer Wise's list of STANDARD balances
     */
    public static List<Money> usable(String answer) {
        List<Money> all = new ArrayList<>();
        for (JsonNode balance : Json.list(answer)) {
            if (isUsable(balance)) {
                all.add(amount(balance));
            }
        }
        return all;
    }

    /** An amount that cannot be read is not taken for an empty balance. */
    private static Money amount(JsonNode balance) {
        return Money.of(
                Json.number(balance.path("amount").path("value"))
                        .orElseThrow(() -> new UnreadableAnswerException("a balance has no amount")),
                balance.path("currency").asText());
    }

    private static boolean isUsable(JsonNode balance) {
        return USABLE.equals(balance.path("investmentState").asText(USABLE));
    }
}
