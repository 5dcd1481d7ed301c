package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.WiseWorld.Recipient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Recipients, called accounts in paths (Wise reference §6). */
final class WiseRecipients {

    private static final int PAGE = 20;
    private static final Pattern NAME_CHARACTERS = Pattern.compile("[0-9A-Za-zÀ-ÖØ-öø-ÿ\\-_()'*,.\\s]+");
    private static final Pattern PERSON = Pattern.compile("\\S{2,}(\\s+\\S{2,})+");
    private static final Map<String, String> COUNTRIES =
            Map.of("GBP", "GB", "USD", "US", "CAD", "CA", "INR", "IN", "EUR", "DE");

    private final WiseWorld world;

    WiseRecipients(WiseWorld world) {
        this.world = world;
    }

    Answer create(Call call) {
        JsonNode body = WiseWorld.body(call);
        Long profile = WiseWorld.integer(body, "profile");
        long owner = world.profile(profile == null ? WiseWorld.PERSONAL_PROFILE : profile, call.path())
                .id();
        String currency = WiseWorld.text(body, "currency");
        if (currency == null || !Currencies.known(currency)) {
            throw WiseErrors.notValid("currency", "Please specify a currency.");
        }
        RecipientType type = type(currency, WiseWorld.text(body, "type"));
        if (!(body.path("details") instanceof ObjectNode details)) {
            throw WiseErrors.notValid("details", "Please specify the account details.");
        }
        boolean business = details.path("legalType").asText().equals("BUSINESS");
        String name = checkedName(WiseWorld.text(body, "accountHolderName"), business);
        type.check(details);
        name = world.scenario.storing.kept(name);
        Recipient recipient = new Recipient(world.nextRecipientId(), owner, currency, type, name, details.deepCopy());
        recipient.confirmations =
                world.scenario.newConfirmations == null ? null : world.scenario.newConfirmations.deepCopy();
        world.recipients.put(recipient.id, recipient);
        world.tell("recipient " + recipient.id + " created: " + name + ", " + currency + " " + type.code);
        return Answer.json(200, created(recipient));
    }

    Answer get(Call call) {
        return Answer.json(200, read(existing(call.id(0), 404)));
    }

    Answer list(Call call) {
        long profile = call.query("profileId")
                .or(() -> call.query("profile"))
                .map(Long::parseLong)
                .orElse(WiseWorld.PERSONAL_PROFILE);
        world.profile(profile, call.path());
        int size = Math.min(PAGE, call.query("size").map(Integer::parseInt).orElse(PAGE));
        long position = call.query("seekPosition").map(Long::parseLong).orElse(0L);
        boolean active = call.query("active").map(Boolean::parseBoolean).orElse(true);
        Predicate<Recipient> wanted = recipient -> recipient.profile == profile
                && recipient.active == active
                && call.query("currency").map(recipient.currency::equals).orElse(true)
                && call.query("type")
                        .map(type -> type.equalsIgnoreCase(recipient.type.code) || type.equals(recipient.type.readName))
                        .orElse(true);
        List<Recipient> page = world.recipients.tailMap(position, false).values().stream()
                .filter(wanted)
                .limit(size)
                .toList();
        ArrayNode content = Json.array();
        page.forEach(recipient -> content.add(read(recipient)));
        return Answer.json(
                200,
                Json.object(
                        "content",
                        content,
                        "sort",
                        Json.object("empty", false, "sorted", true, "unsorted", false),
                        "size",
                        size,
                        "seekPositionForNext",
                        page.isEmpty() ? position : page.get(page.size() - 1).id,
                        "seekPositionForCurrent",
                        position));
    }

    Answer accept(Call call) {
        Recipient recipient = existing(call.id(0), 404);
        if (recipient.confirmations != null) {
            recipient.confirmations.put(
                    "acceptedOutcomes",
                    WiseWorld.body(call).path("acceptedOutcomes").asBoolean());
        }
        return Answer.json(200, read(recipient));
    }

