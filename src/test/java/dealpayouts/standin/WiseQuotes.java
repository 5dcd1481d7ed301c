package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.standin.WiseWorld.Recipient;
import java.math.BigDecimal;
import java.util.List;

/** Quotes (Wise reference §5). */
final class WiseQuotes {

    private final WiseWorld world;

    WiseQuotes(WiseWorld world) {
        this.world = world;
    }

    Answer create(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        JsonNode body = WiseWorld.body(call);
        String source = currency(body, "sourceCurrency");
        String target = currency(body, "targetCurrency");
        BigDecimal sourceAmount = amount(body, "sourceAmount", source);
        BigDecimal targetAmount = amount(body, "targetAmount", target);
        if ((sourceAmount == null) == (targetAmount == null)) {
            throw invalid(
                    "error.quote.amount.onlySingle",
                    "Please send either sourceAmount or targetAmount.",
                    "sourceAmount");
        }
        if (world.scenario.rate(source, target) == null || world.scenario.unsupportedTargets.contains(target)) {
            throw WiseErrors.refusal(
                    400, "error.route.not.supported", "This route is not supported.", null, source + "-" + target);
        }
        if (world.scenario.transferNatureFor.contains(target)
                && body.path("paymentMetadata")
                        .path("transferNature")
                        .asText("")
                        .isEmpty()) {
            throw invalid(
                    "NOT_VALID",
                    "Please specify the nature of the transfer, one of: PAYMENT_FOR_SERVICES, OTHER",
                    "paymentMetadata.transferNature");
        }
        Quote quote = new Quote(
                profile,
                source,
                target,
                sourceAmount != null,
                sourceAmount != null ? sourceAmount : targetAmount,
                world.scenario,
                world.now());
        if (quote.targetValue.signum() <= 0) {
            throw invalid("error.greaterThanZero", "The amount does not cover the fee.", "sourceAmount");
        }
        quote.targetAccount = targetAccount(body, quote);
        quote.payOut = orElse(WiseWorld.text(body, "payOut"), payOut(quote.targetAccount));
        quote.preferredPayIn = orElse(WiseWorld.text(body, "preferredPayIn"), "BANK_TRANSFER");
        world.quotes.put(quote.id, quote);
        return Answer.json(200, quote.json(world.now()));
    }

    Answer get(Call call) {
        return Answer.json(200, existing(call).json(world.now()));
    }

    Answer update(Call call) {
        if (!call.hasContentType("application/merge-patch+json")) {
            throw new Refusal(WiseErrors.plain(
                    415,
                    "Unsupported Media Type",
                    "Content-Type '" + call.header("Content-Type") + "' is not supported",
                    world.now(),
                    call.path()));
        }
        Quote quote = existing(call);
        JsonNode body = WiseWorld.body(call);
        if (quote.transfer != null || quote.expired(world.now())) {
            throw invalid("error.quote.not.pending", "Only a pending quote can be changed.", "id");
        }
        for (String fixed : List.of("sourceCurrency", "targetCurrency", "sourceAmount", "targetAmount")) {
            if (body.hasNonNull(fixed)) {
                throw invalid("error.quote.field.fixed", "Make another quote to change this.", fixed);
            }
        }
        if (body.has("targetAccount")) {
            quote.targetAccount = targetAccount(body, quote);
            quote.payOut = payOut(quote.targetAccount);
        }
        quote.payOut = orElse(WiseWorld.text(body, "payOut"), quote.payOut);
        quote.preferredPayIn = orElse(WiseWorld.text(body, "preferredPayIn"), quote.preferredPayIn);
        return Answer.json(200, quote.json(world.now()));
    }

    /** As the kind of recipient asks for (Wise reference §5, the recipients' step 7). */
    private String payOut(Long targetAccount) {
        return targetAccount != null && world.recipient(targetAccount).type == RecipientType.SWIFT_CODE
                ? "SWIFT"
                : "BANK_TRANSFER";
    }

    private Quote existing(Call call) {
        long profile = world.profile(call.id(0), call.path()).id();
        Quote quote = world.quotes.get(call.variable(1));
        if (quote == null || quote.profile != profile) {
            throw WiseErrors.refusal(404, "quote.not.found", "There is no such quote.", "id", call.variable(1));
        }
        return quote;
    }

    private Long targetAccount(JsonNode body, Quote quote) {
        Long id = WiseWorld.integer(body, "targetAccount");
        if (id == null) {
            return null;
        }
        Recipient recipient = world.recipient(id);
        if (recipient == null || !recipient.active || recipient.profile != quote.profile) {
            throw WiseErrors.refusal(422, "RECIPIENT_MISSING", "There is no such recipient.", "targetAccount", id);
        }
        if (!recipient.currency.equals(quote.target)) {
            throw WiseErrors.notValid(
                    "targetAccount", "The recipient does not receive " + quote.target + ".", recipient.currency);
        }
        return id;
    }

    private static String currency(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual() || !Currencies.known(value.textValue())) {
            throw invalid("CurrencyCode", "Not a currency code.", field);
        }
        return value.textValue();
    }

    private static BigDecimal amount(JsonNode body, String field, String currency) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            throw invalid("NOT_VALID", "Please send a number.", field);
        }
        BigDecimal amount = value.decimalValue();
        if (amount.signum() <= 0) {
            throw invalid("error.greaterThanZero", "Please enter an amount greater than zero.", field);
        }
        if (amount.stripTrailingZeros().scale() > Currencies.decimals(currency)) {
            throw invalid("NOT_VALID", currency + " has no such decimals.", field);
        }
        return amount;
    }

    private static Refusal invalid(String code, String message, String field) {
        return WiseErrors.refusal(400, code, message, field, field);
    }

    private static String orElse(String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}
