package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.kommo.Contractor;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.money.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Variable;

/** Bean {@code quotes}: asks for a price and refuses one that cannot be paid from the balance as it stands. */
public final class Quotes {

    private static final Duration EXPIRY_MARGIN = Duration.ofMinutes(2);

    /** Where the price depends on the transfer's nature (Wise reference §5). */
    private static final Set<String> WITH_NATURE = Set.of("BRL", "NPR");

    private static final String NATURE = "transferNature";
    private static final int LONGEST_WORDS = 300;

    private final String sourceCurrency;
    private final Clock clock;

    /** @param sourceCurrency the currency of the balance that pays */
    public Quotes(String sourceCurrency, Clock clock) {
        this.sourceCurrency = sourceCurrency;
        this.clock = clock;
    }

    /**
     * The request for a price (Wise reference §5): exactly what the contractor receives, from the balance.
     *
     * @param recipientId null while the recipient is still to be made; such a quote only shows what Wise requires
     * @param details what was given for the transfer; its nature belongs to the price of some currencies
     */
    public String request(
            @Variable("payout") Payout payout,
            @Variable("recipientId") Long recipientId,
            @Variable("transferDetails") TransferDetails details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sourceCurrency", sourceCurrency);
        body.put("targetCurrency", payout.amount().currency().getCurrencyCode());
        body.put("targetAmount", payout.amount().amount());
        if (recipientId == null) {
            body.put("payOut", "BANK_TRANSFER");
        } else {
            // How it is paid out then follows from the kind of recipient; what is sent here would overrule that.
            body.put("targetAccount", recipientId);
        }
        body.put("preferredPayIn", "BALANCE");
        String nature = details.value(NATURE);
        boolean wanted = WITH_NATURE.contains(sourceCurrency)
                || WITH_NATURE.contains(payout.amount().currency().getCurrencyCode());
        if (nature != null && wanted) {
            body.put("paymentMetadata", Map.of("transferNature", nature));
        }
        return Json.write(body);
    }

    /** The id of a quote, whatever it says. */
    public String id(@Variable("quoteAnswer") String answer) {
        return requiredText(Json.read(answer), "id");
    }

    /**
     * Reads the price.
     *
     * @param answer Wise's quote
     * @param code its HTTP status; a validation error means that Wise does not pay this amount or currency
     * @throws Stop when the quote is refused, blocked, for something else, or cannot be paid from the balance
     */
    public Quote read(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("recipientId") long recipientId,
            @Variable("contractor") Contractor contractor,
            @Variable("quoteAnswer") String answer,
            @Variable("header:quoteAnswer.CamelHttpResponseCode") int code,
            @Variable("header:quoteAnswer.Content-Type") String contentType,
            @Variable("header:quoteAnswer.x-trace-id") String trace) {
        refuseErrors(answer, code, contentType, trace);
        JsonNode quote = Json.read(answer);
        for (JsonNode notice : quote.path("notices")) {
            if ("BLOCKED".equals(notice.path("type").asText())) {
                throw new Stop(
                        StopReason.QUOTE_BLOCKED,
                        Map.of(
                                "problem",
                                PlainWords.fact(notice.path("text")
                                        .asText(notice.path("message").asText()))));
            }
        }
        JsonNode option = balanceOption(quote);
        Money target = money(option, "targetAmount", payout.amount().currency().getCurrencyCode());
        if (!target.equals(payout.amount())) {
            throw new Stop(
                    StopReason.QUOTE_REFUSED,
                    Map.of("problem", "Wise offers " + target + " instead of " + payout.amount()));
        }
        Instant expiresAt = WiseTimes.read(requiredText(quote, "expirationTime"));
        if (expiresAt.isBefore(clock.instant().plus(EXPIRY_MARGIN))) {
            throw new UnreadableAnswerException("the quote expires at " + expiresAt + ", too soon to use it");
        }
        return new Quote(
                requiredText(quote, "id"),
                profileId,
                recipientId,
                contractor.id(),
                expiresAt,
                target,
                money(option, "sourceAmount", sourceCurrency),
                fee(option),
                decimal(quote.path("rate"), "rate"),
                Optional.ofNullable(option.path("estimatedDelivery").textValue())
                        .map(WiseTimes::read)
                        .orElse(null));
    }

    /** @throws Stop when Wise refused to price this payout, or wants to know its nature (Wise reference §5, errors) */
    public void refuseErrors(
            @Variable("quoteAnswer") String answer,
            @Variable("header:quoteAnswer.CamelHttpResponseCode") int code,
            @Variable("header:quoteAnswer.Content-Type") String contentType,
            @Variable("header:quoteAnswer.x-trace-id") String trace) {
        if (code < 400) {
            return;
        }
        WiseProblem problem = WiseProblems.read(code, contentType, answer);
        boolean nature = problem.details().stream()
                .anyMatch(detail -> String.valueOf(detail.path()).contains(NATURE)
                        || String.valueOf(detail.message()).contains(NATURE));
        Stop stop = nature
                ? new Stop(
                        StopReason.REQUIREMENT_MISSING,
                        Map.of("details", "nature of the transfer (" + NATURE + "), " + words(problem)))
                : new Stop(StopReason.QUOTE_REFUSED, Map.of("problem", problem.sentence()));
        throw stop.tracedAs(TraceId.of(trace));
    }

    private static String words(WiseProblem problem) {
        return PlainWords.of(WiseProblems.words(problem.details()), LONGEST_WORDS);
    }

    private JsonNode balanceOption(JsonNode quote) {
        String payOut = quote.path("payOut").asText();
        for (JsonNode option : quote.path("paymentOptions")) {
            if ("BALANCE".equals(option.path("payIn").asText())
                    && payOut.equals(option.path("payOut").asText())) {
                if (option.path("disabled").asBoolean()) {
                    throw new Stop(
                            StopReason.BALANCE_OPTION_UNUSABLE,
                            Map.of(
                                    "problem",
                                    PlainWords.clause(option.path("disabledReason")
                                            .path("message")
                                            .asText("Wise has switched that off"))));
                }
                return option;
            }
        }
        throw new Stop(
                StopReason.BALANCE_OPTION_UNUSABLE,
                Map.of("problem", "there is no payment from the " + sourceCurrency + " balance"));
    }

    private Money fee(JsonNode option) {
        JsonNode total = option.path("price").path("total").path("value").path("amount");
        return total.isNumber()
                ? Money.of(total.decimalValue(), sourceCurrency)
                : Money.of(decimal(option.path("fee").path("total"), "fee.total"), sourceCurrency);
    }

    private static Money money(JsonNode option, String field, String currency) {
        return Money.of(decimal(option.path(field), field), currency);
    }

    private static BigDecimal decimal(JsonNode value, String field) {
        if (!value.isNumber()) {
            throw new UnreadableAnswerException("the quote has no number in " + field);
        }
        return value.decimalValue();
    }

    private static String requiredText(JsonNode node, String field) {
        String text = node.path(field).textValue();
        if (text == null) {
            throw new UnreadableAnswerException("the quote has no " + field);
        }
        return text;
    }
}
