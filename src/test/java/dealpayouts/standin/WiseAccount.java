package dealpayouts.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.WiseWorld.Balance;
import dealpayouts.standin.WiseWorld.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Profiles, balances, rates and delivery estimates (Wise reference §4, §11, §18). */
final class WiseAccount {

    private static final DateTimeFormatter RATE_TIME = utc("yyyy-MM-dd'T'HH:mm:ss'+0000'");
    private static final DateTimeFormatter ESTIMATE = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'");

    private static final Set<String> STRONG_AUTHENTICATION = Set.of("GB", "DE", "EE", "ES", "FR", "NL", "PL");

    private final WiseWorld world;
    private final WiseTransfers transfers;

    WiseAccount(WiseWorld world, WiseTransfers transfers) {
        this.world = world;
        this.transfers = transfers;
    }

    Answer profiles(Call call) {
        ArrayNode all = Json.array();
        world.profiles.values().forEach(profile -> all.add(profile(profile)));
        return Answer.json(200, all);
    }

    Answer oldProfiles(Call call) {
        ArrayNode all = Json.array();
        for (Profile profile : world.profiles.values()) {
            ObjectNode details = business(profile)
                    ? Json.object(
                            "name",
                            profile.name(),
                            "registrationNumber",
                            "12345678",
                            "companyType",
                            "LIMITED",
                            "companyRole",
                            "OWNER")
                    : Json.object("firstName", "Dana", "lastName", "Reed");
            all.add(Json.object(
                    "id", profile.id(), "type", profile.type().toLowerCase(Locale.ROOT), "details", details));
        }
        return Answer.json(200, all);
    }

    Answer balances(Call call) {
        world.profile(call.id(0), call.path());
        if (call.query("types").isEmpty() && world.dialect == Dialect.PLATFORM) {
            return WiseErrors.invalid("query.types: NotNull");
        }
        ArrayNode all = Json.array();
        boolean standard =
                Arrays.asList(call.query("types").orElse("STANDARD").split(",")).contains("STANDARD");
        if (standard && call.id(0) == WiseWorld.BUSINESS_PROFILE) {
            world.balances.forEach((currency, balance) -> all.add(balance(currency, balance)));
        }
        return Answer.json(200, all);
    }

    /** Asks for a person in the UK and the EEA (Wise reference §15). */
    Answer balanceStatement(Call call) {
        world.profile(call.id(0), call.path());
        String currency = call.query("currency").orElse("");
        Balance balance = world.balances.get(currency);
        if (balance == null || balance.id != call.id(1)) {
            throw WiseErrors.missing("balance", call.id(1));
        }
        if (call.query("intervalStart").isEmpty() || call.query("intervalEnd").isEmpty()) {
            return WiseErrors.invalid("query.intervalStart: NotNull");
        }
        if (STRONG_AUTHENTICATION.contains(world.country)) {
            return Answer.empty(403)
                    .with("x-2fa-approval-result", "REJECTED")
                    .with("x-2fa-approval", UUID.randomUUID().toString());
        }
        return Answer.json(
                200,
                Json.object(
                        "transactions",
                        Json.array(),
                        "endOfStatementBalance",
                        value(balance.amount, currency),
                        "query",
                        Json.object("currency", currency, "accountId", balance.id)));
    }

    Answer rates(Call call) {
        String source = call.query("source").orElse("");
        String target = call.query("target").orElse("");
        BigDecimal rate =
                Currencies.known(source) && Currencies.known(target) ? world.scenario.rate(source, target) : null;
        if (rate == null) {
            return WiseErrors.list(400, "CurrencyCode", "No rate for this pair.", "source", source + "-" + target);
        }
        return Answer.json(
                200,
                Json.array(Json.object(
                        "rate", rate, "source", source, "target", target, "time", RATE_TIME.format(world.now()))));
    }

    Answer deliveryEstimate(Call call) {
        Instant estimate = transfers.existing(call).created.plus(Duration.ofHours(3));
        return Answer.json(
                200,
                Json.object(
                        "estimatedDeliveryDate",
                        ESTIMATE.format(estimate),
                        "formattedEstimatedDeliveryDate",
                        "in 3 hours"));
    }

    private static boolean business(Profile profile) {
        return profile.type().equals("BUSINESS");
    }

    private ObjectNode profile(Profile profile) {
        ObjectNode json = Json.object(
                "type",
                profile.type(),
                "id",
                profile.id(),
                "publicId",
                new UUID(0, profile.id()).toString(),
                "userId",
                WiseWorld.USER,
                "email",
                "pay@acme.example",
                "currentState",
                profile.state(),
                "fullName",
                profile.name(),
                "createdAt",
                "2024-03-10T09:00:00",
                "updatedAt",
                "2026-06-18T14:22:00");
        if (business(profile)) {
            json.setAll(Json.object(
                    "businessName",
                    profile.name(),
                    "registrationNumber",
                    "12345678",
                    "companyType",
                    "LIMITED_COMPANY",
                    "companyRole",
                    "OWNER",
                    "address",
                    Json.object(
                            "id",
                            36000001,
                            "addressFirstLine",
                            "1 High St",
                            "city",
                            "Leeds",
                            "countryIso2Code",
                            world.country,
                            "countryIso3Code",
                            new Locale.Builder()
                                    .setRegion(world.country)
                                    .build()
                                    .getISO3Country()
                                    .toLowerCase(Locale.ROOT),
                            "postCode",
                            "LS1 1AA",
                            "stateCode",
                            null)));
        } else {
            json.setAll(Json.object("firstName", "Dana", "lastName", "Reed"));
        }
        return json;
    }

    private static ObjectNode balance(String currency, Balance balance) {
        BigDecimal nothing = Currencies.rounded(BigDecimal.ZERO, currency);
        return Json.object(
                "id",
                balance.id,
                "currency",
                currency,
                "type",
                "STANDARD",
                "name",
                null,
                "icon",
                null,
                "investmentState",
                "NOT_INVESTED",
                "amount",
                value(balance.amount, currency),
                "reservedAmount",
                value(nothing, currency),
                "cashAmount",
                value(balance.amount, currency),
                "totalWorth",
                value(balance.amount, currency),
                "creationTime",
                balance.created.toString(),
                "modificationTime",
                balance.modified.toString(),
                "visible",
                true,
                "primary",
                true,
                "groupId",
                null,
                "recipientId",
                702204001L);
    }

    private static ObjectNode value(BigDecimal amount, String currency) {
        return Json.object("value", amount, "currency", currency);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
