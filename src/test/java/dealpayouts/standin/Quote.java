package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A Wise quote: the price of one route, for one transfer, for a while (Wise reference §5). */
final class Quote {

    private static final BigDecimal PAY_IN_FEE = new BigDecimal("6.11");
    private static final BigDecimal BANK_SURCHARGE = new BigDecimal("0.72");

    final String id = UUID.randomUUID().toString();
    final String priceDecision = UUID.randomUUID().toString();
    final long profile;
    final String source;
    final String target;
    final boolean sourceProvided;
    final BigDecimal rate;
    final BigDecimal fee;
    /** Without the fee. */
    final BigDecimal sourceValue;

    final BigDecimal targetValue;
    final Instant created;
    final Instant expires;
    final BalanceOption balanceOption;
    final boolean blocked;
    Long targetAccount;
    String payOut;
    String preferredPayIn;
    SentTransfer transfer;
    int laggingReads;

    Quote(
            long profile,
            String source,
            String target,
            boolean sourceProvided,
            BigDecimal amount,
            WiseScenario scenario,
            Instant now) {
        this.profile = profile;
        this.source = source;
        this.target = target;
        this.sourceProvided = sourceProvided;
        rate = scenario.rate(source, target);
        fee = scenario.fee(source, target);
        if (sourceProvided) {
            sourceValue = Currencies.rounded(amount, source).subtract(fee);
            targetValue = Currencies.rounded(sourceValue.multiply(rate), target);
        } else {
            targetValue = Currencies.rounded(amount, target);
            sourceValue = targetValue.divide(rate, Currencies.decimals(source), RoundingMode.HALF_UP);
        }
        created = now;
        expires = now.plus(scenario.quoteLifetime);
        balanceOption = scenario.balanceOption;
        blocked = scenario.blockedNotice;
    }

    /** What paying from the balance takes from it: the BALANCE option's {@code sourceAmount}. */
    BigDecimal debit() {
        return sourceValue.add(fee);
    }

    boolean expired(Instant now) {
        return !now.isBefore(expires);
    }

    private String status(Instant now) {
        if (transfer == null) {
            return expired(now) ? "EXPIRED" : "PENDING";
        }
        if (transfer.funded && laggingReads > 0) {
            laggingReads--;
            return "ACCEPTED";
        }
        return transfer.funded ? "FUNDED" : "ACCEPTED";
    }

    ObjectNode json(Instant now) {
        ObjectNode json = Json.object(
                "id",
                id,
                "status",
                status(now),
                "type",
                "REGULAR",
                "funding",
                "POST",
                "profile",
                profile,
                "user",
                WiseWorld.USER,
                "clientId",
                "acme-client",
                "sourceCurrency",
                source,
                "targetCurrency",
                target,
                sourceProvided ? "sourceAmount" : "targetAmount",
                sourceProvided ? debit() : targetValue,
                "providedAmountType",
                sourceProvided ? "SOURCE" : "TARGET",
                "rate",
                rate,
                "rateType",
                "FIXED",
                "rateTimestamp",
                seconds(created),
                "rateExpirationTime",
                seconds(created.plus(Duration.ofDays(3))),
                "createdTime",
                seconds(created),
                "expirationTime",
                seconds(expires),
                "payOut",
                payOut,
                "preferredPayIn",
                preferredPayIn,
                "payInCountry",
                "US",
                "targetAccount",
                targetAccount,
                "targetAccountDetailsOwnedByProfile",
                targetAccount == null ? null : false,
                "guaranteedTargetAmount",
                false,
                "guaranteedTargetAmountAllowed",
                false,
                "targetAmountAllowed",
                true);
        ArrayNode notices = json.putArray("notices");
        if (blocked) {
            notices.add(Json.object("text", "You can't send money with this quote.", "link", null, "type", "BLOCKED"));
        }
        ArrayNode options = json.putArray("paymentOptions");
        options.add(bankTransferOption());
        if (balanceOption != BalanceOption.MISSING) {
            options.add(balanceOption());
        }
        return json;
    }

    private ObjectNode balanceOption() {
        ObjectNode option = option("BALANCE", fee, zero());
        if (balanceOption == BalanceOption.DISABLED) {
            option.put("disabled", true);
            option.set(
                    "disabledReason",
                    Json.object(
                            "code",
                            "error.payInmethod.disabled",
                            "message",
                            "Paying from the balance is not available."));
        }
        return option;
    }

    private ObjectNode bankTransferOption() {
        return option(
                "BANK_TRANSFER",
                fee.add(Currencies.rounded(BANK_SURCHARGE, source)),
                Currencies.rounded(PAY_IN_FEE, source));
    }

    private ObjectNode option(String payIn, BigDecimal wiseFee, BigDecimal payInFee) {
        BigDecimal total = wiseFee.add(payInFee);
        BigDecimal sourceAmount = sourceValue.add(total);
        return Json.object(
                "payIn",
                payIn,
                "payOut",
                payOut,
                "disabled",
                false,
                "sourceAmount",
                sourceAmount,
                "sourceCurrency",
                source,
                "targetAmount",
                targetValue,
                "targetCurrency",
                target,
                "feePercentage",
                total.divide(sourceAmount, 4, RoundingMode.HALF_UP),
                "estimatedDelivery",
                seconds(created.plus(Duration.ofHours(3))),
                "formattedEstimatedDelivery",
                "in 3 hours",
                "estimatedDeliveryDelays",
                Json.array(),
                "allowedProfileTypes",
                Json.array("PERSONAL", "BUSINESS"),
                "fee",
                Json.object(
                        "transferwise",
                        wiseFee,
                        "payIn",
                        payInFee,
                        "discount",
                        0,
                        "partner",
                        zero(),
                        "total",
                        total,
                        "priceSetId",
                        651),
                "price",
                Json.object(
                        "priceSetId",
                        651,
                        "priceDecisionReferenceId",
                        priceDecision,
                        "total",
                        Json.object("type", "TOTAL", "label", "Total fees", "value", price(total)),
                        "items",
                        Json.array(
                                Json.object("type", "PAYIN", "label", "fee", "value", price(payInFee)),
                                Json.object("type", "TRANSFERWISE", "label", "Our fee", "value", price(wiseFee)))));
    }

    private ObjectNode price(BigDecimal amount) {
        return Json.object("amount", amount, "currency", source, "label", amount.toPlainString() + " " + source);
    }

    private BigDecimal zero() {
        return Currencies.rounded(BigDecimal.ZERO, source);
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