    Answer delete(Call call) {
        Recipient recipient = existing(call.id(0), 403);
        if (!recipient.active) {
            throw WiseErrors.refusal(
                    403, "RECIPIENT_MISSING", "The recipient is already inactive.", "id", recipient.id);
        }
        recipient.active = false;
        world.tell("recipient " + recipient.id + " deactivated");
        return Answer.json(200, read(recipient));
    }

    Answer requirements(Call call) {
        Quote quote = world.quotes.get(call.variable(0));
        if (quote == null) {
            throw WiseErrors.refusal(404, "quote.not.found", "There is no such quote.", "id", call.variable(0));
        }
        ArrayNode types = Json.array();
        RecipientType.allowed(quote.target, world.scenario.emailRecipients)
                .forEach(type -> types.add(type.requirements()));
        return Answer.json(200, types);
    }

    private RecipientType type(String currency, String code) {
        return RecipientType.allowed(currency, world.scenario.emailRecipients).stream()
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElseThrow(() -> WiseErrors.notValid(
                        "type", "This recipient type is not available for " + currency + ".", String.valueOf(code)));
    }

    private Recipient existing(long id, int statusWhenMissing) {
        Recipient recipient = world.recipient(id);
        if (recipient == null) {
            throw WiseErrors.refusal(statusWhenMissing, "RECIPIENT_MISSING", "There is no such recipient.", "id", id);
        }
        return recipient;
    }

    private static String checkedName(String name, boolean business) {
        String trimmed = name == null ? "" : name.trim();
        if (!NAME_CHARACTERS.matcher(trimmed).matches()) {
            throw WiseErrors.notValid(
                    "accountHolderName", "Please enter the recipients name without special characters.", trimmed);
        }
        boolean person = PERSON.matcher(trimmed).matches() && trimmed.chars().noneMatch(Character::isDigit);
        if (!business && !person) {
            throw WiseErrors.notValid("accountHolderName", "Please enter the recipients first and last name.", trimmed);
        }
        return trimmed;
    }

    private static ObjectNode created(Recipient recipient) {
        ObjectNode details = Json.object(
                "legalType",
                null,
                "email",
                null,
                "accountNumber",
                null,
                "sortCode",
                null,
                "abartn",
                null,
                "IBAN",
                null,
                "iban",
                null,
                "swiftCode",
                null,
                "bic",
                null,
                "address",
                Json.object("country", country(recipient)));
        details.setAll(recipient.details);
        return Json.object(
                "id",
                recipient.id,
                "business",
                recipient.profile,
                "profile",
                recipient.profile,
                "accountHolderName",
                recipient.name,
                "currency",
                recipient.currency,
                "country",
                country(recipient),
                "type",
                recipient.type.code,
                "details",
                details,
                "user",
                WiseWorld.USER,
                "active",
                recipient.active,
                "ownedByCustomer",
                false,
                "confirmations",
                recipient.confirmations);
    }

    private static ObjectNode read(Recipient recipient) {
        String summary = recipient.type.summary(recipient.details);
        String hash = UUID.nameUUIDFromBytes((recipient.name + recipient.details).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        boolean business = recipient.details.path("legalType").asText().equals("BUSINESS");
        return Json.object(
                "id",
                recipient.id,
                "creatorId",
                WiseWorld.USER,
                "profileId",
                recipient.profile,
                "name",
                Json.object("fullName", recipient.name, "givenName", null, "familyName", null, "middleName", null),
                "currency",
                recipient.currency,
                "country",
                country(recipient),
                "type",
                recipient.type.readName,
                "legalEntityType",
                business ? "INSTITUTION" : "PERSON",
                "active",
                recipient.active,
                "details",
                recipient.details,
                "hash",
                hash,
                "accountSummary",
                summary,
                "longAccountSummary",
                recipient.currency + " account " + summary,
                "displayFields",
                Json.array(Json.object(
                        "key",
                        "details/" + recipient.type.code,
                        "label",
                        recipient.type.readName.toUpperCase(Locale.ROOT),
                        "value",
                        summary)),
                "isInternal",
                false,
                "ownedByCustomer",
                false,
                "confirmations",
                recipient.confirmations);
    }

    private static String country(Recipient recipient) {
        return recipient.type == RecipientType.EMAIL ? null : COUNTRIES.get(recipient.currency);
    }
}
