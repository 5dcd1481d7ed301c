package dealpayouts.wise;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.json.UnreadableAnswerException;
import dealpayouts.ledger.Answers;
import dealpayouts.ledger.Contractor;
import dealpayouts.ledger.Genuine;
import dealpayouts.ledger.Payout;
import dealpayouts.ledger.RetryLaterException;
import dealpayouts.ledger.Stop;
import dealpayouts.ledger.StopReason;
import dealpayouts.ledger.TransferDetails;
import dealpayouts.money.Money;
import dealpayouts.provider.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Variable;

/** Bean {@code quotes}: asks for a price and refuses one that cannot be paid from the balance as it stands. */
public final class Quotes {

    private static final int RATE_DECIMALS = 10;
    private static final Duration EXPIRY_MARGIN = Duration.ofMinutes(2);

    /** Where the price depends on the transfer's nature (Wise reference §5). */
    private static final Set<String> WITH_NATURE = Set.of("BRL", "NPR");

    private static final String NATURE = "transferNature";
    private static final int LONGEST_WORDS = 300;

    private final String sourceCurrency;
    private final Clock clock;
    private final Genuine genuine;

    /** @param sourceCurrency the currency of the balance that pays */
    public Quotes(String sourceCurrency, Clock clock, Genuine genuine) {
        this.sourceCurrency = sourceCurrency;
        this.clock = clock;
        this.genuine = genuine;
    }

    /**
     * The request for a price (Wise reference §5): exactly what the contractor receives, from the balance.
     *
     * @param recipientId null while the recipient is still to be made; such a quote only shows what Wise requires
     * @param wanted the currency of the balance that pays this payout; null: the one of the settings
     * @param details what was given for the transfer; its nature belongs to the price of some currencies
     */
    public String request(
            @Variable("payout") Payout payout,
            @Variable("recipientId") Long recipientId,
            @Variable("sourceCurrency") String wanted,
            @Variable("transferDetails") TransferDetails details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sourceCurrency", source(wanted));
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
        boolean hasNature = WITH_NATURE.contains(source(wanted))
                || WITH_NATURE.contains(payout.amount().currency().getCurrencyCode());
        if (nature != null && hasNature) {
            body.put("paymentMetadata", Map.of("transferNature", nature));
        }
        return Json.write(body);
    }

    /** The id of a quote, whatever it says. */
    public String id(@Variable("quoteAnswer") String answer) {
        return requiredText(Json.read(answer), "id");
    }

    /**
     * Reads the price, which must be for exactly what was asked for.
     *
     * @param wanted the currency of the balance that pays this payout; null: the one of the settings
     * @param answer Wise's quote
     * @param code its HTTP status; a validation error means that Wise does not pay this amount or currency
     * @throws Stop when the quote is refused, blocked, for something else, or cannot be paid from the balance
     */
    public Quote read(
            @Variable("payout") Payout payout,
            @Variable("profileId") long profileId,
            @Variable("recipientId") long recipientId,
            @Variable("contractor") Contractor contractor,
            @Variable("sourceCurrency") String wanted,
            @Variable("quoteAnswer") String answer,
            @Variable("header:quoteAnswer.CamelHttpResponseCode") int code,
            @Variable("header:quoteAnswer.Content-Type") String contentType,
            @Variable("header:quoteAnswer.x-trace-id") String trace) {
        genuine.require(payout, Answers.Kind.QUOTE, null, code, answer);
        refuseErrors(answer, code, contentType, trace);
        JsonNode quote = Json.read(answer);
        if (!quote.path("id").isTextual() || !quote.path("paymentOptions").isArray()) {
            throw new UnreadableAnswerException("the answer is not the quote that was asked for");
        }
        for (JsonNode notice : quote.path("notices")) {
            if ("BLOCKED".equals(notice.path("type").asText())) {
                throw new Stop(
                        StopReason.QUOTE_BLOCKED,
                        Map.of(
                                "problem",
                                PlainText.fact(notice.path("text")
                                        .asText(notice.path("message").asText()))));
            }
        }
        String source = source(wanted);
        String targetCurrency = payout.amount().currency().getCurrencyCode();
        requireAsked("the currency of the balance", quote.path("sourceCurrency"), source);
        requireAsked("the currency of the contractor", quote.path("targetCurrency"), targetCurrency);
        requireAskedIfSaid("profile", quote.path("profile"), profileId);
        requireAskedIfSaid("recipient", quote.path("targetAccount"), recipientId);
        JsonNode option = balanceOption(quote, source);
        requireAsked("the currency of the balance", option.path("sourceCurrency"), source);
        requireAsked("the currency of the contractor", option.path("targetCurrency"), targetCurrency);
        Money target = money(option, "targetAmount", targetCurrency);
        if (!target.equals(payout.amount())) {
            throw new Stop(
                    StopReason.QUOTE_REFUSED,
                    Map.of("problem", "Wise offers " + target + " instead of " + payout.amount()));
        }
        Instant expiresAt = WiseTimes.read(requiredText(quote, "expirationTime"));
        if (expiresAt.isBefore(clock.instant().plus(EXPIRY_MARGIN))) {
            throw new RetryLaterException("the quote expires at " + expiresAt + ", too soon to use it");
        }
        return new Quote(
                requiredText(quote, "id"),
                profileId,
                recipientId,
                contractor.id(),
                expiresAt,
                target,
                money(option, "sourceAmount", source),
                fee(option, source),
                rate(quote),
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
        return PlainText.of(WiseProblems.words(problem.details()), LONGEST_WORDS);
    }

    private static JsonNode balanceOption(JsonNode quote, String source) {
        String payOut = quote.path("payOut").asText();
        for (JsonNode option : quote.path("paymentOptions")) {
            if ("BALANCE".equals(option.path("payIn").asText())
                    && payOut.equals(option.path("payOut").asText())) {
                if (option.path("disabled").asBoolean()) {
                    throw new Stop(
                            StopReason.BALANCE_OPTION_UNUSABLE,
                            Map.of(
                                    "problem",
                                    PlainText.clause(option.path("disabledReason")
                                            .path("message")
                                            .asText("Wise has switched that off"))));
                }
                return option;
            }
        }
        throw new Stop(
                StopReason.BALANCE_OPTION_UNUSABLE,
                Map.of("problem", "there is no payment from the " + source + " balance"));
    }

    private String source(String wanted) {
        return wanted == null || wanted.isBlank() ? sourceCurrency : wanted.strip();
    }

    private static void requireAsked(String what, JsonNode found, String asked) {
        if (!asked.equals(found.textValue())) {
            throw otherThanAsked(what, found, asked);
        }
    }

    /** A gateway may leave it out; a quote for none at all is another one. */
    private static void requireAskedIfSaid(String what, JsonNode found, long asked) {
        boolean isAsked = found.isIntegralNumber() && found.canConvertToLong() && found.longValue() == asked;
        if (!found.isMissingNode() && !isAsked) {
            throw otherThanAsked("the " + what, found, String.valueOf(asked));
        }
    }

    private static Stop otherThanAsked(String what, JsonNode found, String asked) {
        String other = found.isNull() || found.isMissingNode() ? "none" : PlainText.fact(found.asText());
        return new Stop(
                StopReason.QUOTE_REFUSED,
                Map.of(
                        "problem",
                        "The price that came is for something else: " + what + " is " + other + ", asked for was "
                                + asked + ". Tell the operator."));
    }

    private static Money fee(JsonNode option, String source) {
        JsonNode total = option.path("price").path("total").path("value").path("amount");
        BigDecimal fee =
                Json.number(total).orElseGet(() -> decimal(option.path("fee").path("total"), "fee.total"));
        // It is a part of the debit that people are shown: finer than the currency's decimals it is rounded.
        int decimals = Currency.getInstance(source).getDefaultFractionDigits();
        return Money.of(fee.setScale(decimals, RoundingMode.HALF_UP), source);
    }

    /** As Wise wrote it, or as finely as people are shown it. */
    private static BigDecimal rate(JsonNode quote) {
        BigDecimal rate = decimal(quote.path("rate"), "rate");
        return rate.scale() <= RATE_DECIMALS ? rate : rate.setScale(RATE_DECIMALS, RoundingMode.HALF_UP);
    }

    private static Money money(JsonNode option, String field, String currency) {
        return Money.of(decimal(option.path(field), field), currency);
    }

    private static BigDecimal decimal(JsonNode value, String field) {
        return Json.number(value)
                .orElseThrow(() -> new UnreadableAnswerException("the quote has no number in " + field));
    }

    private static String requiredText(JsonNode node, String field) {
        String text = node.path(field).textValue();
        if (text == null) {
            throw new UnreadableAnswerException("the quote has no " + field);
        }
        return text;
    }
}
